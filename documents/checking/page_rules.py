"""Rules of paper, margins, font, colour and page numbers (F01-F15)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from documents.checking.anatomy import Anatomy
from documents.checking.findings import RuleFinding, error, millimetres, points, warning
from documents.checking.pdf_measure import MeasuredPage, MeasuredPdf, TextLine
from documents.layout import FONT_NAMES_ALLOWED, LIMITS, PAGE, POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check is about: the measured file, its components, and what it claims to be."""

    pdf: MeasuredPdf
    anatomy: Anatomy
    type_code: str
    is_draft: bool
    allowed_fonts: tuple[str, ...] = FONT_NAMES_ALLOWED


def check_pages(subject: Subject) -> Iterator[RuleFinding]:
    yield from _paper(subject)
    yield from _side_margins(subject)
    for page in subject.pdf.pages:
        yield from _top_and_bottom(subject, page)
        yield from _letters(subject, page)
    yield from _embedding(subject)
    yield from _header_sizes(subject)
    yield from _page_numbers(subject)


def _paper(subject: Subject) -> Iterator[RuleFinding]:
    for page in subject.pdf.pages:
        short, long = sorted((page.width_mm, page.height_mm))
        if abs(short - PAGE.width_mm) > 1 or abs(long - PAGE.height_mm) > 1:
            measured = f"{millimetres(page.width_mm)} × {millimetres(page.height_mm)}"
            yield error("F01", "Khổ giấy phải là A4.", page=page.number, measured=measured, required="210 × 297 mm")
        if page.is_landscape and (page.number == 1 or not page.has_table):
            yield warning("F02", "Trang ngang chỉ dùng cho bảng biểu, không dùng cho trang đầu.", page=page.number)


def _side_margins(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    left, right = anatomy.left_edge_mm, anatomy.first_page.width_mm - anatomy.right_edge_mm
    if left not in LIMITS.margin_left_mm:
        yield error("F03", "Lề trái phải từ 30 đến 35 mm.", measured=millimetres(left), required="30-35 mm")
    if right not in LIMITS.margin_right_mm:
        yield error("F04", "Lề phải phải từ 15 đến 20 mm.", measured=millimetres(right), required="15-20 mm")


def _top_and_bottom(subject: Subject, page: MeasuredPage) -> Iterator[RuleFinding]:
    content = subject.anatomy.content(page)
    if not content:
        return
    top = min(line.top_mm for line in content)
    # Text of the first row of a table stands lower by the padding of its cell.
    limit = LIMITS.margin_top_mm
    is_table_first = min(content, key=lambda line: line.top_mm).is_in_table
    if top not in limit and not (is_table_first and limit.low <= top <= limit.high + 8):
        yield error(
            "F05", "Lề trên phải từ 20 đến 25 mm.", page=page.number, measured=millimetres(top), required="20-25 mm"
        )
    rest = page.height_mm - max(line.bottom_mm for line in content)
    if rest < LIMITS.margin_bottom_mm.low - LIMITS.margin_bottom_mm.tolerance:
        yield error(
            "F06", "Lề dưới phải từ 20 mm trở lên.", page=page.number, measured=millimetres(rest), required="20-25 mm"
        )


def _letters(subject: Subject, page: MeasuredPage) -> Iterator[RuleFinding]:
    """Font, colour, Unicode form and size of every letter; one finding per rule and page."""
    reported: set[str] = set()
    for line in page.lines:
        for finding in (_font(subject, line), _colour(line), _unicode(line), _size(line)):
            if finding is not None and finding.rule not in reported:
                reported.add(finding.rule)
                yield finding


def _font(subject: Subject, line: TextLine) -> RuleFinding | None:
    for glyph in line.glyphs:
        name = glyph.font.replace(" ", "")
        if glyph.text.strip() and not name.startswith(subject.allowed_fonts):
            return error(
                "F07", f"Phông chữ phải là Times New Roman: “{line.text[:40]}”.", page=line.page, measured=glyph.font
            )
    return None


def _colour(line: TextLine) -> RuleFinding | None:
    is_urgency = line.is_upper and line.page == 1 and line.colour_is_red
    if not is_urgency and any(max(glyph.colour) > LIMITS.black_at_most for glyph in line.glyphs if glyph.text.strip()):
        return error("F08", f"Chữ phải màu đen: “{line.text[:40]}”.", page=line.page)
    return None


def _unicode(line: TextLine) -> RuleFinding | None:
    text = line.raw_text
    is_private = any(character == "\ufffd" or unicodedata.category(character) == "Co" for character in text)
    if is_private or not unicodedata.is_normalized("NFC", text):
        return error("F09", f"Chữ không ở dạng Unicode dựng sẵn: “{line.text[:40]}”.", page=line.page, required="NFC")
    return None


def _size(line: TextLine) -> RuleFinding | None:
    sizes = [glyph.size_pt for glyph in line.level_glyphs]
    wrong = [size for size in sizes if size not in LIMITS.any_size_pt or (size < 10.75 and not line.is_in_table)]
    if wrong:
        required = "11-14 pt, trong bảng 10-14 pt"
        return warning(
            "F10", f"Cỡ chữ lạ: “{line.text[:40]}”.", page=line.page, measured=points(wrong[0]), required=required
        )
    return None


def _embedding(subject: Subject) -> Iterator[RuleFinding]:
    for name in sorted(subject.pdf.fonts_not_embedded):
        yield error("F09", "Phông chữ không nhúng trong tệp.", measured=name)


def _header_sizes(subject: Subject) -> Iterator[RuleFinding]:
    nation, motto, date = subject.anatomy.nation, subject.anatomy.motto, subject.anatomy.date
    if nation and motto and abs(motto.size_pt - nation.size_pt - 1) > LIMITS.size_tolerance_pt:
        measured = f"{points(nation.size_pt)}, {points(motto.size_pt)}"
        yield warning("F11", "Tiêu ngữ phải lớn hơn Quốc hiệu 1 cỡ.", page=1, measured=measured)
    if motto and date and abs(motto.size_pt - date.size_pt) > LIMITS.size_tolerance_pt:
        measured = f"{points(motto.size_pt)}, {points(date.size_pt)}"
        yield warning("F11", "Địa danh, ngày tháng phải cùng cỡ với Tiêu ngữ.", page=1, measured=measured)


def _page_numbers(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    if 1 in anatomy.page_numbers:
        yield error("F12", "Trang đầu không hiển thị số trang.", page=1)
    for page in anatomy.main_pages[1:]:
        yield from _number_of(anatomy, page, page.number)
    expected = 0
    for page in anatomy.appendix_pages:
        line = anatomy.page_numbers.get(page.number)
        expected = 1 if line is None or line.text == "1" else expected + 1
        if line is not None and line.text != str(expected):
            yield warning("F15", "Phụ lục phải đánh số trang riêng từ 1.", page=page.number, measured=line.text)
            expected = int(line.text) if line.text.isdigit() else expected
        if line is not None:
            yield from _number_form(anatomy, page, line)


def _number_of(anatomy: Anatomy, page: MeasuredPage, expected: int) -> Iterator[RuleFinding]:
    line = anatomy.page_numbers.get(page.number)
    if line is None:
        yield error("F13", "Thiếu số trang ở lề trên.", page=page.number, required=str(expected))
        return
    content = anatomy.content(page)
    first_top = min((each.top_mm for each in content), default=PAGE.margin_top_mm)
    if line.text != str(expected) or line.baseline_mm > first_top:
        measured = f"“{line.text}”, cách mép trên {millimetres(line.baseline_mm)}"
        yield error(
            "F13",
            "Số trang phải là chữ số Ả Rập đứng riêng trong lề trên.",
            page=page.number,
            measured=measured,
            required=str(expected),
        )
    yield from _number_form(anatomy, page, line)


def _number_form(anatomy: Anatomy, page: MeasuredPage, line: TextLine) -> Iterator[RuleFinding]:
    if line.size_pt not in LIMITS.text_size_pt or line.has_bold or line.has_italic:
        measured = points(line.size_pt)
        yield error(
            "F14", "Số trang cỡ 13-14, kiểu chữ đứng.", page=page.number, measured=measured, required="13-14 pt"
        )
    text_centre = anatomy.text_centre_mm + (page.width_mm - anatomy.first_page.width_mm) / 2
    if min(abs(line.centre_mm - text_centre), abs(line.centre_mm - page.width_mm / 2)) > LIMITS.centre_tolerance_mm:
        yield error("F14", "Số trang phải ở giữa.", page=page.number, measured=millimetres(line.centre_mm))


def is_size(line: TextLine, low: float, high: float) -> bool:
    """Tell whether the line's size lies in the range, within the tolerance of sizes."""
    return low - LIMITS.size_tolerance_pt <= line.size_pt <= high + LIMITS.size_tolerance_pt


def points_between(upper: TextLine, lower: TextLine) -> float:
    """Return the distance of two baselines in pt."""
    return (lower.baseline_mm - upper.baseline_mm) * POINTS_PER_MM
