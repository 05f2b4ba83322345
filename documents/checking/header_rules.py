"""Places of the block above the text on the page: centres, drawn rules, columns, boxes (F16-F18, F20-F23, F27, F28, F30-F34,
F63, F64, F74)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.anatomy import Anatomy
from documents.checking.findings import RuleFinding, error, information, millimetres, points, warning
from documents.checking.page_rules import Subject, is_size, points_between
from documents.checking.pdf_measure import MeasuredPage, Stroke, TextLine
from documents.layout import FONT_LINE_HEIGHT_EM, HEADER, LIMITS, POINTS_PER_MM, URGENCY_WIDTHS_MM

_DRAWN_BY_CHARACTERS = re.compile(r"[_─—–-]{4,}")
_MORE_THAN_TEXT_APART_MM = 3.0


def check_header(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    yield from heading_places(anatomy)
    yield from _number_and_date(anatomy)
    if subject.type_code == "CV":
        yield from _letter_subject(anatomy)
    else:
        yield from title_places(anatomy)
    yield from _urgency(anatomy)
    yield from _circulation(anatomy)
    yield from _rules_alike(anatomy)
    for text in anatomy.attached:
        yield from heading_places(text)
        yield from title_places(text)


def heading_places(anatomy: Anatomy) -> Iterator[RuleFinding]:
    """Yield what Quốc hiệu, Tiêu ngữ and the names of the bodies break by their place."""
    nation, motto = anatomy.nation, anatomy.motto
    if nation is not None and nation.centre_mm < anatomy.text_centre_mm:
        yield error("F16", "Quốc hiệu phải ở nửa phải của trang.", at=nation, measured=millimetres(nation.centre_mm))
    if nation is not None and motto is not None:
        yield from _centred_under("F17", "Tiêu ngữ", motto, nation, LIMITS.centre_tolerance_mm)
        step = points_between(nation, motto)
        single = FONT_LINE_HEIGHT_EM * motto.size_pt
        if step > 1.25 * single:
            message = "Tiêu ngữ phải ở ngay dưới Quốc hiệu, cách dòng đơn."
            yield error("F17", message, at=motto, measured=points(step), required=f"khoảng {points(single)}")
    by_characters = next((line for line in anatomy.first_page.lines if _DRAWN_BY_CHARACTERS.search(line.text)), None)
    if by_characters is not None and by_characters.baseline_mm < 150:
        yield error("F18", "Đường kẻ phải được vẽ, không dùng dãy ký tự.", at=by_characters)
    elif motto is not None:
        yield from _motto_rule(anatomy, motto)
    if anatomy.left_block:
        yield from _agencies(anatomy)


def _motto_rule(anatomy: Anatomy, motto: TextLine) -> Iterator[RuleFinding]:
    rule = _rule_under(anatomy, motto)
    if rule is None:
        yield error("F18", "Thiếu đường kẻ ngang dưới Tiêu ngữ.", at=motto, required=millimetres(motto.width_mm))
        return
    if abs(rule.length_mm - motto.width_mm) > 3 or abs(rule.centre_mm - motto.centre_mm) > LIMITS.centre_tolerance_mm:
        message = "Đường kẻ dưới Tiêu ngữ phải dài bằng dòng chữ và ở giữa."
        measured, required = millimetres(rule.length_mm), millimetres(motto.width_mm)
        yield error("F18", message, at=motto, measured=measured, required=required)
    below = (rule.middle_mm - motto.baseline_mm) * POINTS_PER_MM
    if below not in LIMITS.rule_below_baseline_pt:
        yield error("F18", "Đường kẻ cách Tiêu ngữ quá xa.", at=motto, measured=points(below), required="1-12 pt")


def _rule_under(anatomy: Anatomy, line: TextLine) -> Stroke | None:
    """The first horizontal rule below the line whose middle lies under it."""
    candidates = [
        rule
        for rule in anatomy.page_of(line).rules
        if 0 < rule.middle_mm - line.baseline_mm < 8 and line.left_mm - 5 <= rule.centre_mm <= line.right_mm + 5
    ]
    return min(candidates, key=lambda rule: rule.middle_mm, default=None)


def _centred_under(rule: str, name: str, line: TextLine, above: TextLine, tolerance_mm: float) -> Iterator[RuleFinding]:
    distance = abs(line.centre_mm - above.centre_mm)
    if distance > tolerance_mm:
        required = f"lệch tối đa {millimetres(tolerance_mm)}"
        yield error(
            rule, f"{name} không cân giữa với dòng trên.", at=line, measured=millimetres(distance), required=required
        )


def _agencies(anatomy: Anatomy) -> Iterator[RuleFinding]:
    block = anatomy.left_block
    issuers = [line for line in block if line.has_bold]
    for line in issuers:
        yield from _centred_under("F20", "Tên cơ quan ban hành", line, block[0], LIMITS.centre_tolerance_mm)
    if issuers:
        yield from _partial_rule(anatomy, "F21", "tên cơ quan ban hành", issuers)
    yield from _columns(anatomy, block)


def _partial_rule(anatomy: Anatomy, rule_id: str, name: str, lines: list[TextLine]) -> Iterator[RuleFinding]:
    """A rule of 1/3 to 1/2 of the longest or of the last line, centred under the last."""
    last = lines[-1]
    rule = _rule_under(anatomy, last)
    if rule is None:
        yield error(rule_id, f"Thiếu đường kẻ dưới {name}.", at=last, required="1/3-1/2 dòng chữ")
        return
    widths = (max(line.width_mm for line in lines), last.width_mm)
    slack, share = LIMITS.length_tolerance_mm, LIMITS.rule_share
    if not any(width * share.low - slack <= rule.length_mm <= width * share.high + slack for width in widths):
        required = f"{millimetres(widths[0] / 3)} - {millimetres(widths[0] / 2)}"
        message = f"Đường kẻ dưới {name} phải dài 1/3-1/2 dòng chữ."
        yield error(rule_id, message, at=last, measured=millimetres(rule.length_mm), required=required)
    off = abs(rule.centre_mm - last.centre_mm)
    if off > LIMITS.centre_tolerance_mm:
        message = f"Đường kẻ dưới {name} phải ở giữa."
        yield error(rule_id, message, at=last, measured=f"lệch {millimetres(off)}", required="lệch tối đa 2 mm")


def _columns(anatomy: Anatomy, block: list[TextLine]) -> Iterator[RuleFinding]:
    if anatomy.nation is None:
        return
    width = anatomy.right_edge_mm - anatomy.left_edge_mm
    left_end = max(line.right_mm for line in block)
    allowed_mm = anatomy.left_edge_mm + 0.48 * width
    if left_end > allowed_mm or left_end > anatomy.nation.left_mm:
        message = "Khối bên trái của phần đầu lấn sang khối bên phải."
        widest = max(block, key=lambda line: line.right_mm)
        required = f"đến {millimetres(allowed_mm)}"
        yield warning("F22", message, at=widest, measured=millimetres(left_end), required=required)
    starts_mm = anatomy.left_edge_mm + 0.40 * width
    if anatomy.nation.left_mm < starts_mm - 0.5:
        message = "Quốc hiệu bắt đầu quá xa về bên trái."
        required = f"từ {millimetres(starts_mm)}"
        measured = millimetres(anatomy.nation.left_mm)
        yield warning("F22", message, at=anatomy.nation, measured=measured, required=required)
    step = abs(block[0].baseline_mm - anatomy.nation.baseline_mm)
    if step > _MORE_THAN_TEXT_APART_MM:
        message = "Hai khối của phần đầu phải bắt đầu ngang nhau."
        yield warning("F22", message, at=block[0], measured=f"lệch {millimetres(step)}", required="lệch tối đa 3 mm")


def _number_and_date(anatomy: Anatomy) -> Iterator[RuleFinding]:
    number, day = anatomy.number, anatomy.date
    if number is not None and anatomy.left_block:
        above = anatomy.left_block[-1]
        yield from _centred_under("F23", "Số, ký hiệu", number, above, LIMITS.wide_centre_tolerance_mm)
    if day is None:
        return
    if number is not None and abs(day.baseline_mm - number.baseline_mm) > 3:
        message = "Địa danh, ngày tháng phải cùng dòng với số, ký hiệu."
        measured = f"lệch {millimetres(abs(day.baseline_mm - number.baseline_mm))}"
        yield error("F27", message, at=day, measured=measured, required="lệch tối đa 3 mm")
    if anatomy.motto is not None:
        yield from _centred_under("F28", "Địa danh, ngày tháng", day, anatomy.motto, LIMITS.centre_tolerance_mm)


def title_places(anatomy: Anatomy) -> Iterator[RuleFinding]:
    """Yield what type name and trích yếu break by their place."""
    for rule, name, lines in (
        ("F30", "Tên loại văn bản", [anatomy.type_name] if anatomy.type_name else []),
        ("F31", "Trích yếu", anatomy.subject),
    ):
        for line in lines:
            off = abs(line.centre_mm - anatomy.text_centre_mm)
            if off > LIMITS.centre_tolerance_mm:
                measured = f"lệch {millimetres(off)}"
                yield error(rule, f"{name} phải ở giữa.", at=line, measured=measured, required="lệch tối đa 2 mm")
    if anatomy.subject:
        yield from _partial_rule(anatomy, "F32", "trích yếu", anatomy.subject)


def _letter_subject(anatomy: Anatomy) -> Iterator[RuleFinding]:
    lines, number = anatomy.letter_subject, anatomy.number
    if not lines or number is None:
        return
    for line in lines:
        yield from _centred_under("F33", "Trích yếu công văn", line, number, LIMITS.wide_centre_tolerance_mm)
    gap = points_between(number, lines[0]) - FONT_LINE_HEIGHT_EM * lines[0].size_pt
    if abs(gap - HEADER.letter_subject_before_pt) > 2:
        message = "Trích yếu công văn cách số, ký hiệu 6 pt."
        yield warning("F34", message, at=lines[0], measured=points(gap), required="6 pt")


def _urgency(anatomy: Anatomy) -> Iterator[RuleFinding]:
    page = anatomy.first_page
    for line in page.lines:
        width = URGENCY_WIDTHS_MM.get(line.text.replace("HOẢ", "HỎA"))
        if width is None or line.is_in_table:
            continue
        if not line.colour_is_red or not line.is_bold or not is_size(line, 13, 14):
            message = "Dấu mức độ khẩn: chữ in hoa, đậm, màu đỏ, cỡ 13-14."
            yield error("F63", message, at=line, measured=points(line.size_pt), required="đậm, đỏ, 13-14 pt")
        size = _frame_around(page, line)
        if size is None or abs(size[0] - width) > 1 or abs(size[1] - HEADER.urgency_height_mm) > 1:
            measured = "không có khung" if size is None else f"{millimetres(size[0])} × {millimetres(size[1])}"
            required = f"{width:g} × {HEADER.urgency_height_mm:g} mm"
            yield error("F63", "Khung mức độ khẩn sai kích thước.", at=line, measured=measured, required=required)


def _frame_around(page: MeasuredPage, line: TextLine) -> tuple[float, float] | None:
    """Width and height of the frame around the line, drawn as one path or as four sides."""
    sides = [
        stroke
        for stroke in [*page.boxes, *page.rules, *page.uprights]
        if abs(stroke.middle_mm - (line.top_mm + line.bottom_mm) / 2) < 7
        and stroke.left_mm > line.left_mm - 25
        and stroke.right_mm < line.right_mm + 25
        and (stroke.height_mm > 4 or not line.left_mm <= stroke.centre_mm <= line.right_mm or stroke.length_mm > 15)
    ]
    if not any(side.height_mm > 4 for side in sides):
        return None
    width = max(side.right_mm for side in sides) - min(side.left_mm for side in sides)
    return width, max(side.bottom_mm for side in sides) - min(side.top_mm for side in sides)


def _circulation(anatomy: Anatomy) -> Iterator[RuleFinding]:
    for line in anatomy.circulation:
        if anatomy.nation is not None and line.baseline_mm > anatomy.nation.baseline_mm:
            message = "Chỉ dẫn phạm vi lưu hành phải ở phía trên Quốc hiệu."
            yield warning("F64", message, at=line, measured=millimetres(line.baseline_mm))
        elif _frame_around(anatomy.first_page, line) is None:
            yield warning("F64", "Chỉ dẫn phạm vi lưu hành phải đóng khung.", at=line, measured="không có khung")


def _rules_alike(anatomy: Anatomy) -> Iterator[RuleFinding]:
    under = [anatomy.motto, next(reversed(anatomy.left_block), None), next(reversed(anatomy.subject), None)]
    rules = [rule for line in under if line and (rule := _rule_under(anatomy, line))]
    thick = [rule.thickness_pt for rule in rules]
    if thick and (max(thick) - min(thick) > 0.2 or any(value not in LIMITS.rule_thickness_pt for value in thick)):
        message = "Các đường kẻ của phần đầu phải cùng độ dày."
        yield information("F74", message, page=1, measured=", ".join(map(points, thick)), required="0,4-1 pt, như nhau")
