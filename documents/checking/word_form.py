"""A Word file as lines with their form and sections with their page; its pages are made only by Word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.checking.paper import Passage
from documents.checking.word_inheritance import Inheritance, ParagraphForm, RunForm
from documents.extraction.archives import DocxPackage
from documents.extraction.word_numbering import Numbering, W
from documents.vietnamese import fold_spaces

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_MATH_AND_BOXES = {W + "txbxContent", W + "del", W + "moveFrom"}
_DEEPEST = 12
DEFAULT_TAB_MM = 12.7


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table a line stands, counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WordLine:
    """One visible line of a paragraph as it was typed: a line break or a tab between words begins the next.

    `part` counts the pieces that tabs make of a line, from 0; `paragraph` counts paragraphs from 1.
    """

    passage: Passage
    shape: ParagraphForm
    forms: tuple[RunForm, ...]
    paragraph: int
    part: int
    section: int
    cell: Cell | None = None
    starts_paragraph: bool = True
    ends_paragraph: bool = True
    starts_with_tab: bool = False
    drawings: int = 0
    gap_pt: float = 0.0

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def page(self) -> None:
        return None

    @property
    def place(self) -> str:
        return self.passage.place

    @property
    def is_underlined(self) -> bool:
        return any(form.is_underlined for form in self.forms)

    @property
    def first_line_mm(self) -> float:
        tab = DEFAULT_TAB_MM if self.starts_with_tab else 0.0
        return self.shape.left_mm + self.shape.first_line_mm + tab


@dataclass(slots=True)
class WordSection:
    """Page of a section; lengths in mm. Margins may carry lines of their own: number, circulation, address."""

    width_mm: float = 210.0
    height_mm: float = 297.0
    top_mm: float = 25.4
    bottom_mm: float = 25.4
    left_mm: float = 25.4
    right_mm: float = 25.4
    has_own_first_page: bool = False
    starts_numbers_at: str | None = None
    header: list[WordLine] = field(default_factory=list)
    first_header: list[WordLine] = field(default_factory=list)
    footer: list[WordLine] = field(default_factory=list)
    first_footer: list[WordLine] = field(default_factory=list)
    page_number: WordLine | None = None
    first_page_number: WordLine | None = None
    footer_number: WordLine | None = None


class WordFile:
    """Lines and sections of a DOCX. Raises BrokenDocx, NotADocx, ArchiveBomb."""

    def __init__(self, data: bytes) -> None:
        self._package = DocxPackage(data)
        self._inheritance = Inheritance(self._package)
        self._numbering = Numbering(self._package.part("word/numbering.xml"))
        self._relations = _relations(self._package)
        self._paragraph = self._table = self._section = 0
        self.lines: list[WordLine] = []
        self.sections: list[WordSection] = []
        document = self._package.part("word/document.xml")
        body = document.find(W + "body") if document is not None else None
        if body is not None:
            self.lines = _with_gaps(list(self._blocks(body, None, 0)))
            last = body.find(W + "sectPr")
            self.sections.append(self._read_section(last) if last is not None else WordSection())
        self.pages = _page_count(self._package)

    def _blocks(self, parent: etree._Element, cell: Cell | None, depth: int) -> Iterator[WordLine]:
        if depth > _DEEPEST:
            return
        for element in parent:
            if element.tag == W + "p":
                yield from self._lines_of(element, cell)
                end = element.find(f"{W}pPr/{W}sectPr")
                if end is not None:
                    self.sections.append(self._read_section(end))
                    self._section += 1
            elif element.tag == W + "tbl":
                yield from self._rows(element, depth)
            elif element.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
                yield from self._blocks(element, cell, depth + 1)

    def _rows(self, table: etree._Element, depth: int) -> Iterator[WordLine]:
        number = self._table
        self._table += 1
        for row, element in enumerate(table.iterfind(W + "tr")):
            for column, cell in enumerate(element.iterfind(W + "tc")):
                yield from self._blocks(cell, Cell(number, row, column), depth + 1)

    def _lines_of(self, element: etree._Element, cell: Cell | None) -> Iterator[WordLine]:
        self._paragraph += 1
        shape, style = self._inheritance.paragraph(element), self._inheritance.style_of(element)
        place = f"đoạn {self._paragraph}"
        if cell is not None:
            place = f"bảng {cell.table + 1}, hàng {cell.row + 1}, cột {cell.column + 1}"
        pieces = list(self._pieces(element, style, 0))
        has_text = any(text.strip() for text, _ in pieces)
        marker = self._numbering.marker(*shape.number) if shape.number and has_text else ""
        drawings = len(list(element.iter("{*}drawing", "{*}pict")))
        starts_with_tab = has_text and "".join(text for text, _ in pieces).lstrip(" ").startswith("\t")
        rows = list(_split(pieces, "\n"))
        for position, row in enumerate(rows):
            parts = [part for part in _split(row, "\t") if any(text.strip() for text, _ in part)] or [[]]
            for part_number, part in enumerate(parts):
                is_first = position == 0 and part_number == 0
                if is_first and marker:
                    form = part[0][1] if part else self._inheritance.run(None, paragraph_style=style)
                    part = [(f"{marker} ", form), *part]
                empty = self._inheritance.run(element.find(W + "pPr"), paragraph_style=style)
                yield WordLine(
                    _passage(part, shape, place, empty),
                    shape,
                    tuple(form for text, form in part if text.strip()),
                    self._paragraph,
                    part_number,
                    self._section,
                    cell,
                    starts_paragraph=position == 0,
                    ends_paragraph=position == len(rows) - 1,
                    starts_with_tab=is_first and starts_with_tab,
                    drawings=drawings if is_first else 0,
                )

    def _pieces(self, element: etree._Element, style: str, depth: int) -> Iterator[tuple[str, RunForm]]:
        for child in element:
            if child.tag == W + "r":
                form = self._inheritance.run(child, paragraph_style=style)
                text = "".join(_run_text(child))
                if text and not form.is_hidden:
                    yield (text.upper() if form.is_capitals else text), form
            elif child.tag not in _MATH_AND_BOXES and child.tag != W + "pPr" and depth < _DEEPEST:
                yield from self._pieces(child, style, depth + 1)

    def _read_section(self, properties: etree._Element) -> WordSection:
        before = self.sections[-1] if self.sections else WordSection()
        size, margins = properties.find(W + "pgSz"), properties.find(W + "pgMar")
        first = properties.find(W + "titlePg")
        numbers = properties.find(W + "pgNumType")
        section = WordSection(
            has_own_first_page=first is not None and first.get(W + "val", "1") not in ("0", "false"),
            starts_numbers_at=numbers.get(W + "start") if numbers is not None else None,
            header=before.header,
            first_header=before.first_header,
            footer=before.footer,
            first_footer=before.first_footer,
            page_number=before.page_number,
            first_page_number=before.first_page_number,
            footer_number=before.footer_number,
        )
        for element, names in (
            (size, {"w": "width", "h": "height"}),
            (margins, dict.fromkeys(("top", "bottom", "left", "right"))),
        ):
            for attribute, name in names.items():
                value = element.get(W + attribute) if element is not None else None
                if value and value.lstrip("-").isdigit():
                    setattr(section, f"{name or attribute}_mm", abs(int(value)) / 1440 * 25.4)
        for reference in properties:
            if reference.tag in (W + "headerReference", W + "footerReference"):
                self._read_margin(section, reference)
        return section

    def _read_margin(self, section: WordSection, reference: etree._Element) -> None:
        kind = reference.get(W + "type", "default")
        place = "header" if reference.tag == W + "headerReference" else "footer"
        root = self._package.part(self._relations.get(reference.get(_RELATION + "id", ""), ""))
        if root is None or kind == "even":
            return
        count = self._paragraph
        lines = list(self._blocks(root, None, 0))
        paragraphs = list(root.iter(W + "p"))
        self._paragraph = count
        number = next((each for each in paragraphs if _has_page_field(each)), None)
        line = next((each for each in self._lines_of(number, None)), None) if number is not None else None
        self._paragraph = count
        setattr(section, place if kind == "default" else f"first_{place}", [each for each in lines if each.text])
        if place == "footer":
            section.footer_number = line or section.footer_number
        elif kind == "first":
            section.first_page_number = line
        else:
            section.page_number = line


def _passage(part: list[tuple[str, RunForm]], shape: ParagraphForm, place: str, empty: RunForm) -> Passage:
    written = [(text, form) for text, form in part if text.strip()]
    level = [(text, form) for text, form in written if not form.is_raised] or written
    sizes: Counter[float] = Counter()
    for text, form in level:
        sizes[form.size_pt] += len(text.strip())
    forms = [form for _, form in written]
    return Passage(
        text=fold_spaces("".join(text for text, _ in part)),
        size_pt=sizes.most_common(1)[0][0] if sizes else empty.size_pt,
        is_bold=bool(forms) and all(form.is_bold for form in forms),
        has_bold=any(form.is_bold for form in forms),
        is_italic=bool(forms) and all(form.is_italic for form in forms),
        has_italic=any(form.is_italic for form in forms),
        starts_bold=bool(forms) and forms[0].is_bold,
        is_centred=shape.alignment == "center",
        place=place,
        sizes=tuple(sorted(sizes)),
    )


def _split(pieces: list[tuple[str, RunForm]], mark: str) -> Iterator[list[tuple[str, RunForm]]]:
    part: list[tuple[str, RunForm]] = []
    for text, form in pieces:
        first, *rest = text.split(mark)
        part.append((first, form))
        for each in rest:
            yield part
            part = [(each, form)]
    yield part


def _run_text(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in (W + "tab", W + "ptab"):
            yield "\t"
        elif child.tag in (W + "br", W + "cr"):
            yield "" if child.get(W + "type") in ("page", "column") else "\n"
        elif child.tag == W + "noBreakHyphen":
            yield "-"


def _has_page_field(paragraph: etree._Element) -> bool:
    codes = [*(each.text or "" for each in paragraph.iter(W + "instrText"))]
    codes += [each.get(W + "instr", "") for each in paragraph.iter(W + "fldSimple")]
    return any("PAGE" in code.upper().replace("NUMPAGES", "") for code in codes)


def _with_gaps(lines: list[WordLine]) -> list[WordLine]:
    """Set the space around each paragraph; "no space between paragraphs of the same style" takes it away."""
    from dataclasses import replace

    spaced = []
    for position, line in enumerate(lines):
        before, after = line.shape.before_pt, line.shape.after_pt
        if line.shape.is_contextual:
            above = lines[position - 1] if position else None
            below = lines[position + 1] if position + 1 < len(lines) else None
            before = 0.0 if above is not None and above.shape.style == line.shape.style else before
            after = 0.0 if below is not None and below.shape.style == line.shape.style else after
        spaced.append(replace(line, gap_pt=before + after))
    return spaced


def _relations(package: DocxPackage) -> dict[str, str]:
    root = package.part("word/_rels/document.xml.rels")
    if root is None:
        return {}
    return {
        each.get("Id", ""): f"word/{each.get('Target', '')}".replace("word//word/", "word/")
        for each in root.iter(_PACKAGE + "Relationship")
    }


def _page_count(package: DocxPackage) -> int | None:
    """The number of pages Word counted when it saved the file last."""
    root = package.part("docProps/app.xml")
    text = root.findtext(_PROPERTIES + "Pages") if root is not None else None
    return int(text) if text and text.isdigit() else None
