"""The marker of a provision as a form that can be given another number: "II.", "Điều 3.", "1.2.", "đ)", "(a)", "Phần thứ nhất"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from documents.numerals import roman
from documents.official import ProvisionKind

# Phụ lục I, phần II khoản 6 (F47): the letters of points, without those the Vietnamese alphabet does not count.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_FORM = re.compile(
    r"^(?P<before>(?:\(|(?:Phần|Chương|Mục|Tiểu mục|Điều)\s+(?:thứ\s+)?|(?:\d+\.)+(?=\d))?)"
    r"(?P<numeral>\d+|[IVXLC]+|[A-ZĐ]|[a-zđ]{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?P<after>[.)/:–-]*)$"
)
_DEFAULTS = {
    ProvisionKind.PART: "Phần I",
    ProvisionKind.SECTION: "I.",
    ProvisionKind.ARTICLE: "Điều 1.",
    ProvisionKind.CLAUSE: "1.",
    ProvisionKind.POINT: "a)",
    ProvisionKind.DASH: "-",
    ProvisionKind.PLUS: "+",
    ProvisionKind.PARAGRAPH: "",
}


class Numeral(StrEnum):
    """How the number in a marker is written."""

    ARABIC = "arabic"
    ROMAN = "roman"
    LETTER = "letter"
    CAPITAL = "capital"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class MarkerForm:
    """A marker taken apart; `value` counts from 1. `before` of "1.2." is "1.", the number of the provision above."""

    before: str
    numeral: Numeral
    value: int
    after: str

    @property
    def levels(self) -> int:
        """How many numbers it shows: 2 for "1.2."."""
        return self.before.count(".") + 1

    def written(self, value: int, *, before: str | None = None) -> str:
        """The marker with another number, and under another provision where it repeats the number above."""
        return f"{self.before if before is None else before}{_numeral(self.numeral, value)}{self.after}"


def marker_form(marker: str, kind: ProvisionKind) -> MarkerForm | None:
    """Take a marker apart; None for dashes, for no marker, and for one that follows no known form."""
    match = _FORM.match(" ".join(marker.split()))
    if match is None or kind in {ProvisionKind.DASH, ProvisionKind.PLUS, ProvisionKind.PARAGRAPH}:
        return None
    text = match["numeral"]
    for numeral, value in _readings(text, kind):
        if value and _numeral(numeral, value) == text:
            return MarkerForm(match["before"], numeral, value, match["after"])
    return None


def default_marker(kind: ProvisionKind) -> str:
    """The first marker of a row of that kind: "I.", "Điều 1.", "a)"."""
    return _DEFAULTS[kind]


def bare_number(marker: str, kind: ProvisionKind) -> str:
    """The number as a text cites it: "1.2" for "1.2.", "đ" for "đ)", "" for a dash."""
    form = marker_form(marker, kind)
    if form is None:
        return ""
    above = form.before if form.before[:1].isdigit() else ""
    return above + _numeral(form.numeral, form.value)


def _readings(text: str, kind: ProvisionKind) -> list[tuple[Numeral, int]]:
    """What a numeral may mean, the likeliest first: "I" is Roman except among capital letters, "C." of a part a letter."""
    if text.isdigit():
        return [(Numeral.ARABIC, int(text))]
    if text in _ORDINALS:
        return [(Numeral.ORDINAL, _ORDINALS.index(text) + 1)]
    if text.islower():
        return [(Numeral.LETTER, _letter_value(text))]
    as_roman, as_letter = (Numeral.ROMAN, _roman_value(text)), (Numeral.CAPITAL, _letter_value(text.lower()))
    if kind is ProvisionKind.PART and text in "CDĐL":
        return [as_letter, as_roman]
    return [as_roman, as_letter]


def _numeral(numeral: Numeral, value: int) -> str:
    match numeral:
        case Numeral.ROMAN:
            return roman(value)
        case Numeral.LETTER:
            return _letters(value)
        case Numeral.CAPITAL:
            return _letters(value).upper()
        case Numeral.ORDINAL if value <= len(_ORDINALS):
            return _ORDINALS[value - 1]
        case _:
            return str(value)


def _letters(value: int) -> str:
    """a … y, then aa, ab: the decree does not say what follows y."""
    rounds, place = divmod(value - 1, len(POINT_LETTERS))
    return (POINT_LETTERS[rounds - 1] if rounds else "") + POINT_LETTERS[place]


def _letter_value(text: str) -> int:
    places = [POINT_LETTERS.find(letter) + 1 for letter in text]
    if not all(places) or not places:
        return 0
    return places[0] if len(places) == 1 else places[0] * len(POINT_LETTERS) + places[1]


def _roman_value(text: str) -> int:
    digits = [_ROMAN_DIGITS.get(letter, 0) for letter in text]
    if not all(digits):
        return 0
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))
