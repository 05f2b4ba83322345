"""Rules of paper, margins, font, colour and page numbers (F01-F15)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from documents.checking.anatomy import Anatomy
from documents.checking.findings import RuleFinding, error, millimetres, points, warning
from documents.checking.paper import Paper
from documents.checking.pdf_measure import MeasuredPage, MeasuredPdf, TextLine
from documents.checking.pdf_paper import usual_step_mm
from documents.checking.recognising import starts_appendix
from documents.layout import FONT_NAMES_ALLOWED, LIMITS, PAGE, POINTS_PER_MM

# So many lines of one paragraph at the head of a page, and the paragraph could have begun on the page before.
_LINES_THAT_DIVIDE = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check is about: the measured file, its components, and what it claims to be."""

    pdf: MeasuredPdf
    anatomy: Anatomy
    paper: Paper
    allowed_fonts: tuple[str, ...] = FONT_NAMES_ALLOWED

    @property
    def type_code(self) -> str:
        return self.paper.type_code


def check_pages(subject: Subject) -> Iterator[RuleFinding]:
    yield from _paper(subject)
    yield from _side_margins(subject)
    for page in subject.pdf.pages:
        yield from _top_and_bottom(subject, page)
        yield from _letters(subject, page)
    yield from _half_empty(subject)
    yield from _embedding(subject)
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
        at = next((line for line in anatomy.body if abs(line.left_mm - left) < 0.2), None)
        yield error("F03", "Lề trái phải từ 30 đến 35 mm.", at=at, measured=millimetres(left), required="30-35 mm")
    if right not in LIMITS.margin_right_mm:
        at = next((line for line in anatomy.body if abs(line.right_mm - anatomy.right_edge_mm) < 0.2), None)
        yield error("F04", "Lề phải phải từ 15 đến 20 mm.", at=at, measured=millimetres(right), required="15-20 mm")


def _top_and_bottom(subject: Subject, page: MeasuredPage) -> Iterator[RuleFinding]:
    content = subject.anatomy.content(page)
    if not content:
        return
    top = min(line.top_mm for line in content)
    # Text of the first row of a table stands lower by the padding of its cell.
    limit = LIMITS.margin_top_mm
    is_table_first = min(content, key=lambda line: line.top_mm).is_in_table
    if top not in limit and not (is_table_first and limit.low <= top <= limit.high + 8):
        first = min(content, key=lambda line: line.top_mm)
        yield error("F05", "Lề trên phải từ 20 đến 25 mm.", at=first, measured=millimetres(top), required="20-25 mm")
    content = [line for line in page.lines if line is not subject.anatomy.page_numbers.get(page.number)]
    rest = page.height_mm - max(line.bottom_mm for line in content)
    if rest < LIMITS.margin_bottom_mm.low - LIMITS.margin_bottom_mm.tolerance:
        last = max(content, key=lambda line: line.bottom_mm)
        yield error("F06", "Lề dưới phải từ 20 mm trở lên.", at=last, measured=millimetres(rest), required="20-25 mm")


def _half_empty(subject: Subject) -> Iterator[RuleFinding]:
    """A full page whose text ends high above the bottom margin although running text goes on overleaf.

    A heading, a table, a short paragraph or the end that stays with the signature may have moved overleaf: those say nothing.
    """
    anatomy = subject.anatomy
    step_mm = usual_step_mm(anatomy.body)
    allowed_mm = LIMITS.margin_bottom_mm.high + 2 * step_mm + LIMITS.paragraph_gap_pt / POINTS_PER_MM
    for page, following in pairwise(anatomy.main_pages):
        before, after = anatomy.content(page), anatomy.content(following)
        has_signature = any(line is anatomy.recipients_label for line in after)
        if page.is_landscape or following.is_landscape or not before or has_signature:
            continue
        if len(after) < _LINES_THAT_DIVIDE:
            continue
        opening, last = after[:_LINES_THAT_DIVIDE], max(before, key=lambda line: line.bottom_mm)
        edge = anatomy.left_edge_mm
        is_divisible = all(line.left_mm - edge < 1 for line in opening[1:]) and not opening[0].has_bold
        rest_mm = page.height_mm - last.bottom_mm
        if is_divisible and not last.is_in_table and not opening[0].is_in_table and rest_mm > allowed_mm:
            required = f"tối đa {millimetres(allowed_mm)}"
            message = "Trang còn trống nhiều ở cuối trong khi nội dung còn tiếp."
            yield warning("F06", message, at=last, measured=millimetres(rest_mm), required=required)


def _letters(subject: Subject, page: MeasuredPage) -> Iterator[RuleFinding]:
    """Font, colour, Unicode form and size of every letter; one finding per rule and page."""
    reported: set[str] = set()
    has_own_rule = _lines_with_rule_of_size(subject.anatomy)
    for line in page.lines:
        size = None if id(line) in has_own_rule else _size(line)
        for finding in (_font(subject, line), _colour(line), _unicode(line), size):
            if finding is not None and finding.rule not in reported:
                reported.add(finding.rule)
                yield finding


def _lines_with_rule_of_size(anatomy: Anatomy) -> set[int]:
    """Lines of components whose size has a rule of its own: a wrong one is not told twice."""
    groups: list[list[TextLine | None] | list[TextLine]] = [
        [anatomy.nation, anatomy.motto, anatomy.number, anatomy.date, anatomy.type_name, anatomy.recipients_label],
        [anatomy.drafter, anatomy.signer_name, anatomy.signing_text, *anatomy.page_numbers.values()],
        anatomy.left_block,
        anatomy.under_number,
        anatomy.subject,
        anatomy.body,
        anatomy.recipients,
        anatomy.signer,
        anatomy.circulation,
        anatomy.contact,
    ]
    groups += [
        [*text.left_block, text.type_name, *text.subject, *text.bracket, *text.body] for text in anatomy.attached
    ]
    for page in anatomy.appendix_pages:
        opening = [line for line in anatomy.content(page)[:6] if not line.is_in_table]
        groups.append([line for line in opening if starts_appendix(line.text) or line.is_bold or line.is_italic])
    return {id(line) for group in groups for line in group if line is not None}


def _font(subject: Subject, line: TextLine) -> RuleFinding | None:
    for glyph in line.glyphs:
        name = glyph.font.replace(" ", "")
        if glyph.text.strip() and not _is_private(glyph.text) and not name.startswith(subject.allowed_fonts):
            return error(
                "F07", "Phông chữ phải là Times New Roman.", at=line, measured=glyph.font, required="Times New Roman"
            )
    return None


def _colour(line: TextLine) -> RuleFinding | None:
    is_urgency = line.is_upper and line.page == 1 and line.colour_is_red
    if not is_urgency and any(max(glyph.colour) > LIMITS.black_at_most for glyph in line.glyphs if glyph.text.strip()):
        colour = next(glyph.colour for glyph in line.glyphs if max(glyph.colour) > LIMITS.black_at_most)
        measured = "RGB " + ", ".join(map(str, colour))
        return error("F08", "Chữ phải màu đen.", at=line, measured=measured, required="đen")
    return None


def _unicode(line: TextLine) -> RuleFinding | None:
    text = line.raw_text
    if _is_private(text) or not unicodedata.is_normalized("NFC", text):
        return error("F09", "Chữ không ở dạng Unicode dựng sẵn.", at=line, required="Unicode NFC")
    return None


def _is_private(text: str) -> bool:
    return any(character == "\ufffd" or unicodedata.category(character) == "Co" for character in text)


def _size(line: TextLine) -> RuleFinding | None:
    sizes = [glyph.size_pt for glyph in line.level_glyphs]
    wrong = [size for size in sizes if size not in LIMITS.any_size_pt or (size < 10.75 and not line.is_in_table)]
    if wrong:
        required = "11-14 pt, trong bảng 10-14 pt"
        return warning("F10", "Cỡ chữ lạ.", at=line, measured=points(wrong[0]), required=required)
    return None


def _embedding(subject: Subject) -> Iterator[RuleFinding]:
    for name in sorted(subject.pdf.fonts_not_embedded):
        yield error("F09", "Phông chữ không nhúng trong tệp.", measured=name)


def _page_numbers(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    if 1 in anatomy.page_numbers:
        yield error("F12", "Trang đầu không hiển thị số trang.", at=anatomy.page_numbers[1])
    for page in anatomy.main_pages[1:]:
        yield from _number_of(anatomy, page, page.number)
    expected = 0
    for page in anatomy.appendix_pages:
        line = anatomy.page_numbers.get(page.number)
        expected = 1 if line is None or line.text == "1" else expected + 1
        if line is not None and line.text != str(expected):
            message = "Phụ lục phải đánh số trang riêng từ 1."
            yield warning("F15", message, at=line, measured=line.text, required=str(expected))
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
            at=line,
            measured=measured,
            required=str(expected),
        )
    yield from _number_form(anatomy, page, line)


def _number_form(anatomy: Anatomy, page: MeasuredPage, line: TextLine) -> Iterator[RuleFinding]:
    if line.size_pt not in LIMITS.text_size_pt or line.has_bold or line.has_italic:
        measured = points(line.size_pt)
        yield error("F14", "Số trang cỡ 13-14, kiểu chữ đứng.", at=line, measured=measured, required="13-14 pt, đứng")
    text_centre = anatomy.text_centre_mm + (page.width_mm - anatomy.first_page.width_mm) / 2
    if min(abs(line.centre_mm - text_centre), abs(line.centre_mm - page.width_mm / 2)) > LIMITS.centre_tolerance_mm:
        required = millimetres(page.width_mm / 2)
        yield error("F14", "Số trang phải ở giữa.", at=line, measured=millimetres(line.centre_mm), required=required)


def is_size(line: TextLine, low: float, high: float) -> bool:
    """Tell whether the line's size lies in the range, within the tolerance of sizes."""
    return low - LIMITS.size_tolerance_pt <= line.size_pt <= high + LIMITS.size_tolerance_pt


def points_between(upper: TextLine, lower: TextLine) -> float:
    """Return the distance of two baselines in pt."""
    return (lower.baseline_mm - upper.baseline_mm) * POINTS_PER_MM
