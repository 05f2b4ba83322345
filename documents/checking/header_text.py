"""Words and form of the heading, Quốc hiệu to trích yếu, wherever they stand (F11, F16, F17, F19, F20, F23-F26, F28-F31, F33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents import wording
from documents.checking.findings import RuleFinding, error, points, warning
from documents.checking.paper import Paper, Passage
from documents.layout import LIMITS
from documents.vietnamese import fold_spaces

_UPPER_GROUP = r"[^\W\d_a-z][\w&]*"
_NUMBER = re.compile(rf"^Số: ?(\d+)/({_UPPER_GROUP}(?:-{_UPPER_GROUP})+)$")
_DRAFT_NUMBER = re.compile(rf"^Số: ?\d*[\s.…]*/({_UPPER_GROUP}(?:-{_UPPER_GROUP})+)$")
_DATE = re.compile(r"^([^\W\d_][^,]*), ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm (\d{4})$")
_DRAFT_DATE = re.compile(
    r"^([^\W\d_][^,]*), ngày ?(\d{2}|[.…]+)? ?tháng ?(01|02|[3-9]|1[0-2]|[.…]+)? ?năm ?(\d{4}|[.…]+)?$"
)
# Who stands above a department: two bold lines that open so are parent and issuer, not one name.
_PARENT_STARTS = ("UBND ", "ỦY BAN NHÂN DÂN ", "UỶ BAN NHÂN DÂN ", "BỘ ")
_UNIT_STARTS = ("SỞ ", "BAN ", "VĂN PHÒNG ", "CHI CỤC ", "CỤC ", "THANH TRA ", "TRUNG TÂM ", "PHÒNG ")


def check_header_text(paper: Paper) -> Iterator[RuleFinding]:
    """Yield what the words and letters of the heading break; a missing component once, under the rule that asks for it."""
    yield from nation_and_motto(paper.nation, paper.motto)
    yield from _sizes_together(paper)
    yield from agencies(paper)
    yield from _number(paper)
    yield from _date(paper)
    if paper.type_code == "CV":
        yield from _letter_subject(paper)
    else:
        yield from type_and_subject(paper)


def upright_bold(rule: str, name: str, line: Passage, low: float, high: float) -> Iterator[RuleFinding]:
    """Yield the finding of a component that is not bold, not upright or not of its size."""
    if not line.is_bold or line.has_italic:
        yield error(rule, f"{name} phải in đậm, kiểu chữ đứng.", at=line, measured=_style(line), required="đậm, đứng")
    yield from sized(rule, name, line, low, high)


def sized(rule: str, name: str, line: Passage, low: float, high: float) -> Iterator[RuleFinding]:
    if not line.has_size(low, high):
        required = f"{low:g} pt" if low == high else f"{low:g}-{high:g} pt"
        yield error(rule, f"{name} sai cỡ chữ.", at=line, measured=points(line.size_pt), required=required)


def _style(line: Passage) -> str:
    weight = "đậm" if line.is_bold else "đậm một phần" if line.has_bold else "không đậm"
    slope = "nghiêng" if line.is_italic else "nghiêng một phần" if line.has_italic else "đứng"
    return f"{weight}, {slope}"


def nation_and_motto(nation: Passage | None, motto: Passage | None) -> Iterator[RuleFinding]:
    if nation is None:
        yield error("F16", "Thiếu Quốc hiệu ở trang đầu.", page=1, required=wording.NATION)
    else:
        yield from upright_bold("F16", "Quốc hiệu", nation, 12, 13)
        if nation.text.replace("HOÀ", "HÒA") != wording.NATION:
            yield error("F16", "Quốc hiệu sai chữ.", at=nation, measured=nation.text, required=wording.NATION)
    if motto is None:
        yield error("F17", "Thiếu Tiêu ngữ ở trang đầu.", page=1, required=wording.MOTTO)
    else:
        yield from upright_bold("F17", "Tiêu ngữ", motto, 13, 14)
        if motto.text != wording.MOTTO:
            message = "Tiêu ngữ sai chữ hoặc sai dấu gạch nối."
            yield error("F17", message, at=motto, measured=motto.text, required=wording.MOTTO)


def _sizes_together(paper: Paper) -> Iterator[RuleFinding]:
    nation, motto, day = paper.nation, paper.motto, paper.date
    tolerance = LIMITS.size_tolerance_pt
    if (
        nation
        and motto
        and nation.has_size(12, 13)
        and motto.has_size(13, 14)
        and abs(motto.size_pt - nation.size_pt - 1) > tolerance
    ):
        measured = f"{points(nation.size_pt)} và {points(motto.size_pt)}"
        yield warning(
            "F11",
            "Tiêu ngữ phải lớn hơn Quốc hiệu 1 cỡ.",
            at=motto,
            measured=measured,
            required="12 và 13, hoặc 13 và 14 pt",
        )
    if (
        motto
        and day
        and motto.has_size(13, 14)
        and day.has_size(13, 14)
        and abs(motto.size_pt - day.size_pt) > tolerance
    ):
        measured = f"{points(motto.size_pt)} và {points(day.size_pt)}"
        yield warning(
            "F11",
            "Địa danh, ngày tháng phải cùng cỡ với Tiêu ngữ.",
            at=day,
            measured=measured,
            required=points(motto.size_pt),
        )


def agencies(paper: Paper) -> Iterator[RuleFinding]:
    for line in paper.parents:
        if not line.is_upper or line.has_italic or line.has_bold:
            yield error("F19", "Tên cơ quan chủ quản: chữ in hoa, đứng, không đậm.", at=line, measured=_style(line))
        yield from sized("F19", "Tên cơ quan chủ quản", line, 12, 13)
    issuers = paper.issuers
    if not issuers:
        yield error("F20", "Thiếu tên cơ quan ban hành in đậm ở góc trái.", page=1)
        return
    is_parent_bold = (
        not paper.parents
        and issuers[0].text.startswith(_PARENT_STARTS)
        and any(line.text.startswith(_UNIT_STARTS) for line in issuers[1:])
    )
    if is_parent_bold:
        yield error("F19", "Tên cơ quan chủ quản không in đậm.", at=issuers[0], measured="đậm", required="không đậm")
        issuers = issuers[1:]
    for line in issuers:
        yield from upright_bold("F20", "Tên cơ quan ban hành", line, 12, 13)
        if not line.is_upper:
            yield error(
                "F20", "Tên cơ quan ban hành phải viết in hoa.", at=line, measured=line.text, required=line.text.upper()
            )


def _number(paper: Paper) -> Iterator[RuleFinding]:
    line = paper.number
    if line is None:
        yield error("F23", "Thiếu dòng số, ký hiệu.", page=1, required="Số: 129/KH-UBND")
        return
    if line.has_bold or line.has_italic:
        yield error(
            "F23", "Số, ký hiệu: kiểu chữ đứng, không đậm.", at=line, measured=_style(line), required="đứng, không đậm"
        )
    yield from sized("F23", "Số, ký hiệu", line, 13, 13)
    match = _NUMBER.match(line.text)
    draft = _DRAFT_NUMBER.match(line.text) if paper.is_draft else None
    if match is None and draft is None:
        is_blank = _DRAFT_NUMBER.match(line.text)
        message = (
            "Văn bản chưa có số (nếu là dự thảo, hãy chọn “Dự thảo”)." if is_blank else "Số, ký hiệu không đúng mẫu."
        )
        yield error("F24", message, at=line, measured=line.text, required="Số: 129/KH-UBND")
        return
    if match is not None:
        digits = match[1]
        if len(digits) < 2 or (digits.startswith("0") and len(digits) > 2) or digits in {"00"}:
            required = f"{int(digits):02d}"
            yield error("F25", "Chỉ số dưới 10 mới thêm số 0 ở trước.", at=line, measured=digits, required=required)
    yield from _symbol(paper, line, match[2] if match else draft[1] if draft else "")


def _symbol(paper: Paper, line: Passage, symbol: str) -> Iterator[RuleFinding]:
    groups = symbol.split("-")
    if paper.type_code == "CV" and "CV" in groups:
        yield error("F26", "Ký hiệu công văn không ghi “CV”.", at=line, measured=symbol)
    if paper.type_code not in ("", "CV") and groups[0] != paper.type_code:
        message = "Ký hiệu không mở đầu bằng chữ viết tắt của loại văn bản."
        yield error("F26", message, at=line, measured=groups[0], required=paper.type_code)


def _date(paper: Paper) -> Iterator[RuleFinding]:
    line = paper.date
    if line is None:
        yield error(
            "F28", "Thiếu địa danh và thời gian ban hành.", page=1, required="Hưng Yên, ngày 05 tháng 01 năm 2026"
        )
        return
    if not line.is_italic or line.has_bold:
        yield error(
            "F28",
            "Địa danh, ngày tháng: chữ nghiêng, không đậm.",
            at=line,
            measured=_style(line),
            required="nghiêng, không đậm",
        )
    yield from sized("F28", "Địa danh, ngày tháng", line, 13, 14)
    match = _DATE.match(line.text)
    if match is None and not (paper.is_draft and _DRAFT_DATE.match(fold_spaces(line.text))):
        yield error(
            "F29",
            "Ngày tháng không đúng mẫu.",
            at=line,
            measured=line.text,
            required="Hưng Yên, ngày 05 tháng 01 năm 2026",
        )
    if match and not _exists(int(match[4]), int(match[3]), int(match[2])):
        yield error("F29", "Ngày không có trong lịch.", at=line, measured=line.text)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def type_name_form(line: Passage) -> Iterator[RuleFinding]:
    yield from upright_bold("F30", "Tên loại văn bản", line, 13, 14)
    if not line.is_upper:
        yield error(
            "F30", "Tên loại văn bản phải viết in hoa.", at=line, measured=line.text, required=line.text.upper()
        )


def type_and_subject(paper: Paper) -> Iterator[RuleFinding]:
    line = paper.type_name
    if line is None:
        yield error("F30", "Thiếu tên loại văn bản.", page=1)
        return
    yield from type_name_form(line)
    if not paper.subject:
        yield error("F31", "Thiếu trích yếu dưới tên loại văn bản.", page=1)
        return
    if paper.subject[0].text.casefold().startswith("v/v"):
        yield error("F31", "Trích yếu dưới tên loại không mở đầu bằng “V/v”.", at=paper.subject[0])
    if all(each.is_upper for each in paper.subject):
        yield error("F31", "Trích yếu viết chữ thường.", at=paper.subject[0], measured="in hoa", required="chữ thường")
    for each in paper.subject:
        yield from upright_bold("F31", "Trích yếu", each, 13, 14)


def _letter_subject(paper: Paper) -> Iterator[RuleFinding]:
    if not paper.letter_subject:
        yield error("F33", "Công văn thiếu trích yếu “V/v …” dưới số, ký hiệu.", page=1, required="V/v …")
        return
    for line in paper.letter_subject:
        if line.has_bold or line.has_italic:
            yield error(
                "F33",
                "Trích yếu công văn: kiểu chữ đứng, không đậm.",
                at=line,
                measured=_style(line),
                required="đứng, không đậm",
            )
        yield from sized("F33", "Trích yếu công văn", line, 12, 13)
