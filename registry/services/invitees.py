"""Lists of invited persons, as typed or from a spreadsheet, read row by row: what is wrong is named with its number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError

from documents.composing.invitation import Invitee
from documents.spreadsheet_apart import UnreadableSpreadsheet, first_sheet
from documents.vietnamese import fold_spaces, search_key

MOST_INVITEES = 1000
# Rows of a file that are read at all, and wrong ones that are named one by one.
MOST_ROWS = 20_000
MOST_COLUMNS = 50
MOST_PROBLEMS = 300
NO_HONORIFIC = "Ông/Bà"
COLUMNS = ("Danh xưng", "Họ và tên", "Chức vụ", "Cơ quan")
_EXAMPLES = (
    ("Ông", "Nguyễn Văn A", "Giám đốc", "Sở Y tế"),
    ("Bà", "Trần Thị B", "Chủ tịch", "Ủy ban nhân dân phường C"),
)
_LONGEST = {"honorific": 40, "name": 200, "post": 300, "organisation": 300}
_LABELS = dict(zip(_LONGEST, COLUMNS, strict=True))
# Longer ones first: "Ông/Bà" is not "Ông" with a name "/Bà".
_HONORIFICS: tuple[str, ...] = (
    "ông/bà",
    "ông (bà)",
    "đồng chí",
    "phó giáo sư",
    "giáo sư",
    "luật sư",
    "nhà giáo",
    "hòa thượng",
)
_HONORIFICS += ("linh mục", "ông", "bà", "anh", "chị", "đ/c", "gs", "pgs", "ths", "ts")
# What people write above the columns, without diacritics, and which column it is.
_HEADINGS = {
    "danh xung": "honorific",
    "xung ho": "honorific",
    "ong/ba": "honorific",
    "ho va ten": "name",
    "ho ten": "name",
    "ten": "name",
    "chuc vu": "post",
    "chuc danh": "post",
    "co quan": "organisation",
    "don vi": "organisation",
    "co quan, don vi": "organisation",
    "noi cong tac": "organisation",
}
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")


class UnreadableList(ValidationError):
    """The file is not a spreadsheet or a text of rows."""


@dataclass(frozen=True, slots=True)
class InviteeProblem:
    """A row that is left out, or one named because it looks doubtful; `line` counts from 1 as the person sees it."""

    line: int
    words: str
    message: str


@dataclass(slots=True)
class InviteeList:
    """The good rows in their order, and what was wrong with the others. `text` has all rows as lines of the same numbers."""

    invitees: list[Invitee] = field(default_factory=list)
    problems: list[InviteeProblem] = field(default_factory=list)
    text: str = ""


def invitees_from_text(text: str) -> InviteeList:
    """Read lines "Ông; Nguyễn Văn A; Giám đốc; Sở Y tế", parted by semicolons or tabs."""
    found = _read([line.split("\t" if "\t" in line else ";") for line in text.splitlines()])
    found.text = text
    return found


def invitees_from_file(data: bytes) -> InviteeList:
    """Read the first sheet of an XLSX file, or a CSV file. Raises UnreadableList."""
    rows = _spreadsheet_rows(data) if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else _csv_rows(data)
    found = _read(rows)
    found.text = "\n".join("\t".join(map(_clean, row)).rstrip("\t") for row in rows)
    return found


def template_workbook() -> bytes:
    """Return a spreadsheet with the headings and two rows to write over."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Khách mời")
        head = book.add_format({"bold": True, "bottom": 1})
        for column, (heading, width) in enumerate(zip(COLUMNS, (12, 28, 30, 40), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, head)
        for row, cells in enumerate(_EXAMPLES, start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
    return stream.getvalue()


def _spreadsheet_rows(data: bytes) -> list[list[str]]:
    try:
        return first_sheet(data)
    except UnreadableSpreadsheet as error:
        raise UnreadableList(
            "Không đọc được bảng tính này. Hãy mở tệp, lưu lại thành .xlsx không đặt mật khẩu, chỉ giữ trang tính có danh "
            "sách khách mời, rồi tải lên lại."
        ) from error


def _csv_rows(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [row[:MOST_COLUMNS] for row in islice(reader, MOST_ROWS + 1)]
    except csv.Error as error:
        raise UnreadableList("Tệp không phải là bảng tính hoặc CSV. Hãy dùng tệp mẫu của trang này.") from error
    if len(rows) > MOST_ROWS:
        raise UnreadableList(f"Tệp có hơn {MOST_ROWS} dòng. Hãy chỉ để danh sách khách mời trong tệp rồi tải lên lại.")
    return rows


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableList("Tệp không phải là bảng tính hoặc CSV. Hãy dùng tệp mẫu của trang này.")


def _read(rows: Iterable[Sequence[str]]) -> InviteeList:
    found = InviteeList()
    order: list[str] | None = None
    seen: dict[tuple[str, str, str], int] = {}
    for number, raw in enumerate(rows, start=1):
        cells = [_clean(cell) for cell in raw]
        if not any(cells):
            continue
        if order is None:
            order = _order_of(cells) or []
            if order:
                continue
        person = _by_heading(cells, order) if order else _by_place(cells)
        words = "; ".join(cell for cell in cells if cell)[:80]
        message = _complaint(person, cells if not order else [])
        if message:
            found.problems.append(InviteeProblem(number, words, message))
            continue
        same = (person.name.casefold(), person.post.casefold(), person.organisation.casefold())
        if same in seen:
            found.problems.append(InviteeProblem(number, words, f"Trùng với dòng {seen[same]}, chỉ in một giấy."))
            continue
        if len(found.invitees) == MOST_INVITEES:
            found.problems.append(
                InviteeProblem(
                    number, words, f"Mỗi đợt in nhiều nhất {MOST_INVITEES} giấy; từ dòng này hãy in đợt khác."
                )
            )
            break
        seen[same] = number
        found.invitees.append(person)
    further = len(found.problems) - MOST_PROBLEMS
    if further > 0:
        last = found.problems[MOST_PROBLEMS]
        found.problems[MOST_PROBLEMS:] = [
            InviteeProblem(last.line, last.words, f"{last.message} Từ dòng này còn {further} dòng cần xem lại.")
        ]
    return found


def _clean(cell: str) -> str:
    return fold_spaces("".join(character for character in cell if character.isprintable() or character.isspace()))


def _order_of(cells: list[str]) -> list[str] | None:
    """The columns when the row is a head, else None."""
    order = [_HEADINGS.get(search_key(cell).rstrip(":* "), "") for cell in cells]
    return order if "name" in order and sum(bool(name) for name in order) > 1 else None


def _by_heading(cells: list[str], order: list[str]) -> Invitee:
    values = {name: cell for name, cell in zip(order, cells, strict=False) if name}
    honorific, name = values.get("honorific", ""), values.get("name", "")
    if not honorific:
        honorific, name = _parted(name)
    return Invitee(honorific or NO_HONORIFIC, name, values.get("post", ""), values.get("organisation", ""))


def _by_place(cells: list[str]) -> Invitee:
    """Four parts in order; without an honorific of its own, it may stand before the name."""
    if cells and cells[0].isdigit() and len(cells) > 1:
        cells = cells[1:]
    is_honorific = bool(cells) and (not cells[0] or cells[0].casefold().rstrip(".") in _HONORIFICS)
    if len(cells) > 1 and (len(cells) > 3 or is_honorific):
        honorific, rest = cells[0], cells[1:]
    else:
        honorific, name = _parted(cells[0])
        rest = [name, *cells[1:]]
    name, post, organisation, *_ = [*rest, "", "", ""]
    return Invitee(honorific or NO_HONORIFIC, name, post, organisation)


def _parted(name: str) -> tuple[str, str]:
    """ "Ông Nguyễn Văn A" is honorific and name."""
    for honorific in _HONORIFICS:
        if name.casefold().startswith(f"{honorific} "):
            return name[: len(honorific)], name[len(honorific) + 1 :]
    return "", name


def _complaint(person: Invitee, cells: list[str]) -> str:
    """What is wrong with the row, in words that say what to do; empty when it is good."""
    if len([cell for cell in cells if cell]) > (5 if cells and cells[0].isdigit() else 4):
        return "Có nhiều hơn bốn phần: chỉ ghi danh xưng; họ tên; chức vụ; cơ quan."
    if not any(character.isalpha() for character in person.name):
        return "Thiếu họ và tên."
    for name, longest in _LONGEST.items():
        if len(getattr(person, name)) > longest:
            return f"{_LABELS[name]} dài quá {longest} chữ: hãy rút gọn."
    return ""
