"""Lines of a document without the marks of the tool that wrote them: Markdown, HTML tags, raised letters, table rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.extraction.extracted import ExtractedText
from documents.vietnamese import to_nfc

_RAISED = re.compile(r"<sup>(.{0,80}?)</sup>|\^\{([^}]{0,80})\}", re.IGNORECASE)
_BREAK_TAG = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.{0,200}?-->")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>]{0,120})?/?>")
_EMPHASIS = re.compile(r"\*{2,3}|(?<!\w)__|__(?!\w)|(?<=\S)\*(?=\W|$)|(?<!\S)\*(?=\S)|(?<=[\s(/:“\"])\*(?=\S)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_TABLE_RULE = re.compile(r"^[\s|:+=-]*-{2,}[\s|:+=-]*$")
_DRAWN_RULE = re.compile(r"^[\s_=*~.…-]*[_=~-]{3,}[\s_=*~-]*$")
_PAGE_NUMBER = re.compile(r"^(?:[-–—]\s?\d{1,3}\s?[-–—]|\d{1,3}|trang\s+\d{1,3}(?:\s*/\s*\d{1,3})?)$", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"), None) | {
    ord("\u00a0"): " ",
    ord("\u2002"): " ",
    ord("\u2003"): " ",
    ord("\u2009"): " ",
    ord("\u202f"): " ",
    ord("\ufffe"): "-",
    ord("\x0c"): " ",
    ord("\x00"): None,
    ord("\u2011"): "-",
}
_SPACES = re.compile(r"[ \r\n\v]+")


@dataclass(slots=True)
class SourceLine:
    """One line, cleaned. `cells` is set for a table row; `raised` are the superscript letters taken out of the text."""

    number: int
    raw: str
    text: str
    cells: list[str] | None = None
    indent: int = 0
    is_heading: bool = False
    is_bold: bool = False
    is_centred: bool = False
    raised: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text and self.cells is None


def clean_lines(extracted: ExtractedText) -> list[SourceLine]:
    """Return a cleaned line for every extracted line, in order; page numbers and drawn rules become blank lines."""
    lines = [
        _clean(number, raw, is_centred=number in extracted.centred)
        for number, raw in enumerate(extracted.lines, start=1)
    ]
    _drop_page_numbers(lines)
    return lines


def plain(text: str) -> str:
    """Return the text without markup and with single spaces, for a cell or a part of a line."""
    text = to_nfc(text.translate(_INVISIBLE))
    text = _RAISED.sub("", text)
    text = _TAG.sub("", _BREAK_TAG.sub(" ", _COMMENT.sub("", text)))
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))
    return _SPACES.sub(" ", text.replace("\t", " ")).strip()


def _clean(number: int, raw: str, *, is_centred: bool) -> SourceLine:
    text = to_nfc(raw.translate(_INVISIBLE))
    raised = ", ".join(part.strip() for match in _RAISED.finditer(text) for part in match.groups() if part)
    is_heading = bool(_HEADING.match(text))
    body = text.strip()
    line = SourceLine(
        number=number,
        raw=raw,
        text="",
        indent=len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip()),
        is_heading=is_heading,
        is_bold=is_heading or (body.startswith("**") and body.rstrip(" :.").endswith("**")),
        is_centred=is_centred,
        raised=raised,
    )
    if body.startswith("|") and body.count("|") >= 2:
        if not _TABLE_RULE.match(body):
            line.cells = [plain(cell) for cell in _pipe_cells(body)]
        return line
    if "\t" in body and len(body.split("\t")) >= 2:
        cells = [plain(cell) for cell in text.strip(" \r\n").split("\t")]
        if sum(bool(cell) for cell in cells) >= 2 and not _is_marker_cell(cells):
            line.cells = cells
            return line
    if _DRAWN_RULE.match(body) or body == "|":
        return line
    line.text = plain(_HEADING.sub("", text))
    return line


def _pipe_cells(body: str) -> list[str]:
    inner = body[1:-1] if body.endswith("|") else body[1:]
    return inner.split("|")


def _is_marker_cell(cells: list[str]) -> bool:
    """A tab after a list marker ("-<tab>text", "1.<tab>text") is Word's hanging indent, not a table."""
    return len(cells) == 2 and bool(
        re.fullmatch(r"[-–—•+*·]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ])[.)]", cells[0])
    )


def _drop_page_numbers(lines: list[SourceLine]) -> None:
    for index, line in enumerate(lines):
        if line.text and _PAGE_NUMBER.match(line.text):
            before = lines[index - 1] if index else None
            after = lines[index + 1] if index + 1 < len(lines) else None
            if (before is None or before.is_blank or len(before.text) > 40) and (
                after is None or after.is_blank or len(after.text) > 20
            ):
                line.text = ""
