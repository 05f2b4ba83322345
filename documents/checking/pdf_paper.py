"""The components of a measured PDF as words with their form: lines joined to paragraphs, recipients and brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from documents.checking.anatomy import Anatomy, has_nation
from documents.checking.paper import AppendixPaper, AttachedPaper, Paper, Passage
from documents.checking.pdf_measure import TextLine
from documents.checking.recognising import is_attached_bracket, starts_appendix
from documents.layout import LIMITS
from documents.vietnamese import fold_spaces

_DATE_WORDS = re.compile(r"ngày\s*(\d{0,2})\s*tháng\s*(\d{0,2})\s*năm\s*(\d{4})")
# From this share of the usual step on, two lines are two paragraphs even where neither is indented.
NEW_PARAGRAPH_STEP = 1.3
_LINES_OF_TITLE = 12


def paper_of(anatomy: Anatomy, *, type_code: str, is_draft: bool) -> Paper:
    """Return the PDF as the rules of wording and form read it."""
    addressees, body = _addressees_and_body(anatomy)
    issuers = [line for line in anatomy.left_block if line.has_bold]
    return Paper(
        type_code=type_code,
        is_draft=is_draft,
        nation=_one(anatomy, anatomy.nation),
        motto=_one(anatomy, anatomy.motto),
        parents=[_passage(anatomy, [line]) for line in anatomy.left_block if not line.has_bold],
        issuers=[_passage(anatomy, [line]) for line in issuers],
        number=_one(anatomy, anatomy.number),
        date=_one(anatomy, anatomy.date),
        issued_on=date_in(anatomy.date.text) if anatomy.date else None,
        type_name=_one(anatomy, anatomy.type_name),
        subject=[_passage(anatomy, [line]) for line in anatomy.subject],
        letter_subject=[_passage(anatomy, [line]) for line in anatomy.letter_subject],
        circulation=[_passage(anatomy, [line]) for line in anatomy.circulation],
        contact=[_passage(anatomy, [line]) for line in anatomy.contact],
        signing_text=_one(anatomy, anatomy.signing_text),
        addressees=addressees,
        body=body,
        table_texts=list(_cells(anatomy)),
        recipients_label=_one(anatomy, anatomy.recipients_label),
        recipients=list(_recipients(anatomy)),
        drafter=_one(anatomy, anatomy.drafter),
        signer=[_passage(anatomy, [line]) for line in anatomy.signer],
        signer_name=_one(anatomy, anatomy.signer_name),
        appendices=list(_appendices(anatomy)),
        attached=[
            AttachedPaper(
                _one(part, part.nation),
                _one(part, part.motto),
                _one(part, part.type_name),
                _passage(part, part.bracket) if part.bracket else None,
                part.first_page.number,
                list(_paragraphs(part, part.body)),
            )
            for part in anatomy.attached
        ],
    )


def date_in(text: str) -> date | None:
    """Return the day a date line names, the first of its month where a draft leaves the day blank."""
    match = _DATE_WORDS.search(text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2] or 12), int(match[1] or 1))
    except ValueError:
        return None


def _one(anatomy: Anatomy, line: TextLine | None) -> Passage | None:
    return None if line is None else _passage(anatomy, [line])


def _passage(anatomy: Anatomy, lines: list[TextLine]) -> Passage:
    first = lines[0]
    page = anatomy.page_of(first)
    centre_mm = anatomy.text_centre_mm + (page.width_mm - anatomy.first_page.width_mm) / 2
    level = [glyph for line in lines for glyph in line.level_glyphs]
    sizes = Counter(round(glyph.size_pt, 1) for glyph in level)
    return Passage(
        text=fold_spaces(" ".join(line.text for line in lines)),
        size_pt=sizes.most_common(1)[0][0] if sizes else first.size_pt,
        is_bold=all(line.is_bold for line in lines),
        has_bold=any(line.has_bold for line in lines),
        is_italic=all(line.is_italic for line in lines),
        has_italic=any(line.has_italic for line in lines),
        starts_bold=first.starts_bold,
        is_centred=all(
            abs(line.centre_mm - centre_mm) <= LIMITS.centre_tolerance_mm and line.left_mm > anatomy.left_edge_mm + 1.5
            for line in lines
        ),
        page=first.page,
        place=first.place,
        sizes=tuple(sorted(sizes)),
    )


def _addressees_and_body(anatomy: Anatomy) -> tuple[list[Passage], list[Passage]]:
    lines = anatomy.body
    start = next((place for place, line in enumerate(lines) if line.text.startswith("Kính gửi")), None)
    if start is None or lines[start].page != anatomy.first_page.number:
        return [], list(_paragraphs(anatomy, lines))
    end = start + 1
    while end < len(lines) and _is_addressee(anatomy, lines[start], lines[end]):
        end += 1
    groups: list[list[TextLine]] = []
    for line in lines[start:end]:
        if groups and not line.text.startswith(("-", "–", "+")):
            groups[-1].append(line)
        else:
            groups.append([line])
    rest = [*lines[:start], *lines[end:]]
    return [_passage(anatomy, group) for group in groups], list(_paragraphs(anatomy, rest))


def _is_addressee(anatomy: Anatomy, label: TextLine, line: TextLine) -> bool:
    is_inside = line.left_mm > anatomy.left_edge_mm + 16 or line.text.startswith(("- ", "– "))
    return line.page == label.page and is_inside and line.left_mm > label.left_mm - 1


def _paragraphs(anatomy: Anatomy, lines: list[TextLine]) -> Iterator[Passage]:
    """Lines joined to paragraphs: a new one is indented, centred, or stands clear of the line above."""
    usual = usual_step_mm(lines)
    group: list[TextLine] = []
    for line in lines:
        if group and _starts_paragraph(anatomy, group[-1], line, usual):
            yield _passage(anatomy, group)
            group = []
        group.append(line)
    if group:
        yield _passage(anatomy, group)


def usual_step_mm(lines: list[TextLine]) -> float:
    """Return the distance of two baselines inside a paragraph: the smaller of the two steps met most."""
    steps = Counter(
        round(following.baseline_mm - line.baseline_mm, 1)
        for line, following in pairwise(lines)
        if line.page == following.page and 3 < following.baseline_mm - line.baseline_mm < 12
    )
    return min((step for step, _ in steps.most_common(2)), default=8.0)


def _starts_paragraph(anatomy: Anatomy, above: TextLine, line: TextLine, usual_step_mm: float) -> bool:
    if line.left_mm - anatomy.left_edge_mm > 1.5:
        # Raised initials and the second half of a line come as lines of their own.
        return abs(line.baseline_mm - above.baseline_mm) > 2 or line.page != above.page
    is_apart = line.page == above.page and line.baseline_mm - above.baseline_mm > NEW_PARAGRAPH_STEP * usual_step_mm
    return is_apart or (above.page == line.page and above.left_mm - anatomy.left_edge_mm > 25)


def _cells(anatomy: Anatomy) -> Iterator[Passage]:
    """Lines of tables joined where one stands close below the other in a column."""
    group: list[TextLine] = []
    for line in (line for page in anatomy.pages for line in page.lines if line.is_in_table):
        above = group[-1] if group else None
        goes_on = (
            above is not None
            and line.page == above.page
            and 0 < line.baseline_mm - above.baseline_mm < 7
            and abs(line.left_mm - above.left_mm) < 12
        )
        if group and not goes_on:
            yield _passage(anatomy, group)
            group = []
        group.append(line)
    if group:
        yield _passage(anatomy, group)


def _recipients(anatomy: Anatomy) -> Iterator[Passage]:
    group: list[TextLine] = []
    for line in anatomy.recipients:
        if group and line.text.startswith(("-", "–")):
            yield _passage(anatomy, group)
            group = []
        group.append(line)
    if group:
        yield _passage(anatomy, group)


def _appendices(anatomy: Anatomy) -> Iterator[AppendixPaper]:
    pages = anatomy.appendix_pages or ([] if anatomy.nation or anatomy.recipients_label else anatomy.pages)
    for page in pages:
        content = anatomy.content(page)
        if not content or not starts_appendix(content[0].text) or has_nation(content):
            continue
        appendix = AppendixPaper(_passage(anatomy, content[:1]))
        title: list[TextLine] = []
        bracket: list[TextLine] = []
        for line in content[1:_LINES_OF_TITLE]:
            if bracket and bracket[-1].text.endswith(")"):
                break
            if bracket or is_attached_bracket(line.text):
                bracket.append(line)
            elif line.is_in_table:
                break
            else:
                title.append(line)
        if bracket:
            appendix.title = [_passage(anatomy, [line]) for line in title]
            appendix.bracket = _passage(anatomy, bracket)
        else:
            appendix.title = [_passage(anatomy, [line]) for line in _centred_only(anatomy, title)]
        yield appendix


def _centred_only(anatomy: Anatomy, lines: Iterable[TextLine]) -> Iterator[TextLine]:
    for line in lines:
        if not _passage(anatomy, [line]).is_centred:
            return
        yield line
