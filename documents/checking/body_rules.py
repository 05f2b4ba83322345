"""Rules of the text: Kính gửi, căn cứ, paragraphs, headings and their numbers (F35-F47, F58)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from documents import wording
from documents.checking.findings import RuleFinding, error, millimetres, points, warning
from documents.checking.page_rules import Subject, is_size, points_between
from documents.checking.pdf_measure import TextLine
from documents.layout import FONT_LINE_HEIGHT_EM, LIMITS

_POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_SECTION = re.compile(r"^([IVXLC]+)\. ")
_ARTICLE = re.compile(r"^Điều (\d+)\.")
_CLAUSE = re.compile(r"^(\d+)\. ")
_POINT = re.compile(r"^([a-zđ])\) ")
_PART = re.compile(r"^(Phần|Chương) ([IVXLC]+)$")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# A line further below than this belongs to something else than the paragraph above it.
LONGEST_STEP_LINES = 3
_MUST_ADDRESS = {"CV", "TTr"}


def check_body(subject: Subject) -> Iterator[RuleFinding]:
    yield from _addressees(subject)
    yield from _bases(subject)
    lines = _running(subject)
    yield from _size(lines)
    yield from _justified(subject, lines)
    yield from _indent(subject, lines)
    yield from _gaps(subject, lines)
    yield from _headings(subject, lines)
    yield from _end_mark(subject)


def _running(subject: Subject) -> list[TextLine]:
    """Lines of the text itself: from the first paragraph on, without Kính gửi and other centred lines."""
    edge = subject.anatomy.left_edge_mm
    allowed = [0.0, *LIMITS.indent_mm]
    return [line for line in subject.anatomy.body if any(abs(line.left_mm - edge - each) < 8 for each in allowed)]


def _addressees(subject: Subject) -> Iterator[RuleFinding]:
    labels = [line for line in subject.anatomy.body if line.text.startswith("Kính gửi")]
    if not labels and subject.type_code in _MUST_ADDRESS:
        yield error("F35", "Thiếu “Kính gửi”.", page=1)
    if labels and subject.type_code not in wording.ADDRESSED_TYPES:
        yield error("F35", "Loại văn bản này không có “Kính gửi”.", page=1)
    if not labels:
        return
    label = labels[0]
    if not is_size(label, 13, 14) or label.has_bold or label.has_italic or ":" not in label.text:
        yield error("F36", "“Kính gửi:” cỡ 13-14, kiểu chữ đứng, có dấu hai chấm.", page=1, measured=label.text)
    if label.text.rstrip() != "Kính gửi:":
        return
    colon = label.right_mm
    dashes = [line for line in subject.anatomy.body if line.text.startswith("- ") and line.left_mm > label.left_mm + 5]
    if dashes and max(line.left_mm for line in dashes) - min(line.left_mm for line in dashes) > 1:
        yield error("F36", "Các gạch đầu dòng của “Kính gửi” phải thẳng hàng.", page=1)
    if dashes and abs(dashes[0].left_mm - colon) > 6:
        yield warning(
            "F36",
            "Gạch đầu dòng phải ở dưới dấu hai chấm của “Kính gửi:”.",
            page=1,
            measured=millimetres(dashes[0].left_mm),
            required=millimetres(colon),
        )


def _bases(subject: Subject) -> Iterator[RuleFinding]:
    """Căn cứ paragraphs stand in italics; each ends with ";" and the last with "."."""
    for line in subject.anatomy.body:
        if line.text.startswith("Căn cứ ") and line.page == 1 and line.text.endswith(";") and not line.is_italic:
            yield error("F37", "Căn cứ ban hành in nghiêng.", page=1, measured=line.text[:50])


def _size(lines: list[TextLine]) -> Iterator[RuleFinding]:
    plain = [line for line in lines if not line.has_bold]
    sizes = Counter(round(line.size_pt * 2) / 2 for line in plain)
    if not sizes:
        return
    usual = sizes.most_common(1)[0][0]
    if usual not in (13.0, 14.0):
        yield error("F38", "Nội dung văn bản phải cỡ 13 hoặc 14.", measured=points(usual), required="13 hoặc 14 pt")
    for line in plain:
        if abs(line.size_pt - usual) > LIMITS.size_tolerance_pt:
            yield error(
                "F38",
                f"Nội dung không cùng cỡ chữ: “{line.text[:40]}”.",
                page=line.page,
                measured=points(line.size_pt),
                required=points(usual),
            )
            return


def _full_lines(subject: Subject, lines: list[TextLine]) -> list[TextLine]:
    """Lines with a further line of the same paragraph below them: those must reach the right edge."""
    edge = subject.anatomy.left_edge_mm
    return [
        line
        for line, following in pairwise(lines)
        if line.page == following.page
        and abs(following.left_mm - edge) < 1
        and points_between(line, following) < line.size_pt * FONT_LINE_HEIGHT_EM * LONGEST_STEP_LINES
    ]


def _justified(subject: Subject, lines: list[TextLine]) -> Iterator[RuleFinding]:
    full = _full_lines(subject, lines)
    ragged = [line for line in full if abs(line.right_mm - subject.anatomy.right_edge_mm) > 0.5]
    if full and len(ragged) > 0.05 * len(full):
        yield error(
            "F39",
            "Nội dung phải dàn đều cả hai lề.",
            page=ragged[0].page,
            measured=f"{len(ragged)}/{len(full)} dòng không tới lề phải",
            required="dưới 5%",
        )


def _indent(subject: Subject, lines: list[TextLine]) -> Iterator[RuleFinding]:
    edge = subject.anatomy.left_edge_mm
    starts = [line for line in lines if line.left_mm - edge > 1.5]
    indents = Counter(round(line.left_mm - edge, 1) for line in starts)
    if not lines:
        return
    if not indents:
        yield error("F40", "Đầu đoạn phải lùi vào 1 cm hoặc 1,27 cm.", measured="0 mm", required="10 hoặc 12,7 mm")
        return
    usual = indents.most_common(1)[0][0]
    allowed, tolerance = LIMITS.indent_mm, LIMITS.indent_tolerance_mm
    if all(abs(usual - each) > tolerance for each in allowed):
        yield error(
            "F40", "Đầu đoạn phải lùi vào 1 cm hoặc 1,27 cm.", measured=millimetres(usual), required="10 hoặc 12,7 mm"
        )
    for line in starts:
        if abs(line.left_mm - edge - usual) > tolerance:
            yield error(
                "F40",
                f"Đoạn lùi khác các đoạn khác: “{line.text[:40]}”.",
                page=line.page,
                measured=millimetres(line.left_mm - edge),
                required=millimetres(usual),
            )
            return


def _gaps(subject: Subject, lines: list[TextLine]) -> Iterator[RuleFinding]:
    edge = subject.anatomy.left_edge_mm
    full = {id(line) for line in _full_lines(subject, lines)}
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
            measured=points(pitch),
            required=f"{points(single)} - {points(1.5 * single)}",
        )
    for line, following in pairwise(lines):
        is_new = following.left_mm - edge > 5 and line.page == following.page
        gap = points_between(line, following) - pitch
        if is_new and gap < LIMITS.paragraph_gap_pt - 0.5:
            yield error(
                "F41",
                f"Khoảng cách giữa các đoạn tối thiểu 6 pt: “{following.text[:40]}”.",
                page=following.page,
                measured=points(gap),
                required="6 pt",
            )
            return


def _headings(subject: Subject, lines: list[TextLine]) -> Iterator[RuleFinding]:
    edge = subject.anatomy.left_edge_mm
    starts = [line for line in lines if line.left_mm - edge > 5]
    yield from _parts(subject)
    sections = [(line, match[1]) for line in starts if line.has_bold and (match := _SECTION.match(line.text))]
    for position, (line, numeral) in enumerate(sections, start=1):
        if not line.is_bold or not line.is_upper or line.has_italic:
            yield error("F44", f"Đề mục phải in hoa, đậm, đứng: “{line.text[:40]}”.", page=line.page)
        if _roman(numeral) != position:
            yield error(
                "F44",
                f"Đề mục không liên tục: “{line.text[:40]}”.",
                page=line.page,
                measured=numeral,
                required=str(position),
            )
            break
    articles = [(line, int(match[1])) for line in starts if (match := _ARTICLE.match(line.text)) and line.starts_bold]
    for position, (line, number) in enumerate(articles, start=1):
        if number != position:
            yield error("F45", "Các điều không liên tục.", page=line.page, measured=str(number), required=str(position))
            break
    yield from _clauses_and_points(starts)


def _parts(subject: Subject) -> Iterator[RuleFinding]:
    for line, following in pairwise(subject.anatomy.body):
        if not _PART.match(line.text):
            continue
        is_centred = abs(line.centre_mm - subject.anatomy.text_centre_mm) <= LIMITS.centre_tolerance_mm
        if not is_centred or not line.is_bold or not following.is_upper or not following.is_bold:
            yield error(
                "F43",
                "Phần, chương: dòng riêng, ở giữa, đậm; dòng sau là tiêu đề in hoa.",
                page=line.page,
                measured=line.text,
            )


def _clauses_and_points(starts: list[TextLine]) -> Iterator[RuleFinding]:
    clause, point = 0, -1
    for line in starts:
        if line.has_bold and (_SECTION.match(line.text) or _ARTICLE.match(line.text)):
            clause, point = 0, -1
        elif match := _CLAUSE.match(line.text):
            if int(match[1]) not in (1, clause + 1):
                yield warning(
                    "F46",
                    f"Khoản không liên tục: “{line.text[:40]}”.",
                    page=line.page,
                    measured=match[1],
                    required=str(clause + 1),
                )
            clause, point = int(match[1]), -1
        elif match := _POINT.match(line.text):
            position = _POINT_LETTERS.find(match[1])
            if position not in (0, point + 1):
                expected = _POINT_LETTERS[point + 1 : point + 2]
                yield warning(
                    "F47",
                    f"Điểm không theo thứ tự chữ cái: “{line.text[:40]}”.",
                    page=line.page,
                    measured=match[1],
                    required=expected,
                )
            point = position


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _end_mark(subject: Subject) -> Iterator[RuleFinding]:
    body = subject.anatomy.body
    if body and not body[-1].text.endswith(wording.END_MARK):
        yield warning("F58", "Nội dung văn bản kết thúc bằng “./.”.", page=body[-1].page, measured=body[-1].text[-30:])
