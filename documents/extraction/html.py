"""HTML: blocks as lines, lists with their markers, tables as rows; scripts and hidden parts are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from documents.extraction.errors import UnreadableDocument
from documents.extraction.extracted import ExtractedText, MediaKind
from documents.extraction.layout_tables import is_layout_table, pipe_row
from documents.extraction.plain_text import decode

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "blockquote",
        "center",
        "pre",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "address",
        "figure",
        "body",
        "html",
        "form",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "noscript",
        "template",
        "iframe",
        "object",
        "svg",
        "nav",
        "button",
        "select",
        "textarea",
        "input",
    ]
)
_MAX_DEPTH = 200


def read_html(data: bytes) -> ExtractedText:
    """Return the lines of an HTML page; nothing it links to is fetched."""
    text, encoding = _text(data)
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(re.sub(r"<\?xml[^>]{0,200}\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument from error
    reader = _HtmlReader()
    reader.visit(root, depth=0)
    reader.flush()
    return ExtractedText(reader.lines, MediaKind.HTML, encoding, [], frozenset(reader.centred), is_wrapped=False)


def _text(data: bytes) -> tuple[str, str]:
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]{3,20})", data[:2048])
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    if name in ("windows-1258", "cp1258"):
        return data.decode("cp1258", errors="replace"), "cp1258"
    return decode(data)


class _HtmlReader:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.centred: set[int] = set()
        self._parts: list[str] = []
        self._is_centred = False

    def flush(self) -> None:
        for part in "".join(self._parts).split("\n"):
            text = re.sub(r"[ \t\r\f]+", " ", part).strip()
            if text:
                self.lines.append(text)
                if self._is_centred:
                    self.centred.add(len(self.lines))
        self._parts = []

    def visit(self, element: etree._Element, *, depth: int) -> None:
        if not isinstance(element.tag, str) or element.tag in _DROPPED or depth > _MAX_DEPTH:
            self._add(element.tail)
            return
        tag = element.tag
        if tag == "table":
            self.flush()
            self._table(element, depth=depth)
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "sup":
            self._parts.append(f"<sup>{''.join(element.itertext())}</sup>")
        elif tag in _BLOCKS:
            self._block(element, depth=depth)
        else:
            self._add(element.text)
            for child in element:
                self.visit(child, depth=depth + 1)
        self._add(element.tail)

    def _block(self, element: etree._Element, *, depth: int) -> None:
        self.flush()
        was_centred = self._is_centred
        style = f"{element.get('align', '')} {element.get('style', '')}".replace(" ", "").lower()
        self._is_centred = (
            was_centred or element.tag == "center" or style.startswith("center") or "text-align:center" in style
        )
        if element.tag == "li":
            self._parts.append(_list_marker(element) + " ")
        self._add(element.text)
        for child in element:
            self.visit(child, depth=depth + 1)
        self.flush()
        self._is_centred = was_centred
        if element.tag in ("p", "div") and not "".join(element.itertext()).strip():
            self.lines.append("")

    def _table(self, table: etree._Element, *, depth: int) -> None:
        rows = [list(_cells(row)) for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        texts = [["".join(cell.itertext()) for cell in row] for row in rows]
        if is_layout_table(texts):
            for row in rows:
                for cell in row:
                    self._block(cell, depth=depth + 1)
            return
        self.lines.append("")
        spans: dict[int, int] = {}
        for row in rows:
            self.lines.append(pipe_row(_row_cells(row, spans)))
        self.lines.append("")

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text.replace("\n", " "))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th"))


def _row_cells(row: list[etree._Element], spans: dict[int, int]) -> list[str]:
    """The texts of a row in their columns; `spans` are the rows each column is still taken by a cell above."""
    cells: list[str] = []
    for cell in row:
        while spans.get(len(cells), 0) > 0:
            spans[len(cells)] -= 1
            cells.append("")
        column = len(cells)
        cells.append(" ".join(part.strip() for part in cell.itertext() if part.strip()))
        cells.extend([""] * (_span(cell, "colspan") - 1))
        if (down := _span(cell, "rowspan")) > 1:
            spans[column] = down - 1
    while spans.get(len(cells), 0) > 0:
        spans[len(cells)] -= 1
        cells.append("")
    return cells


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value), 60) if value.isdigit() and int(value) else 1


def _list_marker(item: etree._Element) -> str:
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "-"
    number = 1 + sum(1 for sibling in item.itersiblings("li", preceding=True))
    kind = above.get("type", "1")
    return f"{chr(ord('a') + (number - 1) % 26)})" if kind in ("a", "A") else f"{number}."
