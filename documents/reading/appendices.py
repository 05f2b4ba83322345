"""What follows the signature: Phụ lục and attached programmes, each with label, title, "(Kèm theo …)" and content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.official import Appendix
from documents.reading.blocks import group_blocks
from documents.reading.cleaning import SourceLine
from documents.reading.outline import Outline, build_outline
from documents.reading.tables import ReadTable
from documents.vietnamese import fold_spaces

_LABEL = re.compile(
    r"^(?P<label>Phụ\s+lục(?:\s+(?:số\s+)?(?:[IVX]{1,6}|\d{1,3}[A-Za-z]?))?"
    r"|Phụ\s+biểu(?:\s+(?:số\s+)?\d{1,3})?|Biểu\s+(?:mẫu\s+)?(?:số\s+)?\d{1,3}|Mẫu\s+số\s+\d{1,3})\s*[:.–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_TYPED = re.compile(
    r"^(?P<label>(?:DỰ KIẾN\s+|DỰ THẢO\s+|KỊCH BẢN\s+)?(?:CHƯƠNG TRÌNH|DANH SÁCH|DANH MỤC|LỊCH TRÌNH|KỊCH BẢN"
    r"|BẢNG PHÂN CÔNG|NỘI DUNG CHƯƠNG TRÌNH|ĐỀ CƯƠNG|BẢNG TỔNG HỢP|PHÂN CÔNG NHIỆM VỤ|BIỂU TỔNG HỢP))\b\s*(?P<rest>.*)$"
)
_ATTACHED = re.compile(r"^\(?\s*(?:(?:ban hành\s+)?kèm theo|đính kèm|kèm)\b", re.IGNORECASE)


@dataclass(slots=True)
class ReadAppendix:
    """An appendix and, apart from its printable form, its read tables and outline."""

    appendix: Appendix
    tables: list[ReadTable]
    outline: Outline
    lines: list[SourceLine]


def read_appendices(lines: Sequence[SourceLine], *, is_wrapped: bool) -> list[ReadAppendix]:
    """Return the appendices among the lines behind the signature, in order."""
    starts = [index for index, line in enumerate(lines) if _starts(lines, index, line)]
    first = next((index for index, line in enumerate(lines) if not line.is_blank), None)
    if first is None:
        return []
    if not starts or starts[0] > first:
        starts = [first, *starts]
    found = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        appendix = _read_one(lines[start:stop], is_wrapped=is_wrapped)
        if appendix is not None:
            found.append(appendix)
    return found


def _starts(lines: Sequence[SourceLine], index: int, line: SourceLine) -> bool:
    if line.cells is not None or not line.text or len(line.text) > 160:
        return False
    match = _LABEL.match(line.text)
    if match:
        return line.text[0].isupper() and not re.match(r"(?:kèm|này|của|và|,)", match["rest"], re.IGNORECASE)
    if not _TYPED.match(line.text):
        return False
    before = [other for other in lines[:index] if not other.is_blank][-3:]
    return not any(_LABEL.match(other.text) for other in before)


def _read_one(lines: Sequence[SourceLine], *, is_wrapped: bool) -> ReadAppendix | None:
    filled = [line for line in lines if not line.is_blank]
    if not filled:
        return None
    head = filled[0]
    match = (_LABEL.match(head.text) or _TYPED.match(head.text)) if head.cells is None else None
    appendix = Appendix(
        label=fold_spaces(match["label"]) if match else "Phụ lục", title="", lines=(filled[0].number, filled[-1].number)
    )
    index = lines.index(head) + 1 if match else lines.index(head)
    title = [match["rest"].strip(" :.–-")] if match and match["rest"].strip(" :.–-") else []
    attached = ""
    is_after_title = was_blank = False
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            was_blank = bool(title)
            index += 1
            continue
        if line.cells is not None:
            break
        if _ATTACHED.match(line.text) and (line.text.startswith("(") or not title):
            attached = line.text
            while ")" not in attached and attached.startswith("(") and index + 1 < len(lines) and lines[index + 1].text:
                index += 1
                attached = f"{attached} {lines[index].text}"
            is_after_title = True
        elif not is_after_title and not attached and _is_title_line(line, title, was_blank=was_blank):
            title.append(line.text)
        else:
            break
        was_blank = False
        index += 1
    appendix.title = fold_spaces(" ".join(title))
    appendix.attached_to = attached.strip("() ")
    body = list(lines[index:])
    outline = build_outline(group_blocks(body, is_wrapped=is_wrapped))
    tables = list(outline.tables.values())
    if len(outline.provisions) == 1 and tables:
        appendix.table = outline.provisions[0].table
    else:
        appendix.provisions = outline.provisions
    appendix.is_landscape = (
        bool(tables)
        and max(len(table.head[0]) if table.head else len(table.rows[0]) if table.rows else 0 for table in tables) >= 7
    )
    return ReadAppendix(appendix, tables, outline, body)


def _is_title_line(line: SourceLine, title: Sequence[str], *, was_blank: bool) -> bool:
    if len(line.text) > 220 or len(title) >= 6 or line.text.endswith((":", ";")):
        return False
    if re.match(r"^(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)]\s|^[-+•]\s", line.text):
        return False
    if not title:
        return True
    return not was_blank or line.text == line.text.upper()
