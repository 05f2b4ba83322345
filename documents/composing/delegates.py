"""Danh sách đại biểu: a table grouped by delegation or venue, as a Phụ lục or in a Thông báo of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.composing.frame import PaperFrame, compose
from documents.composing.outline import Outline, ended
from documents.official import Appendix, OfficialDocument, Table

_COLUMNS = ("Họ và tên", "Chức vụ", "Cơ quan, đơn vị", "Điểm cầu", "Ghi chú")
LANDSCAPE_FROM_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Delegate:
    name: str
    post: str = ""
    organisation: str = ""
    venue: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DelegateGroup:
    """Delegates under one heading: "Lãnh đạo tỉnh", "Điểm cầu xã Tân Hưng"; an empty title makes no group row."""

    title: str
    delegates: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateNotice:
    """The facts of a Thông báo that carries the list: the occasion, an opening sentence, the groups, what is asked."""

    frame: PaperFrame
    occasion: str
    opening: str
    groups: tuple[DelegateGroup, ...]
    requests: tuple[str, ...] = ()


def delegate_table(groups: Sequence[DelegateGroup]) -> Table:
    """Return all delegates numbered through; columns nobody filled are left out, as is the heading of an empty group."""
    everyone = [delegate for group in groups for delegate in group.delegates]
    cells = [(each.name, each.post, each.organisation, each.venue, each.note) for each in everyone]
    filled = [place for place in range(len(_COLUMNS)) if any(row[place] for row in cells)]
    rows: list[list[str]] = []
    number = 0
    for group in groups:
        if group.title and group.delegates:
            rows.append([f"{group.title} ({len(group.delegates):02d} đại biểu)"])
        for _ in group.delegates:
            rows.append([str(number + 1), *(cells[number][place] for place in filled)])
            number += 1
    return Table([["STT", *(_COLUMNS[place] for place in filled)]], rows)


def delegate_appendix(occasion: str, groups: Sequence[DelegateGroup]) -> Appendix:
    """Return the list as a Phụ lục; with every column filled it lies across a landscape page."""
    table = delegate_table(groups)
    is_wide = len(table.head[0]) >= LANDSCAPE_FROM_COLUMNS
    return Appendix("Phụ lục", f"Danh sách đại biểu dự {occasion}", table=table, is_landscape=is_wide)


def compose_delegate_notice(notice: DelegateNotice) -> OfficialDocument:
    """Return a Thông báo with the list as its table; a list alone is no type of Phụ lục III."""
    outline = Outline()
    outline.paragraph(notice.opening)
    outline.table(delegate_table(notice.groups))
    outline.add(*(ended(request) for request in notice.requests))
    outline.paragraph(f"{notice.frame.issuer_name} thông báo để các cơ quan, đơn vị và đại biểu biết, thực hiện.")
    title = f"Danh sách đại biểu dự {notice.occasion}"
    return compose(notice.frame, "TB", title=title, provisions=outline.provisions)
