"""Rules of the block above the text: Quốc hiệu to trích yếu (F16-F34, F63, F74)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents import wording
from documents.checking.findings import RuleFinding, error, information, millimetres, points, warning
from documents.checking.page_rules import Subject, is_size, points_between
from documents.checking.pdf_measure import Stroke, TextLine
from documents.layout import FONT_LINE_HEIGHT_EM, HEADER, LIMITS, POINTS_PER_MM, URGENCY_WIDTHS_MM
from documents.vietnamese import fold_spaces

_UPPER_GROUP = r"[^\W\d_a-z][\w&]*"
_NUMBER = re.compile(rf"^Số: ?(\d{{2,}})/({_UPPER_GROUP}(?:-{_UPPER_GROUP})+)$")
_DRAFT_NUMBER = re.compile(rf"^Số: ?\d*\s*/({_UPPER_GROUP}(?:-{_UPPER_GROUP})+)$")
_DATE = re.compile(r"^([^\W\d_][^,]*), ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm (\d{4})$")
_DRAFT_DATE = re.compile(r"^([^\W\d_][^,]*), ngày (\d{2})? ?tháng (01|02|[3-9]|1[0-2])? ?năm ?(\d{4})?$")
_DRAWN_BY_CHARACTERS = re.compile(r"[_─—–-]{4,}")


def check_header(subject: Subject) -> Iterator[RuleFinding]:
    yield from _nation_and_motto(subject)
    yield from _agencies(subject)
    yield from _number(subject)
    yield from _date(subject)
    if subject.type_code == "CV":
        yield from _letter_subject(subject)
    else:
        yield from _type_and_subject(subject)
    yield from _urgency(subject)
    yield from _rules_alike(subject)


def _upright_bold(rule: str, name: str, line: TextLine, low: float, high: float) -> Iterator[RuleFinding]:
    if not line.is_bold or line.has_italic:
        yield error(rule, f"{name} phải in đậm, kiểu chữ đứng.", page=line.page, measured=line.glyphs[0].font)
    if not is_size(line, low, high):
        required = f"{low:g}-{high:g} pt"
        yield error(rule, f"{name} sai cỡ chữ.", page=line.page, measured=points(line.size_pt), required=required)


def _nation_and_motto(subject: Subject) -> Iterator[RuleFinding]:
    nation, motto = subject.anatomy.nation, subject.anatomy.motto
    if nation is None:
        yield error("F16", "Thiếu Quốc hiệu ở trang đầu.", page=1, required=wording.NATION)
    else:
        yield from _upright_bold("F16", "Quốc hiệu", nation, 12, 13)
        if nation.text.replace("HOÀ", "HÒA") != wording.NATION:
            yield error("F16", "Quốc hiệu sai chữ.", page=1, measured=nation.text, required=wording.NATION)
        if nation.centre_mm < subject.anatomy.text_centre_mm:
            yield error("F16", "Quốc hiệu phải ở nửa phải của trang.", page=1, measured=millimetres(nation.centre_mm))
    if motto is None:
        yield error("F17", "Thiếu Tiêu ngữ ở trang đầu.", page=1, required=wording.MOTTO)
        return
    yield from _upright_bold("F17", "Tiêu ngữ", motto, 13, 14)
    if motto.text != wording.MOTTO:
        yield error(
            "F17", "Tiêu ngữ sai chữ hoặc sai dấu gạch nối.", page=1, measured=motto.text, required=wording.MOTTO
        )
    if nation is not None:
        yield from _centred_under("F17", "Tiêu ngữ", motto, nation, LIMITS.centre_tolerance_mm)
        step = points_between(nation, motto)
        if step > 1.25 * FONT_LINE_HEIGHT_EM * motto.size_pt:
            yield error("F17", "Tiêu ngữ phải ở ngay dưới Quốc hiệu, cách dòng đơn.", page=1, measured=points(step))
    yield from _motto_rule(subject, motto)


def _motto_rule(subject: Subject, motto: TextLine) -> Iterator[RuleFinding]:
    rule = _rule_under(subject, motto)
    if rule is None:
        yield error("F18", "Thiếu đường kẻ ngang dưới Tiêu ngữ.", page=1, required=millimetres(motto.width_mm))
        return
    if abs(rule.length_mm - motto.width_mm) > 3 or abs(rule.centre_mm - motto.centre_mm) > LIMITS.centre_tolerance_mm:
        yield error(
            "F18",
            "Đường kẻ dưới Tiêu ngữ phải dài bằng dòng chữ và ở giữa.",
            page=1,
            measured=millimetres(rule.length_mm),
            required=millimetres(motto.width_mm),
        )
    below = (rule.middle_mm - motto.baseline_mm) * POINTS_PER_MM
    if below not in LIMITS.rule_below_baseline_pt:
        yield error("F18", "Đường kẻ cách Tiêu ngữ quá xa.", page=1, measured=points(below), required="1-12 pt")


def _rule_under(subject: Subject, line: TextLine) -> Stroke | None:
    """The first horizontal rule below the line whose middle lies under it."""
    candidates = [
        rule
        for rule in subject.anatomy.pages[line.page - 1].rules
        if 0 < rule.middle_mm - line.baseline_mm < 8 and line.left_mm - 5 <= rule.centre_mm <= line.right_mm + 5
    ]
    return min(candidates, key=lambda rule: rule.middle_mm, default=None)


def _centred_under(rule: str, name: str, line: TextLine, above: TextLine, tolerance_mm: float) -> Iterator[RuleFinding]:
    distance = abs(line.centre_mm - above.centre_mm)
    if distance > tolerance_mm:
        required = f"lệch tối đa {millimetres(tolerance_mm)}"
        yield error(
            rule,
            f"{name} không cân giữa với dòng trên.",
            page=line.page,
            measured=millimetres(distance),
            required=required,
        )


def _agencies(subject: Subject) -> Iterator[RuleFinding]:
    block = subject.anatomy.left_block
    if any(_DRAWN_BY_CHARACTERS.search(line.text) for line in subject.anatomy.first_page.lines):
        yield error("F18", "Đường kẻ phải được vẽ, không dùng dãy ký tự.", page=1)
    parents = [line for line in block if not line.has_bold]
    issuers = [line for line in block if line.has_bold]
    for line in parents:
        if not line.is_upper or line.has_italic or not is_size(line, 12, 13):
            yield error(
                "F19", "Tên cơ quan chủ quản: chữ in hoa, đứng, cỡ 12-13, không đậm.", page=1, measured=line.text
            )
    if not issuers:
        yield error("F20", "Thiếu tên cơ quan ban hành in đậm ở góc trái.", page=1)
        return
    for line in issuers:
        yield from _upright_bold("F20", "Tên cơ quan ban hành", line, 12, 13)
        if not line.is_upper:
            yield error("F20", "Tên cơ quan ban hành phải viết hoa.", page=1, measured=line.text)
        yield from _centred_under("F20", "Tên cơ quan ban hành", line, block[0], LIMITS.centre_tolerance_mm)
    yield from _partial_rule(subject, "F21", "tên cơ quan ban hành", issuers)
    yield from _columns(subject, block)


def _partial_rule(subject: Subject, rule_id: str, name: str, lines: list[TextLine]) -> Iterator[RuleFinding]:
    """A rule of 1/3 to 1/2 of the longest or of the last line, centred under the last."""
    rule = _rule_under(subject, lines[-1])
    if rule is None:
        yield error(rule_id, f"Thiếu đường kẻ dưới {name}.", page=1, required="1/3-1/2 dòng chữ")
        return
    widths = (max(line.width_mm for line in lines), lines[-1].width_mm)
    slack, share = LIMITS.length_tolerance_mm, LIMITS.rule_share
    if not any(width * share.low - slack <= rule.length_mm <= width * share.high + slack for width in widths):
        required = f"{millimetres(widths[0] / 3)} - {millimetres(widths[0] / 2)}"
        yield error(
            rule_id,
            f"Đường kẻ dưới {name} phải dài 1/3-1/2 dòng chữ.",
            page=1,
            measured=millimetres(rule.length_mm),
            required=required,
        )
    if abs(rule.centre_mm - lines[-1].centre_mm) > LIMITS.centre_tolerance_mm:
        yield error(rule_id, f"Đường kẻ dưới {name} phải ở giữa.", page=1, measured=millimetres(rule.centre_mm))


def _columns(subject: Subject, block: list[TextLine]) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    if anatomy.nation is None:
        return
    width = anatomy.right_edge_mm - anatomy.left_edge_mm
    left_end = max(line.right_mm for line in block)
    if left_end > anatomy.left_edge_mm + 0.48 * width or left_end > anatomy.nation.left_mm:
        yield warning(
            "F22", "Khối bên trái của phần đầu lấn sang khối bên phải.", page=1, measured=millimetres(left_end)
        )
    if anatomy.nation.left_mm < anatomy.left_edge_mm + 0.40 * width - 0.5:
        yield warning(
            "F22", "Quốc hiệu bắt đầu quá xa về bên trái.", page=1, measured=millimetres(anatomy.nation.left_mm)
        )
    if abs(block[0].baseline_mm - anatomy.nation.baseline_mm) > 3:
        yield warning("F22", "Hai khối của phần đầu phải bắt đầu ngang nhau.", page=1)


def _number(subject: Subject) -> Iterator[RuleFinding]:
    line = subject.anatomy.number
    if line is None:
        yield error("F23", "Thiếu dòng số, ký hiệu.", page=1, required="Số: 129/KH-UBND")
        return
    if line.has_bold or line.has_italic or not is_size(line, 13, 13):
        yield error(
            "F23", "Số, ký hiệu: cỡ 13, kiểu chữ đứng.", page=1, measured=points(line.size_pt), required="13 pt"
        )
    if subject.anatomy.left_block:
        above = subject.anatomy.left_block[-1]
        yield from _centred_under("F23", "Số, ký hiệu", line, above, LIMITS.wide_centre_tolerance_mm)
    match = _NUMBER.match(line.text) or (_DRAFT_NUMBER.match(line.text) if subject.is_draft else None)
    if match is None:
        yield error("F24", "Số, ký hiệu không đúng mẫu.", page=1, measured=line.text, required="Số: 129/KH-UBND")
        return
    yield from _number_parts(subject, line.text, match[match.lastindex or 1])


def _number_parts(subject: Subject, text: str, symbol: str) -> Iterator[RuleFinding]:
    digits = re.search(r"\d+", text.split("/")[0])
    if digits and (len(digits[0]) < 2 or (digits[0].startswith("0") and len(digits[0]) > 2)):
        yield error("F25", "Chỉ số dưới 10 mới thêm số 0 ở trước.", page=1, measured=digits[0])
    first = symbol.split("-")[0]
    if subject.type_code == "CV" and "CV" in symbol.split("-"):
        yield error("F26", "Ký hiệu công văn không ghi “CV”.", page=1, measured=symbol)
    if subject.type_code not in ("", "CV") and first != subject.type_code:
        yield error(
            "F26",
            "Ký hiệu không mở đầu bằng chữ viết tắt của loại văn bản.",
            page=1,
            measured=first,
            required=subject.type_code,
        )


def _date(subject: Subject) -> Iterator[RuleFinding]:
    line, number, motto = subject.anatomy.date, subject.anatomy.number, subject.anatomy.motto
    if line is None:
        yield error("F28", "Thiếu địa danh và thời gian ban hành.", page=1)
        return
    if number and abs(line.baseline_mm - number.baseline_mm) > 3:
        yield error(
            "F27",
            "Địa danh, ngày tháng phải cùng dòng với số, ký hiệu.",
            page=1,
            measured=millimetres(abs(line.baseline_mm - number.baseline_mm)),
        )
    if not line.is_italic or line.has_bold or not is_size(line, 13, 14):
        yield error("F28", "Địa danh, ngày tháng: chữ nghiêng, cỡ 13-14.", page=1, measured=points(line.size_pt))
    if motto:
        yield from _centred_under("F28", "Địa danh, ngày tháng", line, motto, LIMITS.centre_tolerance_mm)
    match = _DATE.match(line.text)
    if match is None and not (subject.is_draft and _DRAFT_DATE.match(fold_spaces(line.text))):
        yield error(
            "F29",
            "Ngày tháng không đúng mẫu.",
            page=1,
            measured=line.text,
            required="Hưng Yên, ngày 05 tháng 01 năm 2026",
        )
    if match and not _exists(int(match[4]), int(match[3]), int(match[2])):
        yield error("F29", "Ngày không có trong lịch.", page=1, measured=line.text)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _type_and_subject(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    line = anatomy.type_name
    if line is None:
        yield error("F30", "Thiếu tên loại văn bản.", page=1)
        return
    yield from _upright_bold("F30", "Tên loại văn bản", line, 13, 14)
    if not line.is_upper:
        yield error("F30", "Tên loại văn bản phải viết hoa.", page=1, measured=line.text)
    if abs(line.centre_mm - anatomy.text_centre_mm) > LIMITS.centre_tolerance_mm:
        yield error(
            "F30",
            "Tên loại văn bản phải ở giữa.",
            page=1,
            measured=millimetres(line.centre_mm),
            required=millimetres(anatomy.text_centre_mm),
        )
    if not anatomy.subject:
        yield error("F31", "Thiếu trích yếu dưới tên loại văn bản.", page=1)
        return
    if anatomy.subject[0].text.startswith("V/v"):
        yield error("F31", "Trích yếu dưới tên loại không mở đầu bằng “V/v”.", page=1)
    if all(each.is_upper for each in anatomy.subject):
        yield error("F31", "Trích yếu viết chữ thường.", page=1, measured=anatomy.subject[0].text)
    for each in anatomy.subject:
        yield from _upright_bold("F31", "Trích yếu", each, 13, 14)
        if abs(each.centre_mm - anatomy.text_centre_mm) > LIMITS.centre_tolerance_mm:
            yield error("F31", "Trích yếu phải ở giữa.", page=1, measured=millimetres(each.centre_mm))
    yield from _partial_rule(subject, "F32", "trích yếu", anatomy.subject)


def _letter_subject(subject: Subject) -> Iterator[RuleFinding]:
    lines, number = subject.anatomy.letter_subject, subject.anatomy.number
    if not lines:
        yield error("F33", "Công văn thiếu trích yếu “V/v …” dưới số, ký hiệu.", page=1)
        return
    for line in lines:
        if line.has_bold or line.has_italic or not is_size(line, 12, 13):
            yield error("F33", "Trích yếu công văn: cỡ 12-13, kiểu chữ đứng.", page=1, measured=points(line.size_pt))
        if number:
            yield from _centred_under("F33", "Trích yếu công văn", line, number, LIMITS.wide_centre_tolerance_mm)
    if number:
        gap = points_between(number, lines[0]) - FONT_LINE_HEIGHT_EM * lines[0].size_pt
        if abs(gap - HEADER.letter_subject_before_pt) > 2:
            yield warning(
                "F34", "Trích yếu công văn cách số, ký hiệu 6 pt.", page=1, measured=points(gap), required="6 pt"
            )


def _urgency(subject: Subject) -> Iterator[RuleFinding]:
    for line in subject.anatomy.first_page.lines:
        width = URGENCY_WIDTHS_MM.get(line.text.replace("HOẢ", "HỎA"))
        if width is None:
            continue
        if not line.colour_is_red or not line.is_bold or not is_size(line, 13, 14):
            yield error("F63", "Dấu mức độ khẩn: chữ in hoa, đậm, màu đỏ, cỡ 13-14.", page=1, measured=line.text)
        size = _frame_around(subject, line)
        if size is None or abs(size[0] - width) > 1 or abs(size[1] - HEADER.urgency_height_mm) > 1:
            measured = "không có khung" if size is None else f"{millimetres(size[0])} × {millimetres(size[1])}"
            yield error(
                "F63",
                "Khung mức độ khẩn sai kích thước.",
                page=1,
                measured=measured,
                required=f"{width:g} × {HEADER.urgency_height_mm:g} mm",
            )


def _frame_around(subject: Subject, line: TextLine) -> tuple[float, float] | None:
    """Width and height of the red frame around the line, drawn as one path or as four sides."""
    page = subject.anatomy.first_page
    sides = [
        stroke
        for stroke in [*page.boxes, *page.rules, *page.uprights]
        if stroke.colour[0] > 150 and abs(stroke.middle_mm - line.baseline_mm) < 12
    ]
    if not sides:
        return None
    width = max(side.right_mm for side in sides) - min(side.left_mm for side in sides)
    return width, max(side.bottom_mm for side in sides) - min(side.top_mm for side in sides)


def _rules_alike(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    under = [anatomy.motto, next(reversed(anatomy.left_block), None), next(reversed(anatomy.subject), None)]
    rules = [rule for line in under if line and (rule := _rule_under(subject, line))]
    thick = [rule.thickness_pt for rule in rules]
    if thick and (max(thick) - min(thick) > 0.2 or any(value not in LIMITS.rule_thickness_pt for value in thick)):
        yield information(
            "F74", "Các đường kẻ của phần đầu không cùng độ dày.", page=1, measured=", ".join(map(points, thick))
        )
