"""The block above the text: names of the bodies, number and date, subject of a letter, authority of a decision (ô 1-5b, 10b)."""

from __future__ import annotations

import re

from documents import wording
from documents.layout import HEADER, TITLE, URGENCY_WIDTHS_MM
from documents.official import OfficialDocument
from documents.rendering.fonts import Face, text_width_mm
from documents.rendering.lines import CentredText, centred
from documents.rendering.printed import PrintedHeader
from documents.vietnamese import fold_spaces

# A name too long for its line goes on with the unit: "UBND / THÀNH PHỐ HẢI PHÒNG", never "UBND THÀNH / PHỐ HẢI PHÒNG".
_UNIT_NAME = re.compile(r"(?<=\S) (?=(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU) )")
LETTER = "CV"
DECISION = "QĐ"


def printed_header(document: OfficialDocument, *, is_attached: bool) -> PrintedHeader:
    """Return the heading; an attached text has neither number nor date nor marks (form 1.3 of Phụ lục III)."""
    place_and_date = wording.place_and_date(document)
    is_narrow = text_width_mm(place_and_date, HEADER.date_pt, Face.ITALIC) > HEADER.right_column_mm
    motto_pt = HEADER.narrow_motto_pt if is_narrow else HEADER.motto_pt
    agency_pt = HEADER.narrow_agency_pt if is_narrow else HEADER.agency_pt
    subject = f"V/v {document.title}"
    urgency = "" if is_attached else fold_spaces(document.urgency).upper()
    circulation = "" if is_attached else fold_spaces(document.circulation).upper()
    return PrintedHeader(
        parent=_agency(document.issuer.parent_lines, Face.REGULAR, agency_pt),
        issuer=_agency(document.issuer.name_lines, Face.BOLD, agency_pt),
        motto_width_mm=text_width_mm(wording.MOTTO, motto_pt, Face.BOLD),
        number="" if is_attached else f"Số: {wording.number_and_symbol(document)}",
        date="" if is_attached else place_and_date,
        is_narrow=is_narrow,
        letter_subject=centred(
            [subject],
            size_pt=HEADER.letter_subject_pt,
            face=Face.REGULAR,
            width_mm=HEADER.left_column_mm - HEADER.letter_subject_slack_mm,
        )
        if document.type_code == LETTER and not is_attached
        else None,
        urgency=urgency if urgency in URGENCY_WIDTHS_MM else "",
        urgency_width_mm=URGENCY_WIDTHS_MM.get(urgency, 0.0),
        circulation=circulation,
        circulation_width_mm=round(
            text_width_mm(circulation, HEADER.circulation_pt, Face.BOLD) + 2 * HEADER.circulation_padding_mm, 2
        ),
    )


def _agency(lines: list[str], face: Face, size_pt: float) -> CentredText:
    width_mm = HEADER.left_column_mm - HEADER.name_slack_mm
    names = [fold_spaces(line).upper() for line in lines if line.strip()]
    parts = [
        part
        for name in names
        for part in ([name] if text_width_mm(name, size_pt, face) <= width_mm else _UNIT_NAME.split(name, maxsplit=1))
    ]
    return centred(parts, size_pt=size_pt, face=face, width_mm=width_mm)


def decision_authority(document: OfficialDocument) -> CentredText | None:
    """The centred line above the grounds of a decision: the collective, or the head's post and body (F69)."""
    if document.type_code != DECISION:
        return None
    issuer = fold_spaces(" ".join(document.issuer.name_lines)).upper()
    signature = document.signature
    if signature.authority and signature.authority.strip().startswith("TM."):
        name = issuer
    else:
        post = fold_spaces(signature.on_behalf or signature.authority or signature.position or "").upper()
        name = f"{post.split('. ', 1)[-1]} {issuer}".strip()
    return centred([name], size_pt=TITLE.type_pt, face=Face.BOLD, width_mm=TITLE.subject_width_mm)
