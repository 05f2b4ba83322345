"""Which line of a Word file is which component (ô), in files of the portal as in those typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from documents.checking.paper import AppendixPaper, AttachedPaper, Paper, Passage
from documents.checking.pdf_paper import date_in
from documents.checking.recognising import (
    is_attached_bracket,
    is_circulation,
    is_contact,
    is_date_line,
    is_drafter,
    is_motto,
    is_nation,
    is_number_line,
    is_recipients_label,
    is_signing_text,
    starts_appendix,
)
from documents.checking.word_form import WordFile, WordLine
from documents.layout import URGENCY_WIDTHS_MM
from documents.vietnamese import fold_spaces

_HEADER_LINES = 60
_LONGEST_TYPE_NAME = 60
_LINES_OF_TITLE = 12
_RULE_CHARACTERS = re.compile(r"^[\s_─—–\-*]{4,}$")
_SIGNER_STARTS_MM = 60.0
_OPENS_TEXT = re.compile(r"^(?:Căn cứ|Kính gửi|Phần [IVX]|Phần thứ|Chương [IVX]|[IVXLC]+\. |Điều 1|1\. )")


@dataclass(slots=True)
class WordAnatomy:
    """The lines of each component and the paper made of them; `data_tables` are those that are no frame of the heading or end."""

    file: WordFile
    nation: WordLine | None = None
    motto: WordLine | None = None
    left_block: list[WordLine] = field(default_factory=list)
    number: WordLine | None = None
    date: WordLine | None = None
    under_number: list[WordLine] = field(default_factory=list)
    letter_subject: list[WordLine] = field(default_factory=list)
    type_name: WordLine | None = None
    subject: list[WordLine] = field(default_factory=list)
    addressees: list[WordLine] = field(default_factory=list)
    body: list[WordLine] = field(default_factory=list)
    table_lines: list[WordLine] = field(default_factory=list)
    label: WordLine | None = None
    recipients: list[WordLine] = field(default_factory=list)
    drafter: WordLine | None = None
    signer: list[WordLine] = field(default_factory=list)
    signer_name: WordLine | None = None
    appendix_lines: list[WordLine] = field(default_factory=list)
    appendix_labels: list[WordLine] = field(default_factory=list)
    paper: Paper = field(default_factory=lambda: Paper(""))


def dissect_word(file: WordFile, *, type_code: str, is_draft: bool) -> WordAnatomy:
    """Return the components of the file."""
    lines = [line for line in file.lines if line.text and not _RULE_CHARACTERS.match(line.text)]
    anatomy = WordAnatomy(file)
    frames = {line.cell.table for line in lines if line.cell is not None and _is_frame_word(line.text)}
    end = _find_header(anatomy, lines, frames)
    closing = next((place for place, line in enumerate(lines) if is_recipients_label(line.text)), None)
    rest_from = _find_closing(anatomy, lines, closing) if closing is not None else None
    if closing is None:
        closing = next(
            (place for place, line in enumerate(lines) if place > end and _opens_appendix(line, frames)), len(lines)
        )
        rest_from = closing
    first_of_closing = closing
    label = lines[closing] if closing < len(lines) else None
    if label is not None and label.cell is not None:
        first_of_closing = next(
            place for place, line in enumerate(lines) if line.cell is not None and line.cell.table == label.cell.table
        )
    start = _find_title(anatomy, lines, end, first_of_closing, is_letter=type_code == "CV")
    _find_body(anatomy, lines[start:first_of_closing], frames)
    if type_code == "PL":
        rest_from, anatomy.body = 0, []
    anatomy.appendix_lines = lines[rest_from:]
    anatomy.table_lines += [
        line for line in anatomy.appendix_lines if line.cell is not None and line.cell.table not in frames
    ]
    anatomy.paper = _paper(anatomy, frames, type_code=type_code, is_draft=is_draft)
    return anatomy


def _is_frame_word(text: str) -> bool:
    return is_nation(text) or is_motto(text) or is_recipients_label(text) or (is_number_line(text) and len(text) < 40)


def _find_header(anatomy: WordAnatomy, lines: list[WordLine], frames: set[int]) -> int:
    """Find the block above the title and return where the lines after it begin."""
    top = lines[:_HEADER_LINES]
    anatomy.nation = next((line for line in top if is_nation(line.text)), None)
    anatomy.motto = next((line for line in top if is_motto(line.text)), None)
    anatomy.number = next((line for line in top if is_number_line(line.text)), None)
    anatomy.date = next(
        (
            line
            for line in top
            if is_date_line(line.text) and len(line.text) < 70 and not line.text.startswith(("(", "Căn cứ"))
        ),
        None,
    )
    found = [lines.index(line) for line in (anatomy.nation, anatomy.motto, anatomy.number, anatomy.date) if line]
    tables = {
        line.cell.table for line in (anatomy.nation, anatomy.number) if line is not None and line.cell is not None
    }
    found += [place for place, line in enumerate(top) if line.cell is not None and line.cell.table in tables]
    end = max(found, default=-1) + 1
    named = {id(line) for line in (anatomy.nation, anatomy.motto, anatomy.number, anatomy.date)}
    left = [
        line
        for line in lines[:end]
        if id(line) not in named and (line.cell.column == 0 if line.cell is not None else line.part == 0)
    ]
    for line in left:
        is_above = anatomy.number is None or line.paragraph < anatomy.number.paragraph
        if is_circulation(line.text):
            continue
        (anatomy.left_block if is_above else anatomy.under_number).append(line)
    start = next(
        (place for place, line in enumerate(anatomy.under_number) if line.text.casefold().startswith("v/v")), None
    )
    if start is not None:
        anatomy.letter_subject = [line for line in anatomy.under_number[start:] if line.text not in URGENCY_WIDTHS_MM]
    return end


def _find_title(anatomy: WordAnatomy, lines: list[WordLine], start: int, end: int, *, is_letter: bool) -> int:
    """Find type name and trích yếu and return where the text begins."""
    place = start
    if is_letter:
        if not anatomy.letter_subject and place < end and lines[place].text.casefold().startswith("v/v"):
            anatomy.letter_subject = [lines[place]]
            place += 1
        return place
    while place < end and (is_circulation(lines[place].text) or lines[place].text in URGENCY_WIDTHS_MM):
        place += 1
    if place < end and len(lines[place].text) < _LONGEST_TYPE_NAME and _is_title_like(lines[place]):
        anatomy.type_name = lines[place]
        place += 1
        while place < end and len(anatomy.subject) < 8 and _is_subject(anatomy, lines[place]):
            anatomy.subject.append(lines[place])
            place += 1
    return place


def _is_title_like(line: WordLine) -> bool:
    return line.cell is None and (
        line.shape.alignment == "center" or (line.passage.is_upper and not _OPENS_TEXT.match(line.text))
    )


def _is_subject(anatomy: WordAnatomy, line: WordLine) -> bool:
    if line.cell is not None or is_attached_bracket(line.text) or _OPENS_TEXT.match(line.text):
        return False
    if any(side == "bottom" for each in anatomy.subject for side, _ in each.shape.borders):
        return False
    opens_authority = line.passage.is_upper and bool(anatomy.subject) and not anatomy.subject[-1].passage.is_upper
    return line.shape.alignment == "center" and not opens_authority


def _find_body(anatomy: WordAnatomy, lines: list[WordLine], frames: set[int]) -> None:
    place = next((place for place, line in enumerate(lines) if line.text.startswith("Kính gửi")), None)
    addressed: list[WordLine] = []
    if place is not None and place < 8:
        addressed = [lines[place]]
        for line in lines[place + 1 :]:
            if not line.text.startswith(("- ", "– ")) and line.shape.left_mm + line.shape.first_line_mm < 25:
                break
            addressed.append(line)
    anatomy.addressees = addressed
    taken = {id(line) for line in addressed}
    for line in lines:
        if id(line) in taken:
            continue
        (anatomy.body if line.cell is None else anatomy.table_lines).append(line)


def _find_closing(anatomy: WordAnatomy, lines: list[WordLine], place: int) -> int:
    """Find recipients and signature and return where what follows them begins."""
    label = anatomy.label = lines[place]
    end = place + 1
    if (frame := label.cell) is not None:
        table = [(line, line.cell) for line in lines if line.cell is not None and line.cell.table == frame.table]
        left = [line for line, cell in table if cell.column == frame.column and line is not label]
        right = [line for line, cell in table if cell.column > frame.column]
        end = lines.index(table[-1][0]) + 1
    else:
        left, right = [], []
        for line in lines[place + 1 :]:
            is_right = (
                line.part > 0 or line.shape.left_mm > _SIGNER_STARTS_MM or line.shape.alignment in ("right", "center")
            )
            if _opens_appendix(line, set()) or line.cell is not None or len(left) + len(right) > 80:
                break
            (right if is_right else left).append(line)
            end += 1
        before = lines[place - 1] if place else None
        if before is not None and before.paragraph == label.paragraph:
            right = [before, *right]
    while end < len(lines) and lines[end].text.startswith(("- ", "– ")) and lines[end].passage.size_pt < 12.5:
        if lines[end].cell is not None:
            break
        left.append(lines[end])
        end += 1
    anatomy.drafter = next((line for line in [*left, *right] if is_drafter(line.text)), None)
    anatomy.recipients = [line for line in left if line is not anatomy.drafter]
    right = [line for line in right if line is not anatomy.drafter]
    if right and not right[-1].passage.is_upper:
        anatomy.signer_name = right[-1]
        right = right[:-1]
    anatomy.signer = right
    return end


def _opens_appendix(line: WordLine, frames: set[int]) -> bool:
    is_outside = line.cell is None or line.cell.table in frames
    return is_outside and starts_appendix(line.text) and (line.shape.alignment == "center" or line.passage.is_bold)


def _paper(anatomy: WordAnatomy, frames: set[int], *, type_code: str, is_draft: bool) -> Paper:
    margins = [line for section in anatomy.file.sections[:1] for line in [*section.first_header, *section.header]]
    top = [*margins, *anatomy.file.lines[:_HEADER_LINES]]
    feet = [line for section in anatomy.file.sections[:1] for line in [*section.first_footer, *section.footer]]
    first = anatomy.file.sections[0] if anatomy.file.sections else None
    signing = [*margins, *(anatomy.file.lines[:6] if type_code == "PL" else [])]
    letters = [line.passage for line in anatomy.left_block]
    return Paper(
        type_code=type_code,
        is_draft=is_draft,
        nation=_passage(anatomy.nation),
        motto=_passage(anatomy.motto),
        parents=[passage for passage in letters if not passage.has_bold],
        issuers=[passage for passage in letters if passage.has_bold],
        number=_passage(anatomy.number),
        date=_passage(anatomy.date),
        issued_on=date_in(anatomy.date.text) if anatomy.date else None,
        type_name=_passage(anatomy.type_name),
        subject=[line.passage for line in anatomy.subject],
        letter_subject=[line.passage for line in anatomy.letter_subject],
        circulation=[line.passage for line in top if is_circulation(line.text)],
        contact=[line.passage for line in feet if is_contact(line.text)] if first is not None else [],
        signing_text=next((line.passage for line in signing if is_signing_text(line.text)), None),
        addressees=[line.passage for line in anatomy.addressees],
        body=list(_joined(anatomy.body)),
        table_texts=list(_joined(anatomy.table_lines)),
        recipients_label=_passage(anatomy.label),
        recipients=list(_items(anatomy.recipients)),
        drafter=_passage(anatomy.drafter),
        signer=[line.passage for line in anatomy.signer],
        signer_name=_passage(anatomy.signer_name),
        appendices=list(_appendices(anatomy, frames)),
        attached=list(_attached(anatomy)),
    )


def _passage(line: WordLine | None) -> Passage | None:
    return None if line is None else line.passage


def _joined(lines: list[WordLine]) -> Iterator[Passage]:
    """Pieces of one paragraph, which tabs or line breaks part, made one passage again."""
    group: list[WordLine] = []
    for line in lines:
        if group and line.paragraph != group[-1].paragraph:
            yield _one(group)
            group = []
        group.append(line)
    if group:
        yield _one(group)


def _one(lines: list[WordLine]) -> Passage:
    first = lines[0].passage
    if len(lines) == 1:
        return first
    passages = [line.passage for line in lines]
    return replace(
        max(passages, key=lambda passage: len(passage.text)),
        text=fold_spaces(" ".join(passage.text for passage in passages)),
        is_bold=all(passage.is_bold for passage in passages),
        has_bold=any(passage.has_bold for passage in passages),
        is_italic=all(passage.is_italic for passage in passages),
        has_italic=any(passage.has_italic for passage in passages),
        starts_bold=first.starts_bold,
        sizes=tuple(sorted({size for passage in passages for size in passage.sizes})),
    )


def _items(lines: list[WordLine]) -> Iterator[Passage]:
    """Recipients, one a paragraph; the next line of one without a dash belongs to the one above."""
    group: list[WordLine] = []
    for line in lines:
        if group and line.text.startswith(("-", "–")):
            yield _one(group)
            group = []
        group.append(line)
    if group:
        yield _one(group)


def _appendices(anatomy: WordAnatomy, frames: set[int]) -> Iterator[AppendixPaper]:
    lines = anatomy.appendix_lines
    for place, line in enumerate(lines):
        if not _opens_appendix(line, frames):
            continue
        anatomy.appendix_labels.append(line)
        appendix = AppendixPaper(line.passage)
        for following in lines[place + 1 : place + _LINES_OF_TITLE]:
            is_bracket = is_attached_bracket(following.text)
            if is_bracket:
                rest = lines[lines.index(following) :]
                appendix.bracket = _bracket(rest)
                break
            if following.cell is not None or following.shape.alignment != "center":
                break
            appendix.title.append(following.passage)
        yield appendix


def _bracket(lines: list[WordLine]) -> Passage:
    found: list[WordLine] = []
    for line in lines[:5]:
        found.append(line)
        if line.text.endswith(")"):
            break
    return _one(found)


def _attached(anatomy: WordAnatomy) -> Iterator[AttachedPaper]:
    """Texts attached to a decision: each opens with Quốc hiệu again, below the signature of the decision."""
    lines = anatomy.appendix_lines
    for place, line in enumerate(lines):
        if not is_nation(line.text):
            continue
        motto = next((each for each in lines[place : place + 12] if is_motto(each.text)), None)
        after = [each for each in lines[place + 1 :] if each.cell is None][:_LINES_OF_TITLE]
        bracket_at = next((spot for spot, each in enumerate(after) if is_attached_bracket(each.text)), None)
        yield AttachedPaper(
            line.passage,
            _passage(motto),
            after[0].passage if after else None,
            _bracket(after[bracket_at:]) if bracket_at is not None else None,
            body=list(
                _joined(list(_text_after(lines[place + 1 :], after[bracket_at] if bracket_at is not None else None)))
            ),
        )


def _text_after(lines: list[WordLine], bracket: WordLine | None) -> Iterator[WordLine]:
    """The text of an attached paper: from its bracket to the next heading or appendix."""
    is_text = False
    for line in lines:
        if is_nation(line.text) or _opens_appendix(line, set()):
            return
        if is_text and line.cell is None:
            yield line
        is_text = is_text or (bracket is not None and line.paragraph >= bracket.paragraph and line.text.endswith(")"))
