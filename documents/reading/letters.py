"""What papers other than a plan have between head and body: a letter's subject, the addressees, a decision's opening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.official import LegalBasis
from documents.reading.citations import read_basis_line
from documents.reading.cleaning import SourceLine
from documents.vietnamese import fold_spaces, search_key

LETTER_CODE, LETTER_NAME, DECISION_CODE = "CV", "CÔNG VĂN", "QĐ"
_SUBJECT_WITHIN = 30
_SUBJECT_LINES = 6
_OPENING_LINES = 40
_SUBJECT = re.compile(r"^(?:.*\s)?V/v\s*:?\s*(?=\S)", re.IGNORECASE)
_ADDRESSED = re.compile(r"^kính\s+gửi\s*(?P<colon>:?)\s*(?P<rest>.*)$", re.IGNORECASE)
_DATE_LINE = re.compile(r",\s*ngày\b.*\btháng\b", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"^Số\s*[:.]", re.IGNORECASE)
_DASH = re.compile(r"^[-–—•+*]\s*")
_GROUND = re.compile(r"^(?:căn cứ|theo đề nghị|xét(?: đề nghị)?|thực hiện)\s", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|ỦY BAN|UỶ BAN|HỘI ĐỒNG|CỤC TRƯỞNG|BỘ TRƯỞNG)\b")
_DECIDES = re.compile(r"^quyet dinh\s*:?$")
_END = re.compile(r"[\s;.,]+$")


@dataclass(slots=True)
class Opening:
    """Lines read off the top of the body; `stops` is the index of the first line that is body again."""

    addressees: list[str] = field(default_factory=list)
    grounds: list[LegalBasis] = field(default_factory=list)
    stops: int = 0


def is_letter_subject(text: str) -> bool:
    """Whether the line opens the subject of a letter ("V/v …", whose V is no Roman five)."""
    return bool(_SUBJECT.match(text))


def names_deciding_authority(text: str) -> bool:
    """Whether the line names who decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN", above a decision's grounds."""
    return text.isupper() and bool(_AUTHORITY.match(text))


def find_letter_subject(lines: Sequence[SourceLine]) -> tuple[str, set[int]] | None:
    """The subject "V/v …" of an official letter without the mark, and the lines it stands on; None for other papers."""
    for index, line in enumerate(lines[:_SUBJECT_WITHIN]):
        for text in line.cells if line.cells is not None else [line.text]:
            if _SUBJECT.match(text):
                subject, used = _SUBJECT.sub("", text), {index}
                if line.cells is None:
                    used |= _continued(lines, index, subject)
                    subject = " ".join([subject, *(lines[later].text for later in sorted(used)[1:])])
                return fold_spaces(subject).rstrip("."), used
        if _ADDRESSED.match(line.text):
            return None
    return None


def read_opening(lines: Sequence[SourceLine], start: int, *, type_code: str) -> Opening:
    """Read the addressees, and of a decision the line of authority, the grounds and "QUYẾT ĐỊNH:", from line `start` on."""
    opening = Opening(stops=start)
    _read_addressees(lines, opening)
    if type_code == DECISION_CODE:
        _read_decision(lines, opening)
    return opening


def _continued(lines: Sequence[SourceLine], index: int, subject: str) -> set[int]:
    """The lines on which a narrow column goes on with the subject."""
    used: set[int] = set()
    before = subject
    for later in range(index + 1, min(index + _SUBJECT_LINES, len(lines))):
        line = lines[later]
        text = line.text
        if (
            not text
            or line.cells is not None
            or _ADDRESSED.match(text)
            or _DATE_LINE.search(text)
            or _NUMBER_LINE.match(text)
            or text.upper() == text
            or (text[0].isupper() and len(before) > 60)
        ):
            break
        used.add(later)
        before = text
    return used


def _read_addressees(lines: Sequence[SourceLine], opening: Opening) -> None:
    index = _next_line(lines, opening.stops)
    match = _ADDRESSED.match(lines[index].text) if index is not None else None
    if index is None or match is None or not (match["colon"] or match["rest"]):
        return
    index += 1
    rest = match["rest"].strip()
    if rest:
        opening.addressees.append(_END.sub("", _DASH.sub("", rest)))
    while index < len(lines):
        line = lines[index]
        if line.cells is not None or (line.text and not _names_addressee(line.text, rest, opening)):
            break
        if line.text and _DASH.match(line.text):
            opening.addressees.append(_END.sub("", _DASH.sub("", line.text)))
        elif line.text and opening.addressees:
            opening.addressees[-1] = fold_spaces(f"{opening.addressees[-1]} {_END.sub('', line.text)}")
        elif line.text:
            opening.addressees.append(_END.sub("", line.text))
        index += 1
        if line.text.endswith("."):
            break
    opening.stops = index


def _names_addressee(text: str, rest: str, opening: Opening) -> bool:
    """A further addressee behind a dash, or the rest of one that a narrow column has broken."""
    if _DASH.match(text):
        return not rest or bool(_DASH.match(rest)) or rest.endswith((";", ","))
    if not opening.addressees:
        return len(text) < 120
    return text[0].islower() and not _GROUND.match(text)


def _read_decision(lines: Sequence[SourceLine], opening: Opening) -> None:
    """Take the grounds down to "QUYẾT ĐỊNH:"; without that line the paper is left as it stands."""
    until = min(opening.stops + _OPENING_LINES, len(lines))
    decides = next((n for n in range(opening.stops, until) if _DECIDES.match(search_key(lines[n].text))), None)
    if decides is None:
        return
    grounds: list[str] = []
    for line in lines[opening.stops : decides]:
        text = line.text
        if not text or (text.upper() == text and not grounds):
            continue  # the line of authority, which the form sets from issuer and signer
        if _GROUND.match(text) or not grounds:
            grounds.append(text)
        else:
            grounds[-1] = f"{grounds[-1]} {text}"
    opening.grounds = [read_basis_line(fold_spaces(text)) for text in grounds]
    opening.stops = decides + 1


def _next_line(lines: Sequence[SourceLine], start: int) -> int | None:
    return next((index for index in range(start, len(lines)) if not lines[index].is_blank), None)
