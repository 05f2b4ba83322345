"""Bodies of the district level, which ended on 1 July 2025, as recipient or owner of a task (F73)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents.checking.findings import RuleFinding, warning
from documents.checking.paper import Paper, Passage

DISTRICTS_END = date(2025, 7, 1)  # Luật 72/2025/QH15
_BODY = r"(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Chủ tịch UBND|Phòng Nội vụ|Huyện ủy|Thị ủy)"
_DISTRICT = re.compile(
    rf"{_BODY}(?:\s+(?:của\s+)?(?:các|cấp))*\s+(?:huyện|quận|thị xã)\b|\bcấp huyện\b|\bthành phố thuộc tỉnh\b"
    r"|\bHuyện ủy\b|\bThị ủy\b",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(r"\b(?:huyện|quận|thị xã|thành phố thuộc tỉnh)\b", re.IGNORECASE)
_HISTORY = re.compile(
    r"trước đây|trước ngày 0?1[/ ]|trước khi|\(cũ\)|\bcũ\b|sáp nhập|sắp xếp|giải thể|kết thúc hoạt động"
    r"|chuyển từ|bàn giao|chính quyền địa phương 0?2 cấp",
    re.IGNORECASE,
)


def check_districts(paper: Paper) -> Iterator[RuleFinding]:
    """Yield one warning for the recipients and one for the text of a document dated from 1 July 2025."""
    if paper.issued_on is None or paper.issued_on < DISTRICTS_END:
        return
    required = "UBND các xã, phường, đặc khu"
    recipient = _first(paper.recipients, _RECIPIENT)
    if recipient is not None:
        passage, words = recipient
        yield warning(
            "F73",
            "Nơi nhận có cơ quan cấp huyện, đã kết thúc từ ngày 01/7/2025.",
            at=passage,
            measured=words,
            required=required,
        )
    owner = _first([*paper.addressees, *paper.body, *paper.table_texts], _DISTRICT)
    if owner is not None:
        passage, words = owner
        yield warning(
            "F73",
            "Giao việc cho cơ quan cấp huyện, đã kết thúc từ ngày 01/7/2025.",
            at=passage,
            measured=words,
            required=required,
        )


def _first(passages: list[Passage], pattern: re.Pattern[str]) -> tuple[Passage, str] | None:
    for passage in passages:
        match = pattern.search(passage.text)
        if match and not _HISTORY.search(passage.text):
            return passage, match[0]
    return None
