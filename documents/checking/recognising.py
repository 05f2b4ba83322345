"""By which words a line is known as a component, in PDF and Word file alike."""

from __future__ import annotations

import re

from documents import wording
from documents.vietnamese import search_key

_NUMBER_LINE = re.compile(r"^Số\s*:")
_DATE_LINE = re.compile(r"ngày\s.*tháng\s.*năm", re.IGNORECASE)
_APPENDIX = re.compile(r"^phụ lục\b(?!.*[.;:]$)", re.IGNORECASE)
_CIRCULATION = ("luu hanh noi bo", "xem xong tra lai", "thu hoi")
_CONTACT = re.compile(r"(?:\bĐT|Điện thoại|\bFax|E-?mail|Website|Trang thông tin điện tử)\s*:", re.IGNORECASE)
_SIGNING_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_DRAFTER = re.compile(r"^(?:[A-ZĐ][A-ZĐa-zđ.]{0,9}\s?)?\(\d{1,5}\)\.?$|^[A-ZĐ]{2,6}\.?$")
LONGEST_LABEL = 40


def nation_key(text: str) -> str:
    return search_key(text).replace(" ", "")


def motto_key(text: str) -> str:
    return re.sub(r"[\s\-–—]", "", search_key(text))


def is_nation(text: str) -> bool:
    return nation_key(text) == nation_key(wording.NATION)


def is_motto(text: str) -> bool:
    return motto_key(text) == motto_key(wording.MOTTO)


def is_number_line(text: str) -> bool:
    return bool(_NUMBER_LINE.match(text))


def is_date_line(text: str) -> bool:
    return bool(_DATE_LINE.search(text))


def is_recipients_label(text: str) -> bool:
    return search_key(text).replace(" ", "").startswith("noinhan:")


def starts_appendix(text: str) -> bool:
    """Tell whether a line opens a Phụ lục, in capitals or not, with or without number."""
    return bool(_APPENDIX.match(text)) and len(text) <= LONGEST_LABEL


def is_circulation(text: str) -> bool:
    return search_key(text).startswith(_CIRCULATION)


def is_attached_bracket(text: str) -> bool:
    """Tell whether a line opens "(Kèm theo …" or "(Ban hành kèm theo …"; a subject may well break before "(PCI)"."""
    return search_key(text).startswith(("(kem theo", "(ban hanh kem theo", "(dinh kem"))


def is_contact(text: str) -> bool:
    return bool(_CONTACT.search(text))


def is_signing_text(text: str) -> bool:
    """Number, symbol and time in the corner of an appendix that is a file of its own (F68)."""
    return bool(_SIGNING_TEXT.search(text))


def is_drafter(text: str) -> bool:
    """Initials of who drafted and how many copies: "PL.(300)", or one of them alone (F65)."""
    return bool(_DRAFTER.match(text))
