"""A PDF as lines of letters and drawn strokes, measured by PDFium alone: the eyes of the independent check.

Nothing here is taken from the printer or from the checker of the portal, so that a mistake in them cannot hide itself.
Lengths in mm from the top left corner of the page, sizes in pt.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as c

MM = 72 / 25.4
ASCENT, DESCENT = 0.89, 0.22  # of the size: the line box of section 6
COLUMN_GAP_MM = 8.0


@dataclass(slots=True)
class Glyph:
    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    colour: tuple[int, int, int]


@dataclass(slots=True)
class Line:
    page: int
    glyphs: list[Glyph]
    in_table: bool = False
    ink: list[Glyph] = field(default_factory=list)
    y: float = 0.0
    size: float = 0.0

    def __post_init__(self) -> None:
        self.ink = [glyph for glyph in self.glyphs if glyph.text.strip()]
        self.y = Counter(round(glyph.y, 2) for glyph in self.ink).most_common(1)[0][0]
        self.size = Counter(round(glyph.size, 2) for glyph in self.ink).most_common(1)[0][0]

    @property
    def text(self) -> str:
        return " ".join("".join(glyph.text for glyph in self.glyphs).split())

    @property
    def x0(self) -> float:
        return min(glyph.x0 for glyph in self.ink)

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.ink)

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        return self.y - ASCENT * self.size / MM

    @property
    def bottom(self) -> float:
        return self.y + DESCENT * self.size / MM

    @property
    def is_bold(self) -> bool:
        return all("bold" in glyph.font.lower() for glyph in self.ink)

    @property
    def has_bold(self) -> bool:
        return any("bold" in glyph.font.lower() for glyph in self.ink)

    @property
    def is_italic(self) -> bool:
        return all("italic" in glyph.font.lower() for glyph in self.ink)

    @property
    def has_italic(self) -> bool:
        return any("italic" in glyph.font.lower() for glyph in self.ink)

    @property
    def is_upper(self) -> bool:
        return self.text == self.text.upper() and any(letter.isalpha() for letter in self.text)


@dataclass(slots=True)
class Stroke:
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def length(self) -> float:
        return self.x1 - self.x0

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    rules: list[Stroke] = field(default_factory=list)
    uprights: list[Stroke] = field(default_factory=list)
    tables: list[Stroke] = field(default_factory=list)
    not_embedded: set[str] = field(default_factory=set)

    @property
    def page_number(self) -> Line | None:
        """The line of digits alone in the top margin."""
        return next((line for line in self.lines if line.y < 20 and line.text.isdigit()), None)

    @property
    def content(self) -> list[Line]:
        number = self.page_number
        return [line for line in self.lines if line is not number]


def measure_pdf(data: bytes) -> list[Page]:
    """Return the pages with their lines in the order in which the file writes them."""
    with pdfium.PdfDocument(data) as file:
        return [_page(file[index], index + 1) for index in range(len(file))]


def _page(source: pdfium.PdfPage, number: int) -> Page:
    width, height = source.get_size()
    page = Page(number, width / MM, height / MM)
    fonts: dict[int, tuple[str, float, tuple[int, int, int]]] = {}
    for item in source.get_objects():
        if item.type == c.FPDF_PAGEOBJ_PATH:
            _add_stroke(page, item, height)
    page.tables = list(_tables(page))
    text = source.get_textpage()
    for glyphs in _runs(_glyphs(text, height, fonts, page), page):
        if any(glyph.text.strip() for glyph in glyphs):
            line = Line(number, glyphs)
            middle = line.y - 0.3 * line.size / MM
            line.in_table = any(
                table.y0 - 0.5 <= middle <= table.y1 + 0.5 and table.x0 - 0.5 <= line.centre <= table.x1 + 0.5
                for table in page.tables
            )
            if page.lines and _is_justified_apart(page, page.lines[-1], line):
                line = Line(number, [*page.lines.pop().glyphs, *line.glyphs])
            page.lines.append(line)
    text.close()
    source.close()
    return page


def _glyphs(
    text: pdfium.PdfTextPage, height: float, fonts: dict[int, tuple[str, float, tuple[int, int, int]]], page: Page
) -> Iterator[Glyph]:
    """The letters in file order."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), c.FS_RECTF()
    last: Glyph | None = None
    for place in range(text.count_chars()):
        letter = chr(c.FPDFText_GetUnicode(text, place))
        if c.FPDFText_IsGenerated(text, place) == 1:
            # A gap between two pieces of a line that the file draws without a space.
            if letter == " " and last is not None:
                yield replace(last, text=" ", x0=last.x1)
            continue
        item = c.FPDFText_GetTextObject(text, place)
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        if key not in fonts:
            fonts[key] = _font(item, page)
        c.FPDFText_GetCharOrigin(text, place, x, y)
        c.FPDFText_GetLooseCharBox(text, place, box)
        letter = "-" if letter in "\ufffe\x02" else letter  # PDFium's own mark for a hyphen that ends a line
        name, size, colour = fonts[key]
        last = Glyph(letter, x.value / MM, max(box.right, x.value) / MM, (height - y.value) / MM, size, name, colour)
        yield last


def _font(item: c.FPDF_PAGEOBJECT, page: Page) -> tuple[str, float, tuple[int, int, int]]:
    font, name = c.FPDFTextObj_GetFont(item), ctypes.create_string_buffer(128)
    size, matrix = ctypes.c_float(), c.FS_MATRIX()
    c.FPDFFont_GetBaseFontName(font, name, 128)
    c.FPDFTextObj_GetFontSize(item, size)
    c.FPDFPageObj_GetMatrix(item, matrix)
    colour = [ctypes.c_uint() for _ in range(4)]
    c.FPDFPageObj_GetFillColor(item, *colour)
    bare = name.value.decode(errors="replace").split("+")[-1]
    if c.FPDFFont_GetIsEmbedded(font) != 1:
        page.not_embedded.add(bare)
    red, green, blue, _ = (part.value for part in colour)
    return bare, size.value * (math.hypot(matrix.c, matrix.d) or 1.0), (red, green, blue)


def _runs(glyphs: Iterator[Glyph], page: Page) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _goes_on(run, glyph, page):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_justified_apart(page: Page, line: Line, following: Line) -> bool:
    """Words of one line of the text that a long word in the next line has driven far apart."""
    is_text = line.size == following.size == 14 and not line.in_table and not following.in_table
    begins = min(abs(line.x0 - 30 - indent) for indent in (0, 10, 12.7)) < 0.6
    return is_text and begins and abs(line.y - following.y) < 0.05 and 0 < following.x0 - line.x1 < 25


def _goes_on(run: list[Glyph], glyph: Glyph, page: Page) -> bool:
    last = run[-1]
    if abs(glyph.y - run[0].y) > 0.45 * run[0].size / MM or not -1 <= glyph.x0 - last.x1 <= COLUMN_GAP_MM:
        return False
    return not any(
        last.x0 < stroke.x0 <= glyph.x0 + 0.1 and stroke.y0 <= glyph.y <= stroke.y1 for stroke in page.uprights
    )


def _add_stroke(page: Page, item: pdfium.PdfObject, height: float) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    left, bottom, right, top = item.get_bounds()
    drawn = Stroke(left / MM, right / MM, (height - top) / MM, (height - bottom) / MM)
    if top - bottom <= 1.5 and drawn.length >= 8:
        page.rules.append(drawn)
    elif right - left <= 1.5 and drawn.y1 - drawn.y0 > 1:
        page.uprights.append(drawn)


def _tables(page: Page) -> Iterator[Stroke]:
    """The places of tables: heights that uprights fill without a gap, wider than the box of a mark."""
    group: list[Stroke] = []
    for upright in [*sorted(page.uprights, key=lambda stroke: stroke.y0), None]:
        if upright is not None and (not group or upright.y0 <= max(each.y1 for each in group) + 1):
            group.append(upright)
            continue
        if group:
            place = Stroke(
                min(each.x0 for each in group),
                max(each.x1 for each in group),
                group[0].y0,
                max(each.y1 for each in group),
            )
            if place.length > 90:
                yield place
        group = [upright] if upright is not None else []
