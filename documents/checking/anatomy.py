"""Which line of a measured PDF is which component (ô) of the official format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from documents import wording
from documents.checking.pdf_measure import MeasuredPage, MeasuredPdf, Stroke, TextLine
from documents.checking.recognising import (
    is_attached_bracket,
    is_circulation,
    is_contact,
    is_date_line,
    is_drafter,
    is_number_line,
    is_recipients_label,
    is_signing_text,
    motto_key,
    starts_appendix,
)
from documents.layout import LIMITS, PAGE
from documents.vietnamese import search_key

_PAGE_NUMBER = re.compile(r"^[-–\s]*\d{1,4}[-–\s]*$")
_LONGEST_STEP_IN_BLOCK_MM = 8.0  # from one line of the names of the bodies to the next
_NATION_KEY = search_key(wording.NATION)
# Header blocks end above this height, whatever stands below on a short page.
HEADER_ENDS_MM = 130


@dataclass(slots=True)
class Anatomy:
    """The components found; a missing one is None or empty. `main_pages` end with the signature.

    `pages` are those of the file. The Anatomy of a text attached to a decision has its own pages as `main_pages`.
    """

    pages: list[MeasuredPage]
    page_numbers: dict[int, TextLine] = field(default_factory=dict)
    main_pages: list[MeasuredPage] = field(default_factory=list)
    appendix_pages: list[MeasuredPage] = field(default_factory=list)
    attached: list[Anatomy] = field(default_factory=list)
    left_edge_mm: float = PAGE.margin_left_mm
    right_edge_mm: float = PAGE.width_mm - PAGE.margin_right_mm
    nation: TextLine | None = None
    motto: TextLine | None = None
    left_block: list[TextLine] = field(default_factory=list)
    number: TextLine | None = None
    under_number: list[TextLine] = field(default_factory=list)
    date: TextLine | None = None
    type_name: TextLine | None = None
    subject: list[TextLine] = field(default_factory=list)
    bracket: list[TextLine] = field(default_factory=list)
    letter_subject: list[TextLine] = field(default_factory=list)
    body: list[TextLine] = field(default_factory=list)
    recipients_label: TextLine | None = None
    recipients: list[TextLine] = field(default_factory=list)
    drafter: TextLine | None = None
    signer: list[TextLine] = field(default_factory=list)
    signer_name: TextLine | None = None
    circulation: list[TextLine] = field(default_factory=list)
    signing_text: TextLine | None = None
    contact: list[TextLine] = field(default_factory=list)
    contact_rule: Stroke | None = None

    @property
    def text_centre_mm(self) -> float:
        return (self.left_edge_mm + self.right_edge_mm) / 2

    @property
    def first_page(self) -> MeasuredPage:
        return self.main_pages[0] if self.main_pages else self.pages[0]

    def page_of(self, line: TextLine) -> MeasuredPage:
        return self.pages[line.page - 1]

    def content(self, page: MeasuredPage) -> list[TextLine]:
        """The lines of the page without its number and without what stands in its margins."""
        marks = {id(line) for line in [*self.circulation, *self.contact, self.signing_text]}
        number = self.page_numbers.get(page.number)
        return [line for line in page.lines if line is not number and id(line) not in marks]


def dissect(pdf: MeasuredPdf, *, is_letter: bool) -> Anatomy:
    """Return the components of the document; positions decide together with the words the decree fixes."""
    anatomy = Anatomy(pdf.pages)
    for page in pdf.pages:
        number = _page_number(page)
        if number is not None:
            anatomy.page_numbers[page.number] = number
    _find_marks(anatomy)
    _split_pages(anatomy)
    _find_parts(anatomy, is_letter=is_letter)
    for pages in _attached_parts(anatomy):
        part = Anatomy(
            pdf.pages,
            anatomy.page_numbers,
            main_pages=pages,
            left_edge_mm=anatomy.left_edge_mm,
            right_edge_mm=anatomy.right_edge_mm,
        )
        _find_parts(part, is_letter=False)
        anatomy.attached.append(part)
    return anatomy


def _find_parts(anatomy: Anatomy, *, is_letter: bool) -> None:
    _find_text_edges(anatomy)
    _find_header(anatomy, is_letter=is_letter)
    _find_closing(anatomy)
    _find_title_and_body(anatomy, is_letter=is_letter)


def _page_number(page: MeasuredPage) -> TextLine | None:
    """The line of digits alone above or below the text, whatever its place: the rules judge the place."""
    for line in page.lines:
        is_outside = line.baseline_mm < 22 or line.baseline_mm > page.height_mm - 20
        if is_outside and _PAGE_NUMBER.match(line.text) and not line.is_in_table:
            return line
    return None


def _find_marks(anatomy: Anatomy) -> None:
    """What stands outside the flow of the text: circulation, text of a separate signature, address block."""
    first = anatomy.pages[0]
    anatomy.circulation = [
        line for line in first.lines if line.baseline_mm < HEADER_ENDS_MM and is_circulation(line.text)
    ]
    anatomy.signing_text = next((line for line in first.lines if is_signing_text(line.text)), None)
    for page in anatomy.pages:
        lines = _contact_lines(page)
        if lines:
            top = min(line.top_mm for line in lines)
            anatomy.contact += lines
            # Some programs draw the upper border of a block as the outline of the whole block.
            above = [rule for rule in page.rules if 0 < top - rule.middle_mm < 8]
            above += [box for box in page.boxes if -1 < top - box.top_mm < 8 and box.length_mm > 40]
            anatomy.contact_rule = max(above, key=lambda rule: rule.length_mm, default=anatomy.contact_rule)


def _contact_lines(page: MeasuredPage) -> list[TextLine]:
    """Lines at the foot of the page with telephone or e-mail: those under a long rule, else the small lines themselves."""
    foot = [line for line in page.lines if line.baseline_mm > 0.75 * page.height_mm and not line.is_in_table]
    named = [line for line in foot if is_contact(line.text)]
    if not named:
        return []
    tops = [stroke.top_mm for stroke in [*page.rules, *page.boxes] if stroke.length_mm > 40]
    tops = [top for top in tops if 0.75 * page.height_mm < top < named[0].baseline_mm]
    if tops and named[0].top_mm - max(tops) < 25:
        return [line for line in foot if line.baseline_mm > max(tops)]
    return [line for line in named if line.size_pt < 12.5 and line.bottom_mm > page.height_mm - 40]


def _split_pages(anatomy: Anatomy) -> None:
    last_main = next(
        (page.number for page in anatomy.pages if any(is_recipients_label(line.text) for line in page.lines)),
        None,
    )
    if last_main is None:
        last_main = next(
            (page.number - 1 for page in anatomy.pages[1:] if _opens_part(anatomy, page)), len(anatomy.pages)
        )
    while last_main < len(anatomy.pages) and _continues_recipients(anatomy, anatomy.pages[last_main]):
        last_main += 1
    anatomy.main_pages = anatomy.pages[:last_main]
    anatomy.appendix_pages = anatomy.pages[last_main:]


def _continues_recipients(anatomy: Anatomy, page: MeasuredPage) -> bool:
    """A page that holds only the rest of a long list of recipients."""
    content = anatomy.content(page)
    return bool(content) and all(line.size_pt < 11.5 and not line.is_in_table for line in content)


def _opens_part(anatomy: Anatomy, page: MeasuredPage) -> bool:
    content = anatomy.content(page)
    return bool(content) and (starts_appendix(content[0].text) or has_nation(content))


def has_nation(lines: Iterable[TextLine]) -> bool:
    """Tell whether a heading of its own stands here."""
    return any(search_key(line.text) == _NATION_KEY for line in lines if line.baseline_mm < HEADER_ENDS_MM)


def _attached_parts(anatomy: Anatomy) -> list[list[MeasuredPage]]:
    """The pages of each text attached to the document, which opens with a heading of its own."""
    parts: list[list[MeasuredPage]] = []
    is_open = False
    for page in anatomy.appendix_pages:
        content = anatomy.content(page)
        if has_nation(content):
            parts.append([page])
            is_open = True
        elif content and starts_appendix(content[0].text):
            is_open = False
        elif is_open:
            parts[-1].append(page)
    return parts


def _find_text_edges(anatomy: Anatomy) -> None:
    """Text edges measured on the lines of running text: the leftmost start and the rightmost end.

    Where every paragraph is one line, the lines tell only their indent: "Nơi nhận:" then shows the left edge, in an attached text
    that of the main text, and the right edge is taken to be the one known before.
    """
    known = (anatomy.left_edge_mm, anatomy.right_edge_mm)
    running = [
        line
        for page in anatomy.main_pages
        if not page.is_landscape
        for line in anatomy.content(page)
        if not line.is_in_table
        and line.width_mm > 0.6 * PAGE.text_width_mm
        and not line.is_bold
        and not (line.is_italic and _stands_centred(line, known))
    ]
    if not running:
        return
    anatomy.left_edge_mm = min(line.left_mm for line in running)
    anatomy.right_edge_mm = max(line.right_mm for line in running)
    labels = [line.left_mm for page in anatomy.main_pages for line in page.lines if is_recipients_label(line.text)]
    edges = labels or [known[0]]
    indents = [anatomy.left_edge_mm - edge for edge in edges]
    tolerance = LIMITS.indent_tolerance_mm
    if any(abs(indent - each) <= tolerance for indent in indents for each in LIMITS.indent_mm):
        anatomy.left_edge_mm = min(edges)
        anatomy.right_edge_mm = max(anatomy.right_edge_mm, known[1])


def _stands_centred(line: TextLine, edges: tuple[float, float]) -> bool:
    """A line of the bracket under the name of an attached text, which tells nothing of the text edges."""
    left, right = edges
    return abs(line.centre_mm - (left + right) / 2) < LIMITS.centre_tolerance_mm and line.left_mm > left + 5


def _find_header(anatomy: Anatomy, *, is_letter: bool) -> None:
    lines = anatomy.content(anatomy.first_page)
    top = [line for line in lines if line.baseline_mm < HEADER_ENDS_MM]
    anatomy.nation = next((line for line in top if search_key(line.text) == _NATION_KEY), None)
    anatomy.motto = next((line for line in top if motto_key(line.text) == motto_key(wording.MOTTO)), None)
    anatomy.number = next((line for line in top if is_number_line(line.text)), None)
    anatomy.date = next((line for line in top if is_date_line(line.text) and not line.text.startswith("(")), None)
    anatomy.left_block = [
        line
        for line in top
        if line.baseline_mm < _left_block_ends_mm(anatomy) - 1
        and line.centre_mm < anatomy.text_centre_mm - 5
        and not _is_page_wide(anatomy, line)
    ]
    if anatomy.number is not None:
        anatomy.under_number = _under_number(anatomy, anatomy.number, top)
    if is_letter:
        anatomy.letter_subject = _from_subject_mark(anatomy.under_number)


def _left_block_ends_mm(anatomy: Anatomy) -> float:
    if anatomy.number is not None:
        return anatomy.number.baseline_mm
    if anatomy.motto is None:
        return 60
    end = anatomy.motto.baseline_mm
    for line in sorted(anatomy.content(anatomy.first_page), key=lambda line: line.baseline_mm):
        is_left = line.centre_mm < anatomy.text_centre_mm - 5 and not _is_page_wide(anatomy, line)
        if is_left and end < line.baseline_mm < end + _LONGEST_STEP_IN_BLOCK_MM:
            end = line.baseline_mm
    return end + 2


def _is_page_wide(anatomy: Anatomy, line: TextLine) -> bool:
    return line.right_mm > anatomy.left_edge_mm + 0.75 * (anatomy.right_edge_mm - anatomy.left_edge_mm)


def _under_number(anatomy: Anatomy, number: TextLine, top: list[TextLine]) -> list[TextLine]:
    """Lines of the left block below the number, without gap to it: V/v of a letter, urgency mark."""
    found: list[TextLine] = []
    last = number
    for line in sorted(
        (line for line in top if line.baseline_mm > last.baseline_mm + 1), key=lambda line: line.baseline_mm
    ):
        is_centred = abs(line.centre_mm - number.centre_mm) < 6
        if line.text.startswith("Kính gửi"):
            break
        if line.right_mm < anatomy.text_centre_mm and is_centred and line.baseline_mm - last.baseline_mm < 15:
            found.append(line)
            last = line
        elif line.left_mm < anatomy.text_centre_mm:
            break
    return found


def _from_subject_mark(lines: list[TextLine]) -> list[TextLine]:
    start = next((position for position, line in enumerate(lines) if line.text.startswith("V/v")), None)
    return (
        [] if start is None else [line for line in lines[start:] if max(line.glyphs[0].colour) <= LIMITS.black_at_most]
    )


def _find_title_and_body(anatomy: Anatomy, *, is_letter: bool) -> None:
    heads = [anatomy.number, anatomy.date]
    if not any(heads):
        heads = [anatomy.motto, *anatomy.left_block]
    header_end = max((line.baseline_mm for line in heads if line is not None), default=0)
    used = {id(line) for line in anatomy.under_number}
    first = [
        line
        for line in anatomy.content(anatomy.first_page)
        if line.baseline_mm > header_end + 1 and id(line) not in used
    ]
    first.sort(key=lambda line: line.baseline_mm)
    is_named = bool(first) and not first[0].text.startswith("Kính gửi")
    if not is_letter and is_named and first[0].left_mm > anatomy.left_edge_mm + 5 and first[0].baseline_mm < 140:
        anatomy.type_name, first = first[0], first[1:]
        while first and _is_title_line(anatomy, first[0]):
            anatomy.subject.append(first.pop(0))
        if first and is_attached_bracket(first[0].text):
            anatomy.bracket = _bracket(first)
            first = first[len(anatomy.bracket) :]
    rest = [line for page in anatomy.main_pages[1:] for line in anatomy.content(page)]
    end = [anatomy.recipients_label, anatomy.signer_name, anatomy.drafter]
    closing = {id(line) for line in [*anatomy.signer, *anatomy.recipients, *end] if line is not None}
    anatomy.body = [line for line in [*first, *rest] if not line.is_in_table and id(line) not in closing]


def _bracket(lines: list[TextLine]) -> list[TextLine]:
    """The lines from "(Kèm theo" or "(Ban hành kèm theo" to the closing bracket."""
    found: list[TextLine] = []
    for line in lines[:6]:
        found.append(line)
        if line.text.endswith(")"):
            break
    return found


def _is_title_line(anatomy: Anatomy, line: TextLine) -> bool:
    if is_attached_bracket(line.text) or line.text.startswith("Kính gửi"):
        return False
    is_centred = abs(line.centre_mm - anatomy.text_centre_mm) <= 4
    starts_inside = line.left_mm > anatomy.left_edge_mm + 1.5
    previous = anatomy.subject[-1] if anatomy.subject else anatomy.type_name
    is_near = previous is not None and line.baseline_mm - previous.baseline_mm < 10
    is_indented_text = abs(line.left_mm - anatomy.left_edge_mm - 10) < 3.5 and line.right_mm > anatomy.right_edge_mm - 1
    return is_centred and starts_inside and is_near and not is_indented_text


def _find_closing(anatomy: Anatomy) -> None:
    for page in anatomy.main_pages:
        for line in page.lines:
            if is_recipients_label(line.text):
                anatomy.recipients_label = line
    label = anatomy.recipients_label
    if label is None or not anatomy.main_pages:
        return
    below = [
        line
        for line in anatomy.content(anatomy.page_of(label))
        if line.baseline_mm > label.baseline_mm - 4 and line is not label and not line.is_in_table
    ]
    anatomy.drafter = next((line for line in below if is_drafter(line.text) and not line.has_bold), None)
    below = [line for line in below if line is not anatomy.drafter]
    # The recipient column starts at the label's left edge; the signature column stands clear to its right.
    anatomy.recipients = [
        line for line in below if abs(line.left_mm - label.left_mm) < 6 and line.baseline_mm > label.baseline_mm
    ]
    for following in anatomy.main_pages:
        if following.number > label.page:
            anatomy.recipients += anatomy.content(following)
    right = [line for line in below if line.left_mm > label.left_mm + 40 and not _is_same_row(line, anatomy.recipients)]
    right.sort(key=lambda line: line.baseline_mm)
    if right and not right[-1].is_upper:
        anatomy.signer_name = right[-1]
        right = right[:-1]
    anatomy.signer = right


def _is_same_row(line: TextLine, recipients: list[TextLine]) -> bool:
    """Raised initials measured apart from their line belong to it, not to the signature."""
    return any(
        abs(line.left_mm - other.right_mm) < 2 and abs(line.baseline_mm - other.baseline_mm) < 3 for other in recipients
    )
