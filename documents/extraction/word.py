"""DOCX and DOCM: paragraphs with their automatic numbers, tables as rows in place, text boxes, raised letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from documents.extraction.archives import DocxPackage
from documents.extraction.extracted import ExtractedText, MediaKind
from documents.extraction.layout_tables import is_layout_table, pipe_row
from documents.extraction.word_numbering import Numbering, W

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GAP = "    "
_MAX_DEPTH = 12


def read_docx(data: bytes) -> ExtractedText:
    """Return the lines of a Word document. Raises BrokenDocx, NotADocx, ArchiveBomb."""
    package = DocxPackage(data)
    return _DocxReader(package).read()


@dataclass(frozen=True, slots=True)
class _Style:
    number_id: str | None
    level: int | None
    alignment: str | None
    based_on: str | None


class _DocxReader:
    def __init__(self, package: DocxPackage) -> None:
        self._document = package.part("word/document.xml")
        self._numbering = Numbering(package.part("word/numbering.xml"))
        self._styles = _styles(package.part("word/styles.xml"))
        self._lines: list[str] = []
        self._centred: set[int] = set()

    def read(self) -> ExtractedText:
        body = self._document.find(W + "body") if self._document is not None else None
        if body is not None:
            self._blocks(body, depth=0)
        return ExtractedText(self._lines, MediaKind.DOCX, None, [], frozenset(self._centred), is_wrapped=False)

    def _blocks(self, parent: etree._Element, *, depth: int) -> None:
        for element in parent:
            if element.tag == W + "p":
                self._paragraph(element, depth=depth)
            elif element.tag == W + "tbl":
                self._table(element, depth=depth)
            elif (
                element.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "smartTag")
                and depth < _MAX_DEPTH
            ):
                self._blocks(element, depth=depth + 1)

    def _paragraph(self, paragraph: etree._Element, *, depth: int) -> None:
        for box in _text_boxes(paragraph):
            if depth < _MAX_DEPTH:
                self._blocks(box, depth=depth + 1)
        text = "".join(_pieces(paragraph))
        marker = self._marker(paragraph) if text.strip() else ""
        is_centred = self._alignment(paragraph) == "center"
        for index, part in enumerate(text.split("\n")):
            self._lines.append(f"{marker} {part}".strip() if marker and index == 0 else part.rstrip())
            if is_centred and part.strip():
                self._centred.add(len(self._lines))

    def _table(self, table: etree._Element, *, depth: int) -> None:
        rows = [list(_cells(row)) for row in table.iter(W + "tr") if _own_table(row) is table]
        texts = [[self._cell_text(cell) for cell, _, _ in row] for row in rows]
        if is_layout_table(texts) and depth < _MAX_DEPTH:
            for row in rows:
                for cell, _, _ in row:
                    self._blocks(cell, depth=depth + 1)
            return
        self._lines.append("")
        for row in rows:
            cells: list[str] = []
            for cell, span, is_continued in row:
                cells.append("" if is_continued else self._cell_text(cell, count=True))
                cells.extend([""] * (span - 1))
            self._lines.append(pipe_row(cells))
        self._lines.append("")

    def _cell_text(self, cell: etree._Element, *, count: bool = False) -> str:
        parts = []
        for paragraph in cell.iter(W + "p"):
            text = "".join(_pieces(paragraph)).strip()
            if text:
                marker = self._marker(paragraph) if count else ""
                parts.append(f"{marker} {text}".strip())
        return " ".join(parts)

    def _marker(self, paragraph: etree._Element) -> str:
        number_id, level = _numbering_of(paragraph.find(W + "pPr"))
        style = self._style_of(paragraph)
        if number_id is None and style is not None:
            for _ in range(_MAX_DEPTH):
                entry = self._styles.get(style or "")
                if entry is None:
                    break
                if entry.number_id is not None:
                    number_id, level = entry.number_id, entry.level or 0
                    break
                style = entry.based_on
        return self._numbering.marker(number_id, level or 0) if number_id is not None else ""

    def _alignment(self, paragraph: etree._Element) -> str | None:
        own = paragraph.find(f"{W}pPr/{W}jc")
        if own is not None:
            return own.get(W + "val")
        style = self._style_of(paragraph)
        for _ in range(_MAX_DEPTH):
            entry = self._styles.get(style or "")
            if entry is None:
                return None
            if entry.alignment:
                return entry.alignment
            style = entry.based_on
        return None

    @staticmethod
    def _style_of(paragraph: etree._Element) -> str | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style.get(W + "val") if style is not None else None


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph without its text boxes; deleted text and field codes do not count."""
    for child in element:
        tag = child.tag
        if tag == W + "r":
            yield from _run(child)
        elif tag in (
            W + "hyperlink",
            W + "ins",
            W + "smartTag",
            W + "sdt",
            W + "sdtContent",
            W + "fldSimple",
            W + "customXml",
        ):
            yield from _pieces(child)


def _run(run: etree._Element) -> Iterator[str]:
    raised = run.find(f"{W}rPr/{W}vertAlign")
    text = "".join(_run_text(run))
    if raised is not None and raised.get(W + "val") == "superscript" and re.search(r"[^\W\d_]", text):
        yield f"<sup>{text}</sup>"
    else:
        yield text


def _run_text(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield _GAP
        elif child.tag in (W + "br", W + "cr"):
            yield "" if child.get(W + "type") in ("page", "column") else "\n"
        elif child.tag == W + "noBreakHyphen":
            yield "-"


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes of a paragraph, each once: Word writes a second copy for old readers."""
    for box in paragraph.iter(W + "txbxContent"):
        above = [ancestor.tag for ancestor in box.iterancestors()]
        if _COMPATIBILITY + "Fallback" not in above and above.index(W + "p") == next(
            index for index, tag in enumerate(above) if tag == W + "p"
        ):
            nearest = next(ancestor for ancestor in box.iterancestors() if ancestor.tag == W + "p")
            if nearest is paragraph:
                yield box


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int, bool]]:
    """Each cell with the columns it spans and whether it only goes on with the cell above."""
    for cell in row.iter(W + "tc"):
        if next(ancestor for ancestor in cell.iterancestors() if ancestor.tag == W + "tr") is not row:
            continue
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        columns = span.get(W + "val", "1") if span is not None else "1"
        yield (
            cell,
            min(int(columns), 60) if columns.isdigit() else 1,
            merge is not None and merge.get(W + "val") != "restart",
        )


def _own_table(row: etree._Element) -> etree._Element:
    return next(ancestor for ancestor in row.iterancestors() if ancestor.tag == W + "tbl")


def _numbering_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    numbering = properties.find(W + "numPr") if properties is not None else None
    if numbering is None:
        return None, None
    number, level = numbering.find(W + "numId"), numbering.find(W + "ilvl")
    depth = level.get(W + "val", "0") if level is not None else "0"
    return (number.get(W + "val") if number is not None else None), int(depth) if depth.isdigit() else 0


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for style in root.iter(W + "style") if root is not None else ():
        properties = style.find(W + "pPr")
        number_id, level = _numbering_of(properties)
        alignment = properties.find(W + "jc") if properties is not None else None
        based_on = style.find(W + "basedOn")
        styles[style.get(W + "styleId", "")] = _Style(
            number_id=number_id,
            level=level,
            alignment=alignment.get(W + "val") if alignment is not None else None,
            based_on=based_on.get(W + "val") if based_on is not None else None,
        )
    return styles
