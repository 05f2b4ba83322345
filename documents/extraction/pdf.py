"""PDF by PDFium: words with their place become paragraphs, two-column head and signature, and ruled tables again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2

from documents.extraction.errors import BrokenPdf, EncryptedPdf, ScannedPdf
from documents.extraction.extracted import ExtractedText, MediaKind
from documents.extraction.layout_tables import pipe_row
from documents.extraction.pdf_page import PdfLine, PdfWord, group_lines, page_words
from documents.extraction.pdf_tables import find_grids
from documents.layout import Allowed
from documents.parsed import Finding, FindingLevel

_MAX_PAGES = 400
_SAME_PLACE = 1.0  # pt
_FIRST_LINE_INDENT = Allowed(26, 38)  # pt: 1 cm or 1,27 cm, as measured
_PAGE_NUMBER = re.compile(r"^[-–]?\s?\d{1,3}\s?[-–]?$|^Trang \d{1,3}(?:/\d{1,3})?$")
_MARKER = re.compile(
    r"^(?:[-–•+*\uf0b7\uf02d]\s|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVX]{1,5}|[A-ZĐ])[.)/]\s"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+[A-ZĐÀ-Ỹ]|Điều\s\d|Chương\s[IVX\d]|Phần\s(?:[IVX\d]|thứ)|Phụ lục|PHỤ LỤC)"
)
_HEAD = re.compile(r"Số\s*:|,\s*ngày\s.{0,12}tháng|CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập")
_TYPE = re.compile(
    r"^(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|CHỈ THỊ|HƯỚNG DẪN|ĐỀ ÁN|PHƯƠNG ÁN)\b"
)
_MAX_HEAD_ROWS = 3
_RECIPIENTS = re.compile(r"N[ơo]i\s+nh[ậa]n\s*:?", re.IGNORECASE)
_SIGNATURE = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.|^(?:PHÓ )?CHỦ TỊCH$|^(?:PHÓ )?GIÁM ĐỐC$")
_APPENDIX = re.compile(r"^(?:PHỤ LỤC|Phụ lục|CHƯƠNG TRÌNH|DỰ KIẾN|DANH SÁCH|DANH MỤC|BIỂU)")
_ENDS = re.compile(r"[.;:!?]$|/\.$")


def read_pdf(data: bytes) -> ExtractedText:
    """Return the lines of a PDF. Raises BrokenPdf, EncryptedPdf, ScannedPdf (no text on any page)."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (EncryptedPdf if "password" in str(error).lower() else BrokenPdf) from error
    try:
        return _PdfReader(document).read()
    except pypdfium2.PdfiumError as error:
        raise BrokenPdf from error
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines and tables from the top down."""

    flow: list[PdfLine | list[list[str]]]
    width: float


class _PdfReader:
    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._lines: list[str] = []
        self._centred: set[int] = set()
        self._is_open = False
        self._is_indented = False
        self._was_centred = False
        self._head_rows: list[list[str]] = []
        self._leftmost = 0.0

    def read(self) -> ExtractedText:
        count = len(self._document)
        if count == 0:
            raise BrokenPdf
        pages = [self._page(index) for index in range(min(count, _MAX_PAGES))]
        self._leftmost = min((_low(_lefts(page.flow)) for page in pages if _lefts(page.flow)), default=0.0)
        for index, page in enumerate(pages):
            self._emit(page.flow, page.width, is_first=index == 0)
        empty_pages = sum(not page.flow for page in pages)
        letters = sum(character.isalpha() for line in self._lines for character in line)
        if letters < 20 * min(count, 2):
            raise ScannedPdf
        findings = []
        if empty_pages:
            findings.append(
                Finding(
                    FindingLevel.WARNING,
                    "pages_without_text",
                    f"{empty_pages} trang chỉ có hình ảnh nên không đọc được chữ.",
                )
            )
        return ExtractedText(self._lines, MediaKind.PDF, None, findings, frozenset(self._centred), is_wrapped=False)

    def _page(self, index: int) -> _Page:
        page = self._document[index]
        width, height = page.get_size()
        words = page_words(page)
        grids = find_grids(page)
        flow: list[tuple[float, PdfLine | list[list[str]]]] = []  # with their heights on the page
        for grid in grids:
            inside = [word for word in words if grid.holds(word)]
            if inside:
                words = [word for word in words if not grid.holds(word)]
                flow.append((max(word.middle for word in inside), grid.cells(inside)))
        lines = [line for line in group_lines(words) if not _is_page_number(line, height)]
        flow.extend((line.middle, line) for line in lines)
        flow.sort(key=lambda item: -item[0])
        return _Page([item for _, item in flow], width)

    def _emit(self, flow: Sequence[PdfLine | list[list[str]]], width: float, *, is_first: bool) -> None:
        head_end = _head_end(flow) if is_first else 0
        foot_start = _foot_start(flow)
        foot_end = next((at for at in range(foot_start + 1, len(flow)) if _is_new_part(flow[at])), len(flow))
        text_lines = [item for item in flow if isinstance(item, PdfLine)]
        right_edge = _high([line.right for line in text_lines])
        left_edge = self._left_edge(_low(_lefts(flow)))
        if head_end:
            self._columns([item for item in flow[:head_end] if isinstance(item, PdfLine)], width)
        marked = [line.left - left_edge for line in text_lines if _MARKER.match(line.text)]
        self._is_indented = sum(indent > 12 for indent in marked) > 0.6 * len(marked)
        previous: PdfLine | None = None
        for item in flow[head_end:foot_start]:
            previous = self._item(item, previous, left_edge, right_edge, width)
        if foot_start < len(flow):
            self._columns([item for item in flow[foot_start:foot_end] if isinstance(item, PdfLine)], width)
            self._is_open = False
            previous = None
            for item in flow[foot_end:]:
                previous = self._item(item, previous, left_edge, right_edge, width)

    def _left_edge(self, found: float) -> float:
        """The left margin of a page; where it shows only the first lines of paragraphs, that of the other pages."""
        return self._leftmost if found - self._leftmost in _FIRST_LINE_INDENT else found

    def _item(
        self,
        item: PdfLine | list[list[str]],
        previous: PdfLine | None,
        left_edge: float,
        right_edge: float,
        width: float,
    ) -> PdfLine | None:
        if not isinstance(item, PdfLine):
            self._table(item)
            return None
        text = item.text
        indent = item.left - left_edge
        is_balanced = abs(indent - (right_edge - item.right)) < 24
        is_centred = is_balanced and (indent > 24 or (self._was_centred and indent > 2))
        is_apart = previous is not None and previous.middle - item.middle > 2.1 * item.height
        continues = (
            self._is_open
            and not is_centred
            and not is_apart
            and (not _MARKER.match(text) or (self._is_indented and indent < 4))
            and indent < 12
            and not (_ENDS.search(self._lines[-1]) and text[0].isupper() and indent > 5)
        )
        if continues:
            self._lines[-1] = f"{self._lines[-1]} {text}"
        else:
            if is_apart:
                self._lines.append("")
            self._lines.append(text)
            if is_centred:
                self._centred.add(len(self._lines))
        self._was_centred = is_centred
        self._is_open = not is_centred and item.right > right_edge - 0.13 * (right_edge - left_edge)
        return item

    def _table(self, rows: list[list[str]]) -> None:
        """Rows as lines; the head a table repeats on its next page is dropped."""
        repeated = 0
        while repeated < min(len(rows), len(self._head_rows)) and rows[repeated] == self._head_rows[repeated]:
            repeated += 1
        is_same = repeated > 0
        last = next((line for line in reversed(self._lines) if line), "")
        if not (is_same and last.startswith("|")):
            self._lines.append("")
        body = rows[repeated:]
        if body and last.startswith("|") and (whole := _joined_row(last, body[0])) is not None:
            while self._lines[-1] != last:
                self._lines.pop()
            self._lines[-1] = pipe_row(whole)
            body = body[1:]
        self._lines.extend(pipe_row(row) for row in body)
        self._head_rows = self._head_rows if is_same else rows[:_MAX_HEAD_ROWS]
        self._is_open = False

    def _columns(self, lines: Sequence[PdfLine], width: float) -> None:
        """Two columns side by side: all of the left one, then all of the right one."""
        pairs = [line.parts() for line in lines]
        gaps = [(parts[0][-1].right + parts[1][0].left) / 2 for parts in pairs if len(parts) == 2]
        split = sorted(gaps)[len(gaps) // 2] if gaps else width / 2
        left: list[str] = []
        right: list[str] = []
        for parts in pairs:
            for part in parts:
                (left if _centre(part) < split else right).append(" ".join(word.text for word in part))
        self._lines.extend([*left, "", *right, ""])
        self._is_open = False


def _lefts(flow: Sequence[PdfLine | list[list[str]]]) -> list[float]:
    return [item.left for item in flow if isinstance(item, PdfLine)]


def _joined_row(last: str, following: Sequence[str]) -> list[str] | None:
    """One row cut by a page break: what is filled above is empty below, and no number opens the lower part."""
    above = [cell.strip() for cell in last.strip("|").split("|")]
    if (
        len(above) != len(following)
        or following[0]
        or any(upper and lower for upper, lower in zip(above, following, strict=True))
    ):
        return None
    return [upper or lower for upper, lower in zip(above, following, strict=True)]


def _centre(words: Sequence[PdfWord]) -> float:
    return (words[0].left + words[-1].right) / 2


def _is_page_number(line: PdfLine, height: float) -> bool:
    at_edge = line.middle > height - 75 or line.middle < 60
    return at_edge and bool(_PAGE_NUMBER.match(line.text))


def _head_end(flow: Sequence[PdfLine | list[list[str]]]) -> int:
    """The line behind the two columns of the head; dates in the title and the first provisions do not count."""
    end = 0
    for at, item in enumerate(flow[:14]):
        if not isinstance(item, PdfLine) or _MARKER.match(item.text) or _TYPE.match(item.text):
            break
        if _HEAD.search(item.text):
            end = at + 1
    return end


def _foot_start(flow: Sequence[PdfLine | list[list[str]]]) -> int:
    for at, item in enumerate(flow):
        if isinstance(item, PdfLine) and _RECIPIENTS.match(item.text):
            start = at
            while start and isinstance(above := flow[start - 1], PdfLine) and _SIGNATURE.match(above.text):
                start -= 1
            return start
    return len(flow)


def _is_new_part(item: PdfLine | list[list[str]]) -> bool:
    return not isinstance(item, PdfLine) or bool(_APPENDIX.match(item.text))


def _high(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[int(len(ordered) * 0.9)] if ordered else 0.0


def _low(values: Sequence[float]) -> float:
    """The left margin: the leftmost place where two lines begin; on a page of short paragraphs few lines do."""
    ordered = sorted(values)
    shared = (value for value, following in pairwise(ordered) if following - value < _SAME_PLACE)
    return next(shared, ordered[len(ordered) // 10] if ordered else 0.0)
