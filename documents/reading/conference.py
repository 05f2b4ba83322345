"""The conference a plan calls: when, where, in which form, who chairs and who comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents.official import Provision
from documents.parsed import DeadlineKind, ParsedConference, ParsedDelegates
from documents.reading.deadlines import PlanYears, read_time
from documents.reading.outline import Outline
from documents.reading.programme import read_clock
from documents.vietnamese import search_key

_ABOUT = re.compile(r"hoi nghi|hoi thao|toa dam|le cong bo|buoi doi thoai")
_TIME = re.compile(r"^\W*thời gian(?:\s+(?:tổ chức|diễn ra|họp))?(?:\s+hội nghị)?[^:]{0,30}:\s*", re.IGNORECASE)
# "1/2 ngày" is half a day, not the first of February.
_PART_OF_DAY = re.compile(r"\b0?[13]/[24]\s+(?:ngày|buổi)\b", re.IGNORECASE)
_PLACE = re.compile(r"^\W*(?:địa điểm|nơi tổ chức)(?:\s+tổ chức)?(?:\s+hội nghị)?[^:]{0,30}:\s*", re.IGNORECASE)
_CHAIR = re.compile(
    r"^\W*(?:chủ trì(?:\s+hội nghị|\s+điều hành)?|người chủ trì|đồng chủ trì)[^:]{0,20}:\s*", re.IGNORECASE
)
_CHAIR_BRACKET = re.compile(
    r"^(?P<chair>[^();]{4,120}?)\s*\(\s*(?:đồng\s+)?chủ trì(?:\s+hội nghị)?\s*\)", re.IGNORECASE
)
_FORM = re.compile(r"^\W*hình thức(?:\s+tổ chức)?(?:\s+hội nghị)?[^:]{0,30}:\s*", re.IGNORECASE)
_FUNDING = re.compile(r"^\W*kinh phí[^:]{0,40}:\s*", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:(?:dự kiến|khoảng|tổng số|gồm|số lượng)[^.;\d]{0,25})?(\d{1,3}(?:\.\d{3})?|\d{2,5})\s+(?:đại biểu|người|đồng chí|khách mời)",
    re.IGNORECASE,
)
_HALL = re.compile(r"^(?:trực tiếp\s*:?\s*)?(?:tại\s+)?", re.IGNORECASE)
_REMOTE = re.compile(r"điểm cầu|trực tuyến", re.IGNORECASE)


def read_conference(outline: Outline, title: str, years: PlanYears) -> ParsedConference | None:
    """Return the conference, or None when the plan is not about one."""
    if not _ABOUT.search(search_key(title)):
        return None
    conference = ParsedConference()
    form = ""
    for node in outline.provisions:
        _read_time(outline, node, years, conference)
        _read_place(outline, node, conference)
        _read_chair(node, conference)
        if not form and (match := _FORM.match(node.text)) and not _in_tasks(outline, node):
            form = node.text[match.end() :].strip(" .;") or "; ".join(child.text for child in outline.children_of(node))
        if conference.funding is None and (match := _FUNDING.match(node.text)):
            conference.funding = node.text[match.end() :].strip(" .;") or None
    if conference.funding is None:
        conference.funding = _funding_section(outline)
    _read_delegates(outline, conference)
    conference.format = _format(conference, f"{title} {form}")
    return conference


def _read_time(outline: Outline, node: Provision, years: PlanYears, conference: ParsedConference) -> None:
    match = _TIME.match(node.text)
    if conference.text or not match or _in_tasks(outline, node):
        return
    value = node.text[match.end() :].strip(" .;")
    if not value:
        value = "; ".join(child.text.strip(" .;") for child in outline.children_of(node)[:3])
    if not value:
        return
    conference.text = value
    deadline = read_time(_PART_OF_DAY.sub(" ", value), years)
    if deadline.kind == DeadlineKind.DATE and deadline.value:
        conference.date = date.fromisoformat(deadline.value)
        conference.month = deadline.value[:7]
    elif deadline.kind == DeadlineKind.MONTH:
        conference.month = deadline.value
    start, _ = read_clock(value)
    conference.time = start


def _read_place(outline: Outline, node: Provision, conference: ParsedConference) -> None:
    match = _PLACE.match(node.text)
    if conference.venue is not None or not match or _in_tasks(outline, node):
        return
    value = node.text[match.end() :].strip(" .;")
    parts = [value] if value else [child.text.strip(" .;") for child in outline.children_of(node)]
    for part in parts:
        for piece in re.split(r";\s*|,\s+(?=kết nối|trực tuyến)", part) if _REMOTE.search(part) else [part]:
            if _REMOTE.search(piece) and (
                conference.venue is not None or not re.match(r"trực tiếp", piece, re.IGNORECASE)
            ):
                conference.remote_venues.append(
                    re.sub(
                        r"^(?:kết nối\s+)?trực tuyến\s*:?\s*(?:đến|tại|tới)?\s*", "", piece, flags=re.IGNORECASE
                    ).strip()
                )
            elif conference.venue is None:
                conference.venue = (
                    _HALL.sub("", piece, count=1) if re.match(r"trực tiếp", piece, re.IGNORECASE) else piece
                )


def _read_chair(node: Provision, conference: ParsedConference) -> None:
    if conference.chair is not None:
        return
    match = _CHAIR.match(node.text)
    if match and node.text[match.end() :].strip(" .;") and len(node.text) < 250:
        conference.chair = node.text[match.end() :].strip(" .;")
    elif bracket := _CHAIR_BRACKET.match(node.text):
        conference.chair = bracket["chair"].strip()


def _read_delegates(outline: Outline, conference: ParsedConference) -> None:
    for node in outline.provisions:
        if not re.search(r"thanh phan|dai bieu", search_key(node.text[:200])) or _in_tasks(outline, node):
            continue
        scope = [node, *_below(outline, node)]
        for inner in scope:
            match = _COUNT.search(inner.text)
            if match and conference.delegates.count is None:
                conference.delegates = ParsedDelegates(int(match[1].replace(".", "")), match.group().strip(" ,;."))
        groups = [
            inner.text.strip(" .;")
            for inner in scope[1:]
            if not outline.children.get(inner.id) and inner.marker in ("-", "+")
        ]
        if groups:
            conference.delegates.groups = groups
            return
    return


def _below(outline: Outline, node: Provision) -> Iterator[Provision]:
    for child in outline.children_of(node):
        yield child
        yield from _below(outline, child)


def _funding_section(outline: Outline) -> str | None:
    for node in outline.provisions:
        if node.is_title and search_key(node.text).startswith("kinh phi"):
            return " ".join(inner.text for inner in _below(outline, node)) or None
    return None


def _in_tasks(outline: Outline, node: Provision) -> bool:
    return any(
        re.search(r"to chuc thuc hien|phan cong", search_key(above.text[:120])) for above in outline.parents(node)
    )


def _format(conference: ParsedConference, title: str) -> str:
    words = search_key(f"{title} {conference.text} {conference.venue or ''}")
    is_online = "truc tuyen" in words or bool(conference.remote_venues)
    if is_online and ((conference.remote_venues and conference.venue) or "ket hop" in words or "truc tiep" in words):
        return "hybrid"
    return "online" if is_online else "in_person"
