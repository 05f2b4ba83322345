"""Tables of a plan: which rows are the head, what each column holds, and the rows themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.official import Table
from documents.vietnamese import search_key

_HEAD_WORDS = re.compile(
    r"\b(?:stt|tt|so tt|noi dung|nhiem vu|cong viec|thoi gian|thoi han|tien do|don vi|co quan|chu tri|phoi hop|thuc hien|san pham|ket qua"
    r"|ghi chu|ten|chi tieu|tieu chi|diem|linh vuc|hoat dong|giai phap|nguoi|phu trach|ho va ten|chuc vu|muc tieu|ngay|hoan thanh"
    r"|chuyen de|tham luan|dau moi|dia diem|thanh phan)\b"
)
_COLUMN_NUMBERS = re.compile(r"^\(?\d{1,2}\)?$")

# Which column is which, by the words of its head. The first rule that fits wins, so the narrower ones stand first.
_COLUMN_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^(?:stt|tt|so tt|so thu tu|no|#)\.?$")),
    ("coordinating", re.compile(r"phoi hop|tham gia")),
    (
        "time",
        re.compile(r"thoi gian|thoi han|tien do|han hoan thanh|hoan thanh|thoi diem|^ngay|^gio\b|ky bao cao|lo trinh"),
    ),
    ("output", re.compile(r"san pham|ket qua|dau ra|muc tieu can dat|yeu cau san pham")),
    ("funding", re.compile(r"kinh phi|nguon luc")),
    ("note", re.compile(r"ghi chu|van ban|can cu")),
    ("topic", re.compile(r"(?:noi dung|chu de|ten|chuyen de).{0,12}tham luan|chuyen de tham luan")),
    ("speaker", re.compile(r"tham luan")),
    (
        "lead",
        re.compile(
            r"chu tri|dau moi|phu trach|(?:don vi|co quan|bo phan|nguoi|to chuc|ca nhan)(?: \w+)? (?:thuc hien"
            r"|chiu trach nhiem|trinh bay|bao cao|tham muu|duoc giao)"
            r"|^thuc hien$|^don vi$|^co quan$|^co quan, don vi$|^don vi thuc hien$|phan cong|nguoi thuc hien"
            r"|trach nhiem|to chuc thuc hien|^nguoi|giao cho"
        ),
    ),
    (
        "content",
        re.compile(
            r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|tieu chi|chi tieu|dau viec|ten|chuong trinh|muc tieu|linh vuc|viec"
        ),
    ),
)


@dataclass(slots=True)
class ReadTable:
    """A table of the source: heads and body with the line of each row, and the role of each column ("lead", "time", …)."""

    head: list[list[str]]
    rows: list[list[str]]
    row_lines: list[int]
    roles: dict[str, int]

    def cell(self, row: Sequence[str], role: str) -> str:
        column = self.roles.get(role)
        return row[column].strip() if column is not None and column < len(row) else ""

    def as_table(self) -> Table:
        return Table(head=[list(row) for row in self.head], rows=[list(row) for row in self.rows])


def read_table(rows: Sequence[tuple[int, list[str]]]) -> ReadTable:
    """Return the table with its head parted from its body; every row has the same number of cells."""
    width = max(len(cells) for _, cells in rows)
    padded = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows]
    head_count = _count_heads([cells for _, cells in padded])
    head = [cells for _, cells in padded[:head_count]]
    heads = {_key(cells) for cells in head}
    body = [
        (line, cells) for line, cells in padded[head_count:] if _key(cells) not in heads
    ]  # repeated on the next page
    return ReadTable(
        head=head,
        rows=[cells for _, cells in body],
        row_lines=[line for line, _ in body],
        roles=_roles(head, width),
    )


def _key(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(search_key(cell) for cell in cells)


def _count_heads(rows: Sequence[Sequence[str]]) -> int:
    count = 0
    for cells in rows[:3]:
        filled = [cell for cell in cells if cell]
        is_numbering = count > 0 and len(filled) >= 2 and all(_COLUMN_NUMBERS.match(cell) for cell in filled)
        is_head = all(len(cell) <= 80 for cell in filled) and sum(
            bool(_HEAD_WORDS.search(search_key(cell))) for cell in filled
        ) >= max(1, (len(filled) + 1) // 2)
        starts_item = bool(cells) and bool(re.match(r"^(?:\d{1,3}|[IVX]{1,4}|[a-zđA-D])[.)]?$", cells[0]))
        if is_numbering or (is_head and not starts_item and (count == 0 or not cells[0])):
            count += 1
        else:
            break
    return count


def _roles(head: Sequence[Sequence[str]], width: int) -> dict[str, int]:
    roles: dict[str, int] = {}
    labels = [
        search_key(" ".join(row[column] for row in head if not _COLUMN_NUMBERS.match(row[column])))
        for column in range(width)
    ]
    for column, label in enumerate(labels):
        for role, pattern in _COLUMN_ROLES:
            if label and role not in roles and pattern.search(label):
                roles[role] = column
                break
    return roles
