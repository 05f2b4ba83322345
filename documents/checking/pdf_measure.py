"""Positions, sizes and styles of everything on the pages of a PDF, in mm from the top left of the page and in pt.

Left and right edges come from glyph origins and advances, not from ink; bold and italic from the name of the font.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from documents.layout import LIMITS, PAGE, POINTS_PER_MM
from documents.vietnamese import fold_spaces

ASCENT_EM, DESCENT_EM = 0.89, 0.22
# Wider gaps than this stand between columns, never between two words of a justified line.
COLUMN_GAP_MM = 8.0
WIDEST_GAP_MM = 25.0
HEADING_MM = 75.0  # above it two columns stand side by side
NARROWEST_CELL_GAP_MM = 0.2
RULE_MAX_HEIGHT_PT, RULE_MIN_LENGTH_MM = 1.5, 8.0
# A signature or seal is far smaller; a scanned page is not looked into.
LARGEST_PICTURE_PIXELS = 4_000_000
_HYPHEN_AT_LINE_END = "\ufffe"


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    left_mm: float
    right_mm: float
    baseline_mm: float
    size_pt: float
    font: str
    colour: tuple[int, int, int]

    @property
    def is_bold(self) -> bool:
        return "bold" in self.font.lower()

    @property
    def is_italic(self) -> bool:
        return "italic" in self.font.lower() or "oblique" in self.font.lower()


@dataclass
class TextLine:
    """A line of one column: glyphs on one baseline without a gap wider than between words. Its glyphs never change."""

    page: int
    glyphs: list[Glyph]
    is_in_table: bool = False

    @cached_property
    def raw_text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        return fold_spaces(self.raw_text)

    @property
    def place(self) -> str:
        """Where it starts on the page, as people read it."""
        return f"cách mép trái {self.left_mm:.0f} mm, mép trên {self.top_mm:.0f} mm"

    @cached_property
    def _ink(self) -> list[Glyph]:
        return [glyph for glyph in self.glyphs if glyph.text.strip()]

    @cached_property
    def left_mm(self) -> float:
        return min(glyph.left_mm for glyph in self._ink)

    @cached_property
    def right_mm(self) -> float:
        return max(glyph.right_mm for glyph in self._ink)

    @property
    def width_mm(self) -> float:
        return self.right_mm - self.left_mm

    @property
    def centre_mm(self) -> float:
        return (self.left_mm + self.right_mm) / 2

    @cached_property
    def size_pt(self) -> float:
        """The size most of its characters have."""
        return Counter(round(glyph.size_pt, 2) for glyph in self._ink).most_common(1)[0][0]

    @cached_property
    def baseline_mm(self) -> float:
        return Counter(round(glyph.baseline_mm, 2) for glyph in self._ink).most_common(1)[0][0]

    @property
    def top_mm(self) -> float:
        return self.baseline_mm - ASCENT_EM * self.size_pt / POINTS_PER_MM

    @property
    def bottom_mm(self) -> float:
        return self.baseline_mm + DESCENT_EM * self.size_pt / POINTS_PER_MM

    @cached_property
    def level_glyphs(self) -> list[Glyph]:
        """The visible characters that stand on the baseline: all but raised initials."""
        return [glyph for glyph in self._ink if abs(glyph.baseline_mm - self.baseline_mm) < 0.5]

    @cached_property
    def is_bold(self) -> bool:
        return all(glyph.is_bold for glyph in self._ink)

    @cached_property
    def has_bold(self) -> bool:
        return any(glyph.is_bold for glyph in self._ink)

    @cached_property
    def is_italic(self) -> bool:
        return all(glyph.is_italic for glyph in self._ink)

    @cached_property
    def has_italic(self) -> bool:
        return any(glyph.is_italic for glyph in self._ink)

    @property
    def is_upper(self) -> bool:
        return self.text == self.text.upper() and any(character.isalpha() for character in self.text)

    @cached_property
    def colour_is_red(self) -> bool:
        return all(red > 150 and max(green, blue) < 90 for red, green, blue in (glyph.colour for glyph in self._ink))

    @property
    def starts_bold(self) -> bool:
        return self._ink[0].is_bold


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn straight line, horizontal or vertical."""

    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    thickness_pt: float
    colour: tuple[int, int, int]

    @property
    def length_mm(self) -> float:
        return self.right_mm - self.left_mm

    @property
    def height_mm(self) -> float:
        return self.bottom_mm - self.top_mm

    @property
    def centre_mm(self) -> float:
        return (self.left_mm + self.right_mm) / 2

    @property
    def middle_mm(self) -> float:
        return (self.top_mm + self.bottom_mm) / 2


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on the page. `is_red` tells a seal from a signature, which is blue or black."""

    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    is_red: bool

    @property
    def width_mm(self) -> float:
        return self.right_mm - self.left_mm

    @property
    def centre_mm(self) -> float:
        return (self.left_mm + self.right_mm) / 2


@dataclass(slots=True)
class MeasuredPage:
    number: int
    width_mm: float
    height_mm: float
    lines: list[TextLine] = field(default_factory=list)
    rules: list[Stroke] = field(default_factory=list)
    uprights: list[Stroke] = field(default_factory=list)
    boxes: list[Stroke] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def is_landscape(self) -> bool:
        return self.width_mm > self.height_mm

    @property
    def has_table(self) -> bool:
        return any(line.is_in_table for line in self.lines)


@dataclass(slots=True)
class MeasuredPdf:
    pages: list[MeasuredPage]
    fonts_not_embedded: set[str] = field(default_factory=set)


def measure(data: bytes) -> MeasuredPdf:
    """Return the measured pages of the PDF. Raises PdfiumError when the bytes are no PDF."""
    with pdfium.PdfDocument(data) as file:
        measured = MeasuredPdf([])
        for index in range(len(file)):
            measured.pages.append(_page(file, index, measured.fonts_not_embedded))
        return measured


def _page(file: pdfium.PdfDocument, index: int, not_embedded: set[str]) -> MeasuredPage:
    page = file[index]
    width, height = page.get_size()
    measured = MeasuredPage(index + 1, width / POINTS_PER_MM, height / POINTS_PER_MM)
    text = page.get_textpage()
    for item in page.get_objects():
        if item.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            _add_path(measured, item, height)
        elif item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            _note_embedding(item, not_embedded)
        elif item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            _add_picture(measured, item, height)
    glyphs = list(_glyphs(text, height))
    lines = _lines(glyphs, measured.uprights)
    measured.lines = [TextLine(index + 1, line) for line in lines if any(glyph.text.strip() for glyph in line)]
    _mark_tables(measured)
    measured.lines = _joined(measured.lines)
    text.close()
    page.close()
    return measured


def _glyphs(text: pdfium.PdfTextPage, page_height: float) -> Iterator[Glyph]:
    origin_x, origin_y, box = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF()
    last: Glyph | None = None
    run: int | None = None
    form = _GlyphForm(0.0, "", (0, 0, 0))
    for position in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, position)
        if pdfium_c.FPDFText_IsGenerated(text, position) == 1:
            # A gap between words that the file draws without a space; line ends are found by position instead.
            if chr(code) == " " and last is not None:
                yield replace(last, text=" ", left_mm=last.right_mm)
            continue
        character = "-" if chr(code) == _HYPHEN_AT_LINE_END else chr(code)
        pdfium_c.FPDFText_GetCharOrigin(text, position, origin_x, origin_y)
        pdfium_c.FPDFText_GetLooseCharBox(text, position, box)
        # All characters of one object of the page share font, size and colour.
        owner = ctypes.cast(pdfium_c.FPDFText_GetTextObject(text, position), ctypes.c_void_p).value
        if owner is None or owner != run:
            run, form = owner, _glyph_form(text, position)
        last = Glyph(
            character,
            origin_x.value / POINTS_PER_MM,
            max(box.right, origin_x.value) / POINTS_PER_MM,
            (page_height - origin_y.value) / POINTS_PER_MM,
            form.size_pt,
            form.font,
            form.colour,
        )
        yield last


@dataclass(frozen=True, slots=True)
class _GlyphForm:
    size_pt: float
    font: str
    colour: tuple[int, int, int]


def _glyph_form(text: pdfium.PdfTextPage, position: int) -> _GlyphForm:
    matrix, name, flags = pdfium_c.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()
    colours = [ctypes.c_uint() for _ in range(4)]
    pdfium_c.FPDFText_GetMatrix(text, position, matrix)
    pdfium_c.FPDFText_GetFontInfo(text, position, name, 128, flags)
    pdfium_c.FPDFText_GetFillColor(text, position, *colours)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    return _GlyphForm(
        pdfium_c.FPDFText_GetFontSize(text, position) * scale,
        name.value.decode(errors="replace").split("+", 1)[-1],
        (colours[0].value, colours[1].value, colours[2].value),
    )


def _lines(glyphs: list[Glyph], uprights: list[Stroke]) -> Iterator[list[Glyph]]:
    """Glyphs that follow one another on a line; raised letters stay in the line they stand in, cells of a table part."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and not (_continues(line, glyph) and not _is_parted(line[-1], glyph, uprights)):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _continues(line: list[Glyph], glyph: Glyph) -> bool:
    last = line[-1]
    step_mm = abs(glyph.baseline_mm - line[0].baseline_mm)
    gap_mm = glyph.left_mm - last.right_mm
    is_raised_or_level = step_mm <= 0.45 * line[0].size_pt / POINTS_PER_MM
    return is_raised_or_level and -1.0 <= gap_mm <= COLUMN_GAP_MM


def _is_parted(last: Glyph, glyph: Glyph, uprights: list[Stroke]) -> bool:
    """Tell whether an upright of a table stands between two glyphs; inside a word there is no room for one."""
    if glyph.left_mm - last.right_mm < NARROWEST_CELL_GAP_MM and last.text.strip():
        return False
    return any(
        last.left_mm < stroke.left_mm <= glyph.left_mm and stroke.top_mm <= glyph.baseline_mm <= stroke.bottom_mm
        for stroke in uprights
    )


def _add_path(page: MeasuredPage, item: pdfium.PdfObject, page_height: float) -> None:
    left, bottom, right, top = item.get_bounds()
    has_fill, has_stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item, has_fill, has_stroke)
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(item, width)
    get_colour = pdfium_c.FPDFPageObj_GetStrokeColor if has_stroke.value else pdfium_c.FPDFPageObj_GetFillColor
    colours = [ctypes.c_uint() for _ in range(4)]
    get_colour(item, *colours)
    colour = (colours[0].value, colours[1].value, colours[2].value)
    if not has_stroke.value and not has_fill.value:
        return
    is_flat, is_upright = top - bottom <= RULE_MAX_HEIGHT_PT, right - left <= RULE_MAX_HEIGHT_PT
    thickness = width.value if has_stroke.value else top - bottom if is_flat else right - left
    stroke = Stroke(
        left / POINTS_PER_MM,
        right / POINTS_PER_MM,
        (page_height - top) / POINTS_PER_MM,
        (page_height - bottom) / POINTS_PER_MM,
        thickness,
        colour,
    )
    if is_flat and stroke.length_mm >= RULE_MIN_LENGTH_MM:
        page.rules.append(stroke)
    elif is_upright and stroke.height_mm > 1:
        page.uprights.append(stroke)
    elif not is_flat and not is_upright:
        page.boxes.append(stroke)


def _add_picture(page: MeasuredPage, item: pdfium.PdfImage, page_height: float) -> None:
    left, bottom, right, top = item.get_bounds()
    page.pictures.append(
        Picture(
            left / POINTS_PER_MM,
            right / POINTS_PER_MM,
            (page_height - top) / POINTS_PER_MM,
            (page_height - bottom) / POINTS_PER_MM,
            _is_red(item),
        )
    )


def _is_red(item: pdfium.PdfImage) -> bool:
    """Tell whether what is drawn in the image, its light ground apart, is red for the most part."""
    width, height = item.get_px_size()
    if width * height > LARGEST_PICTURE_PIXELS:
        return False
    with item.get_bitmap(render=False).to_pil() as picture:
        small = picture.convert("RGB").resize((48, 48))
        levels = small.tobytes()
    pixels = zip(levels[::3], levels[1::3], levels[2::3], strict=True)
    ink = [pixel for pixel in pixels if min(pixel) < 200 and max(pixel) > 60]
    return bool(ink) and sum(red > 1.5 * max(green, blue) for red, green, blue in ink) > len(ink) / 2


def _note_embedding(item: pdfium.PdfObject, not_embedded: set[str]) -> None:
    font = pdfium_c.FPDFTextObj_GetFont(item)
    if pdfium_c.FPDFFont_GetIsEmbedded(font) != 1:
        name = ctypes.create_string_buffer(128)
        pdfium_c.FPDFFont_GetBaseFontName(font, name, 128)
        not_embedded.add(name.value.decode(errors="replace"))


def _joined(lines: list[TextLine]) -> list[TextLine]:
    """Lines of the text whose words a long word in the next line has driven further apart than columns may stand."""
    joined: list[TextLine] = []
    for line in lines:
        if joined and _is_driven_apart(joined[-1], line):
            joined[-1] = TextLine(line.page, [*joined[-1].glyphs, *line.glyphs])
        else:
            joined.append(line)
    return joined


def _is_driven_apart(line: TextLine, following: TextLine) -> bool:
    is_heading = line.page == 1 and line.baseline_mm < HEADING_MM
    forms = [(each.size_pt, each.is_bold, each.is_italic) for each in (line, following)]
    is_alike = forms[0] == forms[1] and not is_heading
    is_text = not line.is_in_table and not following.is_in_table and line.size_pt in LIMITS.text_size_pt
    edge = PAGE.margin_left_mm
    begins = any(abs(line.left_mm - edge - each) < LIMITS.indent_tolerance_mm for each in (0.0, *LIMITS.indent_mm))
    is_level = abs(line.baseline_mm - following.baseline_mm) < 0.05
    return is_alike and is_text and begins and is_level and 0 < following.left_mm - line.right_mm < WIDEST_GAP_MM


def _mark_tables(page: MeasuredPage) -> None:
    """A line stands in a table when black uprights run past it on the left and on the right."""
    uprights = [stroke for stroke in page.uprights if max(stroke.colour) <= 40]
    for line in page.lines:
        middle = (line.top_mm + line.bottom_mm) / 2
        beside = [stroke for stroke in uprights if stroke.top_mm - 0.5 <= middle <= stroke.bottom_mm + 0.5]
        line.is_in_table = any(stroke.left_mm <= line.left_mm for stroke in beside) and any(
            stroke.left_mm >= line.right_mm - 0.5 for stroke in beside
        )
