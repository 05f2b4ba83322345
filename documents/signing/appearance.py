"""What a signature looks like on the page: a picture the office gives, or one drawn here.

Letters are drawn as outlines and not as text: the page keeps its words, and no font has to be embedded.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PIL import Image
from pyhanko.pdf_utils.content import PdfContent, RawContent
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import StaticContentStamp, StaticStampStyle

from documents.rendering.fonts import Face, font_directory
from documents.signing.errors import UnsuitableImage
from documents.signing.placing import SEAL_DIAMETERS_MM

IMAGE_MAX_BYTES = 2 * 1024 * 1024
IMAGE_MAX_SIDE = 4000
IMAGE_LEAST_SIDE = 60
# Enough for 600 dpi at the largest place a picture takes.
IMAGE_KEPT_SIDE = 1200
TRANSPARENT_SHARE = 0.2
# A scan's soft edges and grey specks do not decide its colour.
INK_ALPHA = 128
RIGHT_COLOUR_SHARE = 0.8
MM_PER_INCH = 25.4

# What Pillow raises over pieces of a file that are not what they say, beside its own.
_BROKEN_PICTURE = (
    OSError,
    ValueError,
    SyntaxError,
    IndexError,
    KeyError,
    TypeError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

BLUE = (0.05, 0.18, 0.66)
RED = (0.84, 0.09, 0.1)
_SIGNATURE_CANVAS = (920, 400)
_SEAL_CANVAS = (1000, 1000)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A picture ready to be stamped, with width through height, and its real width where the file says it."""

    content: PdfContent
    aspect: float
    width_mm: float | None = None

    @property
    def style(self) -> StaticStampStyle:
        return _OverPrint(
            background=self.content,
            background_layout=SimpleBoxLayoutRule(
                margins=Margins.uniform(0), x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID
            ),
            border_width=0,
        )


class _OverPrintStamp(StaticContentStamp):
    """Ink over ink: what is printed below stays readable through the stamp."""

    def _render_background(self) -> bytes:
        from pyhanko.pdf_utils.generic import pdf_name

        command = super()._render_background()
        self.resources.ext_g_state["/BackgroundGS"][pdf_name("/BM")] = pdf_name("/Multiply")
        return command


class _OverPrint(StaticStampStyle):
    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict) -> StaticContentStamp:
        return _OverPrintStamp(writer=writer, style=self, box=box)


def signature_picture(data: bytes) -> Appearance:
    """Take the picture of a personal signature: PNG, blue, on a transparent ground. Raises UnsuitableImage."""
    image = _checked(data, "Ảnh chữ ký")
    if _share(image, lambda red, green, blue: blue > red + 20 and blue > green) < RIGHT_COLOUR_SHARE:
        raise UnsuitableImage("Ảnh chữ ký phải có màu xanh. Hãy ký bằng bút xanh rồi quét lại, hoặc bỏ trống ảnh.")
    return _appearance(image.crop(image.getchannel("A").getbbox()))


def seal_picture(data: bytes) -> Appearance:
    """Take the picture of a seal: PNG, red, on a transparent ground; its resolution tells the real size. Raises UnsuitableImage."""
    image = _checked(data, "Ảnh con dấu")
    if _share(image, lambda red, green, blue: red > green + 40 and red > blue + 40) < RIGHT_COLOUR_SHARE:
        raise UnsuitableImage("Ảnh con dấu phải có màu đỏ. Hãy thay tệp ảnh con dấu trong cấu hình.")
    resolution = image.info.get("dpi", (0, 0))[0]
    cropped = image.crop(image.getchannel("A").getbbox())
    width_mm = cropped.width / resolution * MM_PER_INCH if resolution else None
    if width_mm is not None and not SEAL_DIAMETERS_MM[0] <= width_mm <= SEAL_DIAMETERS_MM[1]:
        width_mm = None
    return _appearance(cropped, width_mm)


def drawn_signature(name: str, *, fonts: Path | None = None) -> Appearance:
    """Draw a blue signature from the signer's name, for a person who gives no picture."""
    width, height = _SIGNATURE_CANVAS
    drawing = _Drawing(fonts)
    size = min(150.0, 0.94 * width / max(drawing.width_em(name, Face.BOLD_ITALIC), 0.1))
    text_width = drawing.width_em(name, Face.BOLD_ITALIC) * size
    left, base = (width - text_width) / 2, height * 0.46
    drawing.colour(BLUE)
    drawing.text(name, left, base, size, Face.BOLD_ITALIC)
    drawing.stroke(
        f"{left - 10:.1f} {base - 62:.1f} m "
        f"{left + text_width * 0.35:.1f} {base - 10:.1f} {left + text_width * 0.7:.1f} {base - 130:.1f} "
        f"{left + text_width + 10:.1f} {base - 34:.1f} c",
        7,
    )
    return Appearance(drawing.content(width, height), width / height)


def drawn_seal(organisation: str, *, fonts: Path | None = None) -> Appearance:
    """Draw a red round stamp that says who signed, for an office that gives no picture of its seal.

    It is not drawn like a seal with the national emblem: that picture is the office's own to give.
    """
    width, height = _SEAL_CANVAS
    drawing = _Drawing(fonts)
    drawing.colour(RED)
    drawing.ring(width / 2, height / 2, 485, 22)
    drawing.ring(width / 2, height / 2, 445, 6)
    lines = _broken(organisation.upper(), drawing, widest_em=10.0)
    size = min(120.0, 720 / max(drawing.width_em(line, Face.BOLD) for line in lines))
    step = size * 1.3
    top = height / 2 + 0.5 * step * len(lines) + 20
    for number, line in enumerate(lines):
        line_width = drawing.width_em(line, Face.BOLD) * size
        drawing.text(line, (width - line_width) / 2, top - step * (number + 0.5), size, Face.BOLD)
    line_width = drawing.width_em("KÝ SỐ", Face.BOLD) * 80
    drawing.text("KÝ SỐ", (width - line_width) / 2, 190, 80, Face.BOLD)
    return Appearance(drawing.content(width, height), width / height)


def _broken(text: str, drawing: _Drawing, *, widest_em: float) -> list[str]:
    lines: list[str] = []
    for word in text.split() or [" "]:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and drawing.width_em(longer, Face.BOLD) <= widest_em:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class _PdfPen(BasePen):
    """Writes the outline of a glyph as PDF path operators."""

    def __init__(self, glyphs: object, left: float, base: float, scale: float) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []
        self._left, self._base, self._scale = left, base, scale

    def _at(self, point: tuple[float, float]) -> str:
        return f"{self._left + point[0] * self._scale:.1f} {self._base + point[1] * self._scale:.1f}"

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - named by fontTools
        self.operators.append(f"{self._at(pt)} m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(f"{self._at(pt)} l")

    def _curveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self.operators.append(f"{self._at(pt1)} {self._at(pt2)} {self._at(pt3)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


class _Drawing:
    def __init__(self, fonts: Path | None) -> None:
        self._directory = font_directory(fonts)
        self._fonts: dict[Face, TTFont] = {}
        self._operators: list[str] = []

    def _font(self, face: Face) -> TTFont:
        if face not in self._fonts:
            self._fonts[face] = TTFont(self._directory / face.value)
        return self._fonts[face]

    def _glyphs(self, text: str, face: Face) -> list[str]:
        names = self._font(face).getBestCmap()
        return [names[ord(character)] for character in text if ord(character) in names]

    def width_em(self, text: str, face: Face) -> float:
        font = self._font(face)
        widths = font["hmtx"].metrics
        return sum(widths[glyph][0] for glyph in self._glyphs(text, face)) / font["head"].unitsPerEm

    def colour(self, rgb: tuple[float, float, float]) -> None:
        values = " ".join(f"{value:g}" for value in rgb)
        self._operators.append(f"{values} rg {values} RG")

    def text(self, text: str, left: float, base: float, size: float, face: Face) -> None:
        font = self._font(face)
        outlines, widths, scale = font.getGlyphSet(), font["hmtx"].metrics, size / font["head"].unitsPerEm
        for glyph in self._glyphs(text, face):
            pen = _PdfPen(outlines, left, base, scale)
            outlines[glyph].draw(pen)
            if pen.operators:
                self._operators.append(" ".join(pen.operators) + " f")
            left += widths[glyph][0] * scale

    def stroke(self, path: str, width: float) -> None:
        self._operators.append(f"{width:g} w 1 J {path} S")

    def ring(self, x: float, y: float, radius: float, width: float) -> None:
        k = radius * 0.5523  # four Bézier arcs make a circle
        self.stroke(
            f"{x + radius:g} {y:g} m {x + radius:g} {y + k:g} {x + k:g} {y + radius:g} {x:g} {y + radius:g} c "
            f"{x - k:g} {y + radius:g} {x - radius:g} {y + k:g} {x - radius:g} {y:g} c "
            f"{x - radius:g} {y - k:g} {x - k:g} {y - radius:g} {x:g} {y - radius:g} c "
            f"{x + k:g} {y - radius:g} {x + radius:g} {y - k:g} {x + radius:g} {y:g} c h",
            width,
        )

    def content(self, width: int, height: int) -> RawContent:
        return RawContent(" ".join(self._operators).encode(), box=BoxConstraints(width, height))


def _checked(data: bytes, subject: str) -> Image.Image:
    if len(data) > IMAGE_MAX_BYTES:
        raise UnsuitableImage(f"{subject} nặng quá 2 MB. Hãy giảm kích thước ảnh rồi chọn lại.")
    if not data.startswith(b"\x89PNG"):
        raise UnsuitableImage(f"{subject} phải là tệp PNG nền trong suốt.")
    try:
        opened = Image.open(io.BytesIO(data), formats=["PNG"])
        if not IMAGE_LEAST_SIDE <= min(opened.size) <= max(opened.size) <= IMAGE_MAX_SIDE:
            raise UnsuitableImage(
                f"{subject} phải có cạnh từ {IMAGE_LEAST_SIDE} đến {IMAGE_MAX_SIDE} điểm ảnh. Hãy chọn ảnh khác."
            )
        information = dict(opened.info)
        image = opened.convert("RGBA")
    except UnsuitableImage:
        raise
    except _BROKEN_PICTURE as error:
        raise UnsuitableImage(f"{subject} bị hỏng. Hãy mở thử ảnh, lưu lại thành PNG rồi chọn lại.") from error
    image.info = information
    histogram = image.getchannel("A").histogram()
    if sum(histogram[:INK_ALPHA]) < TRANSPARENT_SHARE * image.width * image.height:
        raise UnsuitableImage(f"{subject} phải có nền trong suốt, không phải nền trắng, để không che chữ của văn bản.")
    if not sum(histogram[INK_ALPHA:]):
        raise UnsuitableImage(f"{subject} trống, không có nét nào. Hãy chọn ảnh khác.")
    return image


def _share(image: Image.Image, fits: Callable[[int, int, int], bool]) -> float:
    """The share of visible points whose colour fits, on a small copy."""
    small = image.copy()
    small.thumbnail((200, 200))
    raw = small.tobytes()
    ink = [(raw[n], raw[n + 1], raw[n + 2]) for n in range(0, len(raw), 4) if raw[n + 3] >= INK_ALPHA // 2]
    return sum(1 for colour in ink if fits(*colour)) / len(ink) if ink else 0.0


def _appearance(image: Image.Image, width_mm: float | None = None) -> Appearance:
    aspect = image.width / image.height
    image.thumbnail((IMAGE_KEPT_SIDE, IMAGE_KEPT_SIDE))
    box = BoxConstraints(image.width, image.height)
    return Appearance(PdfImage(image, box=box), aspect, width_mm)
