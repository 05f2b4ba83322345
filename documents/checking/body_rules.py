"""Places of the text on the page: Kính gửi, edges, indents, gaps and line pitch (F36, F39-F42)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from documents.checking.anatomy import Anatomy
from documents.checking.findings import RuleFinding, error, millimetres, points, warning
from documents.checking.page_rules import Subject, points_between
from documents.checking.pdf_measure import TextLine
from documents.checking.pdf_paper import NEW_PARAGRAPH_STEP, usual_step_mm
from documents.layout import FONT_LINE_HEIGHT_EM, LIMITS


def check_body(subject: Subject) -> Iterator[RuleFinding]:
    yield from _addressees(subject)
    for anatomy in (subject.anatomy, *subject.anatomy.attached):
        lines = _running(anatomy)
        yield from _justified(anatomy, lines)
        yield from _indent(anatomy, lines)
        yield from _gaps(anatomy, lines)


def _running(anatomy: Anatomy) -> list[TextLine]:
    """Lines of the text itself: from the first paragraph on, without Kính gửi and other centred lines."""
    edge = anatomy.left_edge_mm
    allowed = [0.0, *LIMITS.indent_mm]
    return [
        line
        for line in anatomy.body
        if any(abs(line.left_mm - edge - each) < 8 for each in allowed) and not _is_centred_heading(anatomy, line)
    ]


def _is_centred_heading(anatomy: Anatomy, line: TextLine) -> bool:
    """A long bold line in the middle, such as the authority of a decision."""
    inside_mm = line.left_mm - anatomy.left_edge_mm
    is_at_indent = any(abs(inside_mm - each) < LIMITS.indent_tolerance_mm for each in (0.0, *LIMITS.indent_mm))
    is_centred = abs(line.centre_mm - anatomy.text_centre_mm) < LIMITS.centre_tolerance_mm
    return line.is_bold and is_centred and not is_at_indent


def _addressees(subject: Subject) -> Iterator[RuleFinding]:
    """Several addressees: dashes at one place, below the colon."""
    anatomy = subject.anatomy
    label = next((line for line in anatomy.body if line.text.startswith("Kính gửi")), None)
    if label is None or label.text.rstrip() != "Kính gửi:":
        return
    colon = label.right_mm
    dashes = [
        line
        for line in anatomy.body
        if line.text.startswith(("- ", "– ")) and line.left_mm > label.left_mm + 5 and line.page == label.page
    ]
    if dashes and max(line.left_mm for line in dashes) - min(line.left_mm for line in dashes) > 1:
        yield error("F36", "Các gạch đầu dòng của “Kính gửi” phải thẳng hàng.", at=dashes[-1])
    if dashes and abs(dashes[0].left_mm - colon) > 6:
        message = "Gạch đầu dòng phải ở dưới dấu hai chấm của “Kính gửi:”."
        measured, required = millimetres(dashes[0].left_mm), millimetres(colon)
        yield warning("F36", message, at=dashes[0], measured=measured, required=required)


def _full_lines(anatomy: Anatomy, lines: list[TextLine]) -> list[TextLine]:
    """Lines with a further line of the same paragraph below them: those must reach the right edge."""
    edge, usual_mm = anatomy.left_edge_mm, usual_step_mm(lines)
    return [
        line
        for line, following in pairwise(lines)
        if line.page == following.page
        and abs(following.left_mm - edge) < 1
        and 0 < following.baseline_mm - line.baseline_mm < NEW_PARAGRAPH_STEP * usual_mm
    ]


def _justified(anatomy: Anatomy, lines: list[TextLine]) -> Iterator[RuleFinding]:
    full = _full_lines(anatomy, lines)
    ragged = [line for line in full if abs(line.right_mm - anatomy.right_edge_mm) > 0.5]
    # One line that a very long word broke early says nothing of a short text.
    if len(ragged) > max(1, 0.05 * len(full)):
        yield error(
            "F39",
            "Nội dung phải dàn đều cả hai lề.",
            at=ragged[0],
            measured=f"{len(ragged)}/{len(full)} dòng không tới lề phải",
            required="dưới 5%",
        )


def _indent(anatomy: Anatomy, lines: list[TextLine]) -> Iterator[RuleFinding]:
    edge = anatomy.left_edge_mm
    starts = [line for line in lines if line.left_mm - edge > 1.5]
    indents = Counter(round(line.left_mm - edge, 1) for line in starts)
    if not lines:
        return
    if not indents:
        message = "Đầu đoạn phải lùi vào 1 cm hoặc 1,27 cm."
        yield error("F40", message, at=lines[0], measured="0 mm", required="10 hoặc 12,7 mm")
        return
    usual = indents.most_common(1)[0][0]
    allowed, tolerance = LIMITS.indent_mm, LIMITS.indent_tolerance_mm
    if all(abs(usual - each) > tolerance for each in allowed):
        message = "Đầu đoạn phải lùi vào 1 cm hoặc 1,27 cm."
        yield error("F40", message, at=starts[0], measured=millimetres(usual), required="10 hoặc 12,7 mm")
    for line in starts:
        if abs(line.left_mm - edge - usual) > tolerance:
            yield error(
                "F40",
                "Đoạn lùi khác các đoạn khác.",
                at=line,
                measured=millimetres(line.left_mm - edge),
                required=millimetres(usual),
            )
            return


def _gaps(anatomy: Anatomy, lines: list[TextLine]) -> Iterator[RuleFinding]:
    edge = anatomy.left_edge_mm
    full = {id(line) for line in _full_lines(anatomy, lines)}
    pitches = [
        points_between(line, following)
        for line, following in pairwise(lines)
        if id(line) in full and following.left_mm - edge < 1
    ]
    if not pitches:
        return
    pitch = Counter(round(value, 1) for value in pitches).most_common(1)[0][0]
    size = Counter(round(line.size_pt) for line in lines).most_common(1)[0][0]
    single = size * FONT_LINE_HEIGHT_EM
    if not LIMITS.line_spacing.low * single - 0.3 <= pitch <= LIMITS.line_spacing.high * single + 0.3:
        yield error(
            "F42",
            "Cách dòng từ dòng đơn đến 1,5 dòng.",
            at=lines[0],
            measured=points(pitch),
            required=f"{points(single)} - {points(1.5 * single)}",
        )
    for line, following in pairwise(lines):
        is_new = following.left_mm - edge > 5 and line.page == following.page
        gap = points_between(line, following) - pitch
        if is_new and gap < LIMITS.paragraph_gap_pt - 0.5:
            yield error(
                "F41",
                "Khoảng cách giữa các đoạn tối thiểu 6 pt.",
                at=following,
                measured=points(gap),
                required="6 pt",
            )
            return
