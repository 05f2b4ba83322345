"""The programme of a conference (agenda) and the presentation papers (tham luận), from tables or plain lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from documents.parsed import ParsedAgendaItem, ParsedPresentation
from documents.reading.cleaning import SourceLine
from documents.reading.index_names import indices_in
from documents.reading.tables import ReadTable
from documents.vietnamese import search_key

_CLOCK = r"(\d{1,2})\s?(?:h(?![^\W\d_])|giờ|g(?![^\W\d_])|:)\s?(\d{2})?(?:\s?phút|')?"
_SPAN = re.compile(rf"(?:từ\s+)?{_CLOCK}(?:\s*(?:-|–|—|đến)\s*{_CLOCK})?", re.IGNORECASE)
_BULLETS = re.compile(r"(?:^|\s)[-–+•]\s+(?=\S)")
_LINE_ITEM = re.compile(
    rf"^[-–+•]?\s*(?:từ\s+)?{_CLOCK}\s*(?:-|–|—|đến)\s*{_CLOCK}\s*[:.,-]?\s*(?P<content>\S.*)$", re.IGNORECASE
)
_PAPER_INDEX = re.compile(r"\(\s*(?:lĩnh vực|chỉ số|nội dung)?\s*([^()]{2,30})\)\s*$", re.IGNORECASE)


def is_agenda_table(table: ReadTable, title: str) -> bool:
    """A table of clock times, or one of content and speakers under the title of a programme."""
    if "topic" in table.roles:
        return False
    clocks = sum(
        bool(row and any(re.match(rf"^(?:từ\s+)?{_CLOCK}\s*(?:-|–|—|đến|$)", cell, re.IGNORECASE) for cell in row[:2]))
        for row in table.rows
    )
    if clocks >= max(1, len(table.rows) // 3):
        return True
    return "chuong trinh" in search_key(title) and "content" in table.roles and "coordinating" not in table.roles


def agenda_of_table(table: ReadTable) -> list[ParsedAgendaItem]:
    """Return the rows in order; a row that names only someone adds an owner to the row before it."""
    columns = _agenda_columns(table)
    items: list[ParsedAgendaItem] = []
    has_numbers = "number" in table.roles and any(table.cell(row, "number") for row in table.rows)
    for row in table.rows:
        content, owner, clock = (row[column].strip() if column is not None else "" for column in columns)
        owners = _owners(owner)
        start, end = read_clock(clock)
        if not content and owners and items:
            before = items[-1]
            before.owner = "; ".join(filter(None, [before.owner, *owners]))
            continue
        if not content:
            continue
        level = 1 if has_numbers and items and not table.cell(row, "number") else 0
        items.append(
            ParsedAgendaItem(
                content=_content(content), owner="; ".join(owners) or None, start=start, end=end, level=level
            )
        )
    return items


def agenda_of_lines(lines: Sequence[SourceLine]) -> list[ParsedAgendaItem]:
    """Return the items of a programme written as lines "07h30 - 08h00: Đón tiếp đại biểu (Ban Tổ chức)"."""
    items = []
    for line in lines:
        match = _LINE_ITEM.match(line.text) if line.cells is None else None
        if match:
            start, end = read_clock(line.text)
            content, owner = match["content"].strip(" .;"), None
            bracket = re.search(r"\s*\(([^()]{3,80})\)$", content) or re.search(
                r"\s[-–:]\s((?:Sở|UBND|Lãnh đạo|Đại diện|Ban|Văn phòng)[^.;]{2,80})$", content
            )
            if bracket:
                owner, content = bracket.group(1).strip(), content[: bracket.start()].strip()
            items.append(ParsedAgendaItem(content=content, owner=owner, start=start, end=end))
    return items if len(items) >= 2 else []


def papers_of_table(table: ReadTable) -> list[ParsedPresentation]:
    """Return the papers of a table with a column of tham luận: who presents and about what, with the index in brackets."""
    speaker = table.roles.get("speaker", table.roles.get("lead"))
    topic = table.roles.get("topic", table.roles.get("content"))
    if speaker is None or topic is None or ("topic" not in table.roles and "speaker" not in table.roles):
        return []
    papers: list[ParsedPresentation] = []
    for row in table.rows:
        agency, topics = (
            row[speaker].strip(),
            [part.strip(" ;.") for part in _BULLETS.split(row[topic]) if part.strip(" ;.")],
        )
        if not agency and papers:
            papers[-1].topics.extend(_topic(text) for text in topics)
        elif agency and topics:
            papers.append(ParsedPresentation(agency=agency, topics=[_topic(text) for text in topics]))
    return papers


def read_clock(text: str) -> tuple[time | None, time | None]:
    """Start and end of "07h15- 08h00", "Từ 8 giờ 00 đến 8 giờ 15", "14:00"."""
    match = _SPAN.search(text)
    if not match:
        return None, None
    start = _time(match[1], match[2])
    return start, _time(match[3], match[4]) if match[3] else None


def _time(hour: str, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if int(hour) < 24 and int(minute or 0) < 60 else None


def _agenda_columns(table: ReadTable) -> tuple[int | None, int | None, int | None]:
    """The columns of content, owner and clock. Without a head: the clock column by its cells, then content, then owner."""
    roles = table.roles
    if "content" in roles:
        owner = roles.get("lead", roles.get("coordinating"))
        return roles["content"], owner, roles.get("time")
    width = len(table.rows[0]) if table.rows else 0
    clock = next((column for column in range(width) if any(_SPAN.match(row[column]) for row in table.rows)), None)
    others = [column for column in range(width) if column != clock and column != roles.get("number")]
    return (others[0] if others else None), (others[1] if len(others) > 1 else None), clock


def _owners(cell: str) -> list[str]:
    if not cell:
        return []
    parts = _BULLETS.split(cell) if re.match(r"^[-–+•]\s", cell) else re.split(r";\s*", cell)
    return [part.strip(" ;.,") for part in parts if part.strip(" ;.,")]


def _content(cell: str) -> str:
    parts = [part.strip() for part in _BULLETS.split(cell) if part.strip()] if re.match(r"^[-–+•]\s", cell) else [cell]
    return "; ".join(part.rstrip(" ;.") for part in parts) if len(parts) > 1 else parts[0]


def _topic(text: str) -> tuple[str, str]:
    match = _PAPER_INDEX.search(text)
    if not match:
        return text, next(iter(indices_in(text)), "")
    inner = match.group(1)
    code = next(iter(indices_in(inner)), "") or ("PAR INDEX" if "cchc" in search_key(inner) else "")
    return (text[: match.start()].strip(), code) if code else (text, "")
