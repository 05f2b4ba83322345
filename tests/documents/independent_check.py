"""The rules of the official format measured a second time, by other means than the portal's own checker.

Every number below was written from docs/domain/official-format.md, section 6; nothing is imported from the printer, from
its layout or from the checker. A finding is a line "F23 page 1: …". The pages are told apart by their printed numbers: a page
without one begins a new part (the paper itself, a text issued with it, an appendix).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tests.documents.independent_measure import MM, Line, Page, Stroke, measure_pdf

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LEFT, RIGHT, TOP, BOTTOM = (30.0, 35.0), (15.0, 20.0), (20.0, 25.0), 20.0
SHEET = (210.0, 297.0)
INDENTS = (10.0, 12.7)
SINGLE = 1.15  # of the size: single line spacing of the Times family
CODES = {"KH", "BC", "TB", "GM", "TTr", "QĐ", "CTr"}
URGENCIES = {"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"}
CIRCULATIONS = {"LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI"}
DEGREES = re.compile(r"^(?:GS|PGS|TS|ThS|BS|KS|CN)\b")
SYMBOL_GROUP = r"[^\W\d_a-z][\w&]*"
SYMBOL = rf"({SYMBOL_GROUP}(?:-{SYMBOL_GROUP})+)"
NUMBER = re.compile(rf"^Số: (\d{{2,}})/{SYMBOL}$")
BLANK_NUMBER = re.compile(rf"^Số: ?(\d*) ?/{SYMBOL}$")
DATE = re.compile(r"^[^\W\d_a-z][^,]*, ngày (\d\d) tháng (01|02|[3-9]|1[0-2]) năm (\d{4})$")
BLANK_DATE = re.compile(r"^[^\W\d_a-z][^,]*, ngày (?:\d\d)? ?tháng (?:01|02|[3-9]|1[0-2])? ?năm ?(?:\d{4})?$")
APPENDIX_LABEL = re.compile(r"^Phụ lục(?: [IVXLC]+)?$")


@dataclass(slots=True)
class Part:
    """Pages with one row of numbers: the paper, an attached text or an appendix."""

    pages: list[Page]

    @property
    def first(self) -> Page:
        return self.pages[0]

    @property
    def has_heading(self) -> bool:
        return any(line.text == NATION for line in self.first.lines)


def check_pdf(data: bytes, *, type_code: str, is_draft: bool = False, parts: int | None = None) -> list[str]:
    """Return what breaks a rule on any page. `parts` is how many rows of page numbers the file should have."""
    return check_pages(measure_pdf(data), type_code=type_code, is_draft=is_draft, parts=parts)


def check_pages(pages: list[Page], *, type_code: str, is_draft: bool = False, parts: int | None = None) -> list[str]:
    """Return what breaks a rule on the measured pages."""
    found = [finding for page in pages for finding in _every_page(page)]
    split = _parts(pages)
    if parts is not None and len(split) != parts:
        found.append(f"F15 the file has {len(split)} rows of page numbers instead of {parts}")
    for part in split:
        found += _numbers(part)
    main = split[0]
    found += _heading(main, is_attached=False)
    found += _number_and_date(main.first, type_code=type_code, is_draft=is_draft)
    found += _title(main, type_code)
    found += _body(main)
    found += _closing(main, type_code)
    for part in split[1:]:
        if part.has_heading:
            found += _heading(part, is_attached=True)
            found += _title(part, "")
            found += _body(part)
        else:
            found += _appendix(part, len([each for each in split if _label(each) is not None]), main)
    found += _references(split)
    return found


# --- Every page: paper, margins, letters ------------------------------------------------------------------------------


def contact_lines(page: Page) -> list[Line]:
    """The address at the foot of page 1, under a rule as wide as the text (ô 13)."""
    wide = [rule.y for rule in page.rules if rule.length > 160 and rule.y > 240 and not page.tables]
    wide += [
        rule.y
        for rule in page.rules
        if rule.length > 160 and rule.y > max((t.y1 for t in page.tables), default=240) + 1
    ]
    return [line for line in page.content if wide and line.y > max(wide)] if page.number == 1 else []


def _every_page(page: Page) -> Iterator[str]:
    at = f"page {page.number}:"
    short, long = sorted((page.width, page.height))
    if abs(short - SHEET[0]) > 1 or abs(long - SHEET[1]) > 1:
        yield f"F01 {at} sheet {page.width:.1f} x {page.height:.1f}"
    if page.number == 1 and page.width > page.height:
        yield f"F02 {at} the first page lies on its side"
    content = [line for line in page.content if line.text not in CIRCULATIONS]
    for line in content:
        if line.x0 < LEFT[0] - 0.5:
            yield f"F03 {at} {line.x0:.1f} mm: {line.text[:40]}"
        if line.x1 > page.width - RIGHT[0] + 0.5:
            yield f"F04 {at} ends at {line.x1:.1f} mm: {line.text[:40]}"
        if line.bottom > page.height - BOTTOM + 1:
            yield f"F06 {at} ends at {line.bottom:.1f} mm: {line.text[:40]}"
    for table in page.tables:
        if table.x0 < LEFT[0] - 0.7 or table.x1 > page.width - RIGHT[0] + 0.7:
            yield f"F03 {at} table from {table.x0:.1f} to {table.x1:.1f} mm"
        if table.y0 < TOP[0] - 1 or table.y1 > page.height - BOTTOM + 1:
            yield f"F06 {at} table from {table.y0:.1f} to {table.y1:.1f} mm high"
    if content:
        highest = min(content, key=lambda line: line.top)
        tops = [table.y0 for table in page.tables] if highest.in_table else [highest.top]
        if not TOP[0] - 1 <= min(tops) <= TOP[1] + 1:
            yield f"F05 {at} begins at {min(tops):.1f} mm: {highest.text[:40]}"
    for line in contact_lines(page):
        yield from _form("F66", line, 11, 12, bold=False)
    yield from _letters(page)


def _letters(page: Page) -> Iterator[str]:
    at = f"page {page.number}:"
    for name in page.not_embedded:
        yield f"F09 {at} {name} is not embedded"
    for line in page.lines:
        raw = "".join(glyph.text for glyph in line.glyphs)
        if any(not glyph.font.startswith(("Tinos", "LiberationSerif", "TimesNewRoman")) for glyph in line.ink):
            yield f"F07 {at} { ({glyph.font for glyph in line.ink}) }: {line.text[:40]}"
        is_mark = page.number == 1 and line.text in URGENCIES
        if any(max(glyph.colour) > 40 for glyph in line.ink) and not is_mark:
            yield f"F08 {at} coloured: {line.text[:40]}"
        if not unicodedata.is_normalized("NFC", raw) or any(
            letter == "\ufffd" or unicodedata.category(letter) in {"Co", "Cs", "Cn"} for letter in raw
        ):
            yield f"F09 {at} letters: {raw[:40]!r}"
        sizes = [glyph.size for glyph in line.ink if abs(glyph.y - line.y) < 0.5]
        if min(sizes) < (10 if line.in_table else 11) - 0.25 or max(sizes) > 14.25:
            yield f"F10 {at} {min(sizes):.1f}-{max(sizes):.1f} pt: {line.text[:40]}"


# --- Page numbers -----------------------------------------------------------------------------------------------------


def _parts(pages: list[Page]) -> list[Part]:
    parts: list[Part] = []
    for page in pages:
        if page.page_number is None or not parts:
            parts.append(Part([page]))
        else:
            parts[-1].pages.append(page)
    return parts


def _numbers(part: Part) -> Iterator[str]:
    if part.first.number == 1 and part.first.page_number is not None:
        yield "F12 page 1: shows a number"
    for expected, page in enumerate(part.pages, start=1):
        line = page.page_number
        if line is None:
            continue
        at = f"page {page.number}:"
        if line.text != str(expected):
            yield f"{'F13' if part.first.number == 1 else 'F15'} {at} number {line.text} instead of {expected}"
        if line.bottom > TOP[0] + 1:
            yield f"F13 {at} number at {line.y:.1f} mm, not in the top margin"
        if not 12.75 <= line.size <= 14.25 or line.has_bold or line.has_italic:
            yield f"F14 {at} number {line.size} pt, {line.ink[0].font}"
        text_centre = (LEFT[0] + page.width - RIGHT[0]) / 2
        if min(abs(line.centre - text_centre), abs(line.centre - page.width / 2)) > 2:
            yield f"F14 {at} number centred on {line.centre:.1f} mm"


# --- Heading of page 1 ------------------------------------------------------------------------------------------------


def _form(rule: str, line: Line, low: float, high: float, *, bold: bool, italic: bool = False) -> Iterator[str]:
    at = f"page {line.page}:"
    if not low - 0.25 <= line.size <= high + 0.25:
        yield f"{rule} {at} {line.size} pt: {line.text[:40]}"
    if (not line.is_bold if bold else line.has_bold) or (not line.is_italic if italic else line.has_italic):
        yield f"{rule} {at} {line.ink[0].font}: {line.text[:40]}"


def _centred(rule: str, line: Line, centre: float, tolerance: float = 2) -> Iterator[str]:
    if abs(line.centre - centre) > tolerance:
        yield f"{rule} page {line.page}: centred on {line.centre:.1f} mm instead of {centre:.1f}: {line.text[:40]}"


def _rule_below(page: Page, line: Line) -> Stroke | None:
    below = [
        rule
        for rule in page.rules
        if 0.3 < (rule.y - line.y) * MM <= 12.5 and abs(rule.centre - line.centre) < max(10, line.width / 2)
    ]
    return min(below, key=lambda rule: rule.y, default=None)


def _share(rule: str, page: Page, lines: list[Line]) -> Iterator[str]:
    """A drawn rule of 1/3 to 1/2 of the longest or the last line, centred under it (F21, F32)."""
    drawn = _rule_below(page, lines[-1])
    if drawn is None:
        yield f"{rule} page {page.number}: no rule under: {lines[-1].text[:40]}"
        return
    widths = (max(line.width for line in lines), lines[-1].width)
    if not any(width / 3 - 1 <= drawn.length <= width / 2 + 1 for width in widths):
        yield f"{rule} page {page.number}: rule of {drawn.length:.1f} mm under {widths[0]:.1f} mm"
    if abs(drawn.centre - lines[-1].centre) > 2:
        yield f"{rule} page {page.number}: rule centred on {drawn.centre:.1f} mm"


def _heading(part: Part, *, is_attached: bool) -> Iterator[str]:
    page = part.first
    at = f"page {page.number}:"
    if any(re.search(r"[_─—]{4,}", line.text) for line in page.lines):
        yield f"F18 {at} a rule made of characters"
    nation = next((line for line in page.lines if line.text == NATION), None)
    motto = next((line for line in page.lines if line.text == MOTTO), None)
    if nation is None or motto is None:
        yield f"F16 {at} nation or motto missing"
        return
    yield from _form("F16", nation, 12, 13, bold=True)
    yield from _form("F17", motto, 13, 14, bold=True)
    yield from _centred("F17", motto, nation.centre)
    if nation.centre < (LEFT[0] + page.width - RIGHT[0]) / 2 or nation.top > TOP[1] + 1:
        yield f"F16 {at} nation at {nation.centre:.1f}, {nation.top:.1f} mm"
    if (motto.y - nation.y) * MM > 1.25 * SINGLE * motto.size:
        yield f"F17 {at} motto {(motto.y - nation.y) * MM:.1f} pt under the nation"
    if abs(motto.size - nation.size - 1) > 0.25:
        yield f"F11 {at} {nation.size} and {motto.size} pt"
    drawn = _rule_below(page, motto)
    if drawn is None or abs(drawn.length - motto.width) > 3 or abs(drawn.centre - motto.centre) > 2:
        yield f"F18 {at} rule under the motto {drawn}"
    elif not 0.5 <= (drawn.y - motto.y) * MM <= 12.5:
        yield f"F18 {at} rule {(drawn.y - motto.y) * MM:.1f} pt under the motto"
    yield from _agencies(page, nation, is_attached=is_attached)


def _left_block(page: Page) -> list[Line]:
    """The names of the bodies: what stands left of the nation, above the number or above the rule of the heading."""
    nation = next(line for line in page.lines if line.text == NATION)
    number = next((line for line in page.lines if line.text.startswith("Số:")), None)
    end = number.y - 1 if number else nation.y + 45
    left = [line for line in page.content if line.y < end and line.x1 < nation.x1 - 20 and line.centre < nation.x0]
    last_bold = max((line.y for line in left if line.is_bold), default=0.0)
    return sorted((line for line in left if line.y <= last_bold + 0.1), key=lambda line: line.y)


def _agencies(page: Page, nation: Line, *, is_attached: bool) -> Iterator[str]:
    at = f"page {page.number}:"
    block = _left_block(page)
    if not block:
        yield f"F20 {at} no issuer"
        return
    issuer = [line for line in block if line.has_bold]
    for line in block:
        yield from _form("F20" if line.has_bold else "F19", line, 12, 13, bold=line.has_bold)
        yield from _centred("F20", line, block[0].centre)
        if not line.is_upper:
            yield f"F20 {at} {line.text}"
    for above, line in pairwise(block):
        if (line.y - above.y) * MM > 1.25 * SINGLE * line.size:
            yield f"F20 {at} lines of the bodies {(line.y - above.y) * MM:.1f} pt apart"
    if issuer:
        yield from _share("F21", page, issuer)
    end = max(line.x1 for line in block)
    width = page.width - RIGHT[0] - LEFT[0]
    if end > LEFT[0] + 0.48 * width or nation.x0 < LEFT[0] + 0.40 * width - 0.5 or end > nation.x0:
        yield f"F22 {at} left block ends at {end:.1f} mm, right one begins at {nation.x0:.1f} mm"
    if abs(block[0].y - nation.y) > 3:
        yield f"F22 {at} the blocks begin at {block[0].y:.1f} and {nation.y:.1f} mm"


def _number_and_date(page: Page, *, type_code: str, is_draft: bool) -> Iterator[str]:
    number = next((line for line in page.lines if line.text.startswith("Số:")), None)
    placed = next((line for line in page.lines if re.search(r"ngày.*tháng.*năm", line.text) and line.y < 80), None)
    motto = next((line for line in page.lines if line.text == MOTTO), None)
    if number is None or placed is None or motto is None:
        yield "F23 page 1: no number, no date or no motto"
        return
    yield from _form("F23", number, 13, 13, bold=False)
    block = _left_block(page)
    if block:
        yield from _centred("F23", number, block[-1].centre, 3)
    match = NUMBER.match(number.text) or (BLANK_NUMBER.match(number.text) if is_draft else None)
    if match is None:
        yield f"F24 page 1: {number.text}"
    else:
        digits, symbol = match[1], match[2]
        if digits and (len(digits) == 1 or (digits[0] == "0" and len(digits) > 2)):
            yield f"F25 page 1: {digits}"
        groups = symbol.split("-")
        if (type_code in CODES and groups[0] != type_code) or (type_code == "CV" and "CV" in groups):
            yield f"F26 page 1: {symbol} in a {type_code}"
    if abs(placed.y - number.y) > 3:
        yield f"F27 page 1: number at {number.y:.1f} mm, date at {placed.y:.1f} mm"
    yield from _form("F28", placed, 13, 14, bold=False, italic=True)
    yield from _centred("F28", placed, motto.centre)
    if abs(placed.size - motto.size) > 0.25:
        yield f"F11 page 1: date {placed.size} pt, motto {motto.size} pt"
    written = DATE.match(placed.text)
    if written is None and not (is_draft and BLANK_DATE.match(placed.text)):
        yield f"F29 page 1: {placed.text}"
    if written is not None:
        try:
            date(int(written[3]), int(written[2]), int(written[1]))
        except ValueError:
            yield f"F29 page 1: no such day: {placed.text}"


# --- Title ------------------------------------------------------------------------------------------------------------


def _heading_end(page: Page) -> float:
    """Where the heading ends: under number, V/v, mark of urgency, or the rules of an attached text."""
    nation = next(line for line in page.lines if line.text == NATION)
    number = next((line for line in page.lines if line.text.startswith("Số:") and line.y < 100), None)
    middle = (LEFT[0] + page.width - RIGHT[0]) / 2
    aside = [rule.y for rule in page.rules if rule.y < nation.y + 45 and abs((rule.x0 + rule.x1) / 2 - middle) > 5]
    end = number.y if number else max(aside, default=nation.y)
    for line in sorted(page.content, key=lambda line: line.y):
        is_left = line.x1 < 112 and number is not None and abs(line.centre - number.centre) < 4
        if line.y > end and is_left and line.y - end < 16 and not line.text.startswith("Kính gửi"):
            end = line.y
    return end


def _title(part: Part, type_code: str) -> Iterator[str]:
    page = part.first
    at = f"page {page.number}:"
    end = _heading_end(page)
    after = [line for line in sorted(page.content, key=lambda line: line.y) if line.y > end + 1]
    centre = (LEFT[0] + page.width - RIGHT[0]) / 2
    if type_code == "CV":
        yield from _letter_subject(page)
        return
    if not after:
        yield f"F30 {at} no type name"
        return
    kind = after[0]
    yield from _form("F30", kind, 13, 14, bold=True)
    yield from _centred("F30", kind, centre)
    if not kind.is_upper:
        yield f"F30 {at} {kind.text}"
    subject = _subject(after)
    if not subject:
        yield f"F31 {at} no subject"
        return
    for line in subject:
        yield from _form("F31", line, 13, 14, bold=True)
        yield from _centred("F31", line, centre)
    if subject[0].text.startswith("V/v") or (all(line.is_upper for line in subject) and len(subject[0].text) > 20):
        yield f"F31 {at} {subject[0].text}"
    if subject[0].y - kind.y > 10:
        yield f"F31 {at} subject {subject[0].y - kind.y:.1f} mm under the type name"
    yield from _share("F32", page, subject)


def _subject(after: list[Line]) -> list[Line]:
    """The bold lines that follow the type name at single spacing."""
    subject: list[Line] = []
    for above, line in pairwise(after):
        if not line.is_bold or line.in_table or (line.y - above.y) * MM > 1.3 * SINGLE * line.size:
            break
        subject.append(line)
    return subject


def _letter_subject(page: Page) -> Iterator[str]:
    number = next((line for line in page.lines if line.text.startswith("Số:")), None)
    first = next((line for line in page.lines if line.text.startswith("V/v ")), None)
    if number is None or first is None:
        yield "F33 page 1: no V/v under the number"
        return
    end = _heading_end(page)
    for line in page.content:
        is_mark = line.text in URGENCIES
        if first.y - 0.1 <= line.y <= end and abs(line.centre - number.centre) < 30 and line.x1 < 112 and not is_mark:
            yield from _form("F33", line, 12, 13, bold=False)
            yield from _centred("F33", line, number.centre, 3)
    gap = (first.y - number.y) * MM - SINGLE * first.size
    if not 4 <= gap <= 8:
        yield f"F34 page 1: {gap:.1f} pt over V/v"


# --- Body -------------------------------------------------------------------------------------------------------------


def body_lines(part: Part) -> list[Line]:
    """The running text of a part: no tables, no heading, no title, no closing; centred lines left out."""
    first = part.first
    end = _heading_end(first)
    after = [line for line in sorted(first.content, key=lambda line: line.y) if line.y > end + 1]
    opening = {id(line) for line in [*after[:1], *_subject(after)]} if after and after[0].is_bold else set()
    label = _recipients_label(part)
    found: list[Line] = []
    opening |= {id(line) for line in contact_lines(first)}
    for page in part.pages:
        centre = (LEFT[0] + page.width - RIGHT[0]) / 2
        for line in page.content:
            if (page is first and line.y <= end + 1) or line.in_table or id(line) in opening:
                continue
            if label is not None and (page.number, line.y) >= (label.page, label.y - 3):
                continue
            is_inside = line.x0 - LEFT[0] > 0.6 and abs(line.x0 - LEFT[0] - 10) > 0.7
            is_title = line.is_bold and abs(line.centre - centre) < 2 and is_inside
            is_bracket = line.is_italic and abs(line.centre - centre) < 2 and line.x0 - LEFT[0] > 0.6
            if not is_title and not is_bracket and not (line.size < 11.5 and label is not None):
                found.append(line)
    return found


def _body(part: Part) -> Iterator[str]:
    lines = [line for line in body_lines(part) if not _is_addressee(part, line) and not _is_signature(part, line)]
    plain = [line for line in lines if not line.has_bold]
    if not lines:
        return
    usual = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0]
    if usual not in (13.0, 14.0):
        yield f"F38 body of {usual} pt"
    for line in plain:
        is_basis = line.text.startswith(("Căn cứ", "Theo", "Xét")) or line.is_italic
        if abs(line.size - usual) > 0.25 or (line.has_italic and not is_basis):
            yield f"F38 page {line.page}: {line.size} pt, {line.ink[0].font}: {line.text[:40]}"
    indents = {round(line.x0 - LEFT[0], 1) for line in lines if line.x0 - LEFT[0] > 1}
    for line in lines:
        offset = line.x0 - LEFT[0]
        if offset > 0.6 and not any(abs(offset - indent) <= 0.7 for indent in INDENTS):
            yield f"F40 page {line.page}: begins {offset:.1f} mm inside: {line.text[:40]}"
    if indents and max(indents) - min(indents) > 1.4:
        yield f"F40 several indents: {sorted(indents)}"
    yield from _paragraphs(part, lines, usual)


def _paragraphs(part: Part, lines: list[Line], size: float) -> Iterator[str]:
    width = {page.number: page.width for page in part.pages}
    ragged, full = [], 0
    pitches: Counter[float] = Counter()
    for line, following in pairwise(lines):
        if line.page != following.page or following.x0 - LEFT[0] > 0.6:
            continue
        step = (following.y - line.y) * MM
        pitches[round(step, 1)] += 1
        full += 1
        if abs(line.x1 - (width[line.page] - RIGHT[0])) > 0.5:
            ragged.append(line)
        if not SINGLE * size - 0.3 <= step <= 1.5 * SINGLE * size + 0.3:
            yield f"F42 page {line.page}: {step:.1f} pt between lines: {following.text[:40]}"
    if len(ragged) > 0.05 * full:
        yield f"F39 page {ragged[0].page}: {len(ragged)} of {full} full lines ragged: {ragged[0].text[-40:]}"
    pitch = pitches.most_common(1)[0][0] if pitches else 1.1 * SINGLE * size
    for line, following in pairwise(lines):
        step = (following.y - line.y) * MM
        if line.page == following.page and following.x0 - LEFT[0] > 5 and 0 < step < pitch + 5.5:
            yield f"F41 page {line.page}: {step - pitch:.1f} pt over: {following.text[:40]}"


def _is_addressee(part: Part, line: Line) -> bool:
    """Kính gửi and its dashes, which stand 35 to 46 mm inside the text, and the further lines of a long addressee."""
    label = next((each for each in part.first.content if each.text.startswith("Kính gửi")), None)
    return label is not None and line.page == label.page and line.y >= label.y - 0.1 and line.x0 - LEFT[0] > 25


# --- Signature and recipients -----------------------------------------------------------------------------------------


def _recipients_label(part: Part) -> Line | None:
    return next((line for page in part.pages for line in page.content if line.text == "Nơi nhận:"), None)


def _is_signature(part: Part, line: Line) -> bool:
    return line.x0 > 100 and line.is_bold


def _signature(part: Part) -> list[Line]:
    """The bold lines of the right half under the text, in order; the last one is the name when it is not in capitals."""
    label = _recipients_label(part)
    last = part.pages[-1] if label is None else next(page for page in part.pages if page.number == label.page)
    floor = label.y - 3.5 if label else _heading_end(part.first) if last is part.first else 0.0
    return [
        line
        for line in last.content
        if line.x0 > 100 and line.centre > 120 and line.y > floor and line.is_bold and not line.in_table
    ]


def _closing(part: Part, type_code: str) -> Iterator[str]:
    signer = _signature(part)
    posts = [line for line in signer if line.is_upper]
    names = [line for line in signer if not line.is_upper]
    for line in signer:
        yield from _form("F48", line, 13, 14, bold=True)
        yield from _centred("F50" if line in names else "F48", line, signer[0].centre)
    yield from _prefixes([line.text for line in posts])
    if len(names) > 1 or (names and names[0] is not signer[-1]):
        yield f"F50 signature of {[line.text for line in signer]}"
    if names and DEGREES.match(names[0].text):
        yield f"F50 a degree before the name: {names[0].text}"
    # The post elsewhere of the head of a committee stands under the signature, just above the name.
    space = max((line.top - above.bottom for above, line in pairwise(signer)), default=0.0)
    if names and posts and not 19.5 <= space <= 40.5:
        yield f"F51 {space:.1f} mm for the signature"
    if signer:
        above = [
            line
            for page in part.pages
            for line in page.content
            if line.page == signer[0].page
            and line.y < signer[0].y - 3
            and (page is not part.first or line.y > _heading_end(page))
        ]
        if len(above) < 2:
            yield f"F52 page {signer[0].page}: {len(above)} lines over the signature"
    yield from _recipients(part, signer, type_code)


def _prefixes(posts: list[str]) -> Iterator[str]:
    for place, post in enumerate(posts):
        prefix = re.match(r"^([A-ZĐ]{1,4})\.\s*", post)
        if prefix is None:
            continue
        rest = " ".join(posts[place + 1 :])
        if prefix[1] not in {"TM", "KT", "TL", "TUQ", "Q"}:
            yield f"F49 {post}"
        if prefix[1] == "KT" and "PHÓ" not in rest:
            yield f"F49 {post} / {rest}"
        if prefix[1] in {"TL", "TUQ"} and not rest:
            yield f"F49 {post} without the signer's post"


def _recipients(part: Part, signer: list[Line], type_code: str) -> Iterator[str]:
    label = _recipients_label(part)
    if label is None:
        yield "F53 no Nơi nhận"
        return
    yield from _form("F53", label, 12, 12, bold=True, italic=True)
    if abs(label.x0 - LEFT[0]) > 1:
        yield f"F53 page {label.page}: begins at {label.x0:.1f} mm"
    if any(
        0 < (rule.y - label.y) * MM < 8 and rule.x0 < label.x1
        for page in part.pages
        if page.number == label.page
        for rule in page.rules
    ):
        yield f"F53 page {label.page}: underlined"
    if signer and abs(signer[0].y - label.y) > 3:
        yield f"F54 page {label.page}: label at {label.y:.1f} mm, signer at {signer[0].y:.1f} mm"
    marks = {id(line) for line in [*signer, *contact_lines(part.first)]}
    lines = [
        line
        for page in part.pages
        for line in page.content
        if (page.number, line.y) > (label.page, label.y + 1) and id(line) not in marks and line.x0 < 100
        if line.y < _address_top(page)
    ]
    items: list[str] = []
    for line in lines:
        yield from _form("F55", line, 11, 11, bold=False)
        if line.text.startswith("- ") or not items:
            items.append(line.text)
            if abs(line.x0 - LEFT[0]) > 1:
                yield f"F55 page {line.page}: begins at {line.x0:.1f} mm: {line.text[:40]}"
        else:
            items[-1] += f" {line.text}"
    for item in items[:-1]:
        if not item.startswith("- ") or not item.endswith(";"):
            yield f"F55 {item}"
    if not items or not re.match(r"^- Lưu: VT\b.*\.(?: [\wĐ]+\.\(\d+\)| \S+)?$", items[-1]):
        yield f"F56 {items[-1:]}"
    opening = {"CV": "- Như trên;", "TTr": "- Như trên;", "QĐ": "- Như Điều"}.get(type_code)
    if opening and items and not items[0].startswith(opening):
        yield f"F57 {items[0]}"


def _address_top(page: Page) -> float:
    """Where the address block begins: under a rule across the whole text at the foot of page 1 (F66)."""
    across = page.width - LEFT[0] - RIGHT[0] - 1
    rules = [rule.y for rule in page.rules if page.number == 1 and rule.y > 240 and rule.x1 - rule.x0 > across]
    return min(rules, default=page.height)


# --- Appendices -------------------------------------------------------------------------------------------------------


def _label(part: Part) -> str | None:
    first = min(part.first.content, key=lambda line: line.y, default=None)
    return first.text if first is not None and first.text.lower().startswith("phụ lục") else None


def _appendix(part: Part, count: int, main: Part) -> Iterator[str]:
    page = part.first
    at = f"page {page.number}:"
    centre = (LEFT[0] + page.width - RIGHT[0]) / 2
    lines = sorted((line for line in page.content if not line.in_table), key=lambda line: line.y)
    start = next((place for place, line in enumerate(lines) if line.text.startswith("(Kèm theo")), None)
    if start is None:
        yield f"F61 {at} no (Kèm theo …)"
        return
    label, titles = lines[0], lines[1:start]
    yield from _form("F59", label, 14, 14, bold=True)
    yield from _centred("F59", label, centre)
    is_appendix = label.text.lower().startswith("phụ lục")
    if is_appendix and (APPENDIX_LABEL.match(label.text) is None or (count > 1) != (label.text != "Phụ lục")):
        yield f"F59 {at} {label.text} of {count}"
    for line in titles:
        yield from _form("F60", line, 13, 14, bold=True)
        yield from _centred("F60", line, centre)
        if is_appendix and not line.is_upper:
            yield f"F60 {at} {line.text}"
    bracket: list[Line] = []
    for line in lines[start:]:
        bracket.append(line)
        if line.text.endswith(")"):
            break
    for line in bracket:
        yield from _form("F61", line, 13, 14, bold=False, italic=True)
        yield from _centred("F61", line, centre)
    cited = re.search(r"số (\d*) ?/(\S+)", " ".join(line.text for line in bracket))
    number = next((line.text for line in main.first.lines if line.text.startswith("Số:")), "")
    if (
        cited is None
        or re.sub(r"\D", "", cited[1]) not in {"", *re.findall(r"\d+", number)[:1]}
        or cited[2] not in number
    ):
        yield f"F61 {at} {' '.join(line.text for line in bracket)} against {number}"


def _references(parts: list[Part]) -> Iterator[str]:
    """Each appendix is pointed to, and what is pointed to is there (F62)."""
    labels = [label for part in parts[1:] if (label := _label(part)) is not None]
    speaking = [part for part in parts if part is parts[0] or part.has_heading]
    text = " ".join(line.text for part in speaking for page in part.pages for line in page.content)
    if labels and "phụ lục" not in text.lower():
        yield "F62 no word of the appendices"
    numbered = {label.split()[-1] for label in labels if label != "Phụ lục"}
    for number in re.findall(r"Phụ lục ([IVX]+)\b", text):
        if numbered and number not in numbered:
            yield f"F62 Phụ lục {number} is not there"
