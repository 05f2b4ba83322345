"""The markers that open a provision: "Phần I", "II.", "Điều 3.", "1.", "1.2.", "a)", "(1)", "-", "+"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.official import ProvisionKind

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

_PART = re.compile(
    r"^(Phần\s+(?:thứ\s+\w+|[IVX]{1,5}|\d{1,2})|Chương\s+(?:[IVX]{1,5}|\d{1,2})|Mục\s+\d{1,2})\s*[.:–-]?(?=\s|$)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(Điều\s+\d{1,3})\s*[.:](?=\s|\S)")
_ROMAN = re.compile(r"^([IVX]{1,6})\s?([./)]|\s?[-–](?=\s))\s*(?=\S)")
_LETTER = re.compile(r"^([A-ZĐ])[./]\s+(?=[A-ZĐÀ-Ỹ])")
_CLAUSE = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\s?(?:([.)])\s*|(/)\s+)(?=[^\W\d_]|[“\"(*\[…-])")
_SUBCLAUSE = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[^\W\d_]|[“\"(])")
_BRACKET = re.compile(r"^\((\d{1,2}|[a-zđ])\)\s*(?=\S)")
_POINT = re.compile(r"^([a-zđ](?:\d|\.\d{1,2})?)\s?([.)/])\s*(?=\S)")
_DASH = re.compile(r"^([-–—•·▪●○◦*]|[\uf0b7\uf02d\uf0a7\u25aa\u2212])\s*(?=\S)")
_PLUS = re.compile(r"^(\+)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as printed, its kind, its depth among markers of that kind (1.2 is deeper than 1) and its place in the row."""

    text: str
    kind: ProvisionKind
    depth: int = 0
    value: int = 0
    style: str = ""


def split_marker(text: str) -> tuple[Marker | None, str]:
    """Return the marker a line opens with and the text behind it; a dash before another marker is dropped ("- a) …")."""
    marker, rest = _one_marker(text)
    if marker is not None and marker.kind == ProvisionKind.DASH:
        inner, inner_rest = _one_marker(rest)
        if inner is not None and inner.kind != ProvisionKind.DASH and inner_rest:
            return inner, inner_rest
    return marker, rest


def _one_marker(text: str) -> tuple[Marker | None, str]:
    if not text:
        return None, text
    first = text[0]
    if first in "-–—•·▪●○◦*\uf0b7\uf02d\uf0a7\u2212":
        match = _DASH.match(text)
        return (Marker("-", ProvisionKind.DASH, style="-"), text[match.end() :]) if match else (None, text)
    if first == "+":
        match = _PLUS.match(text)
        return (Marker("+", ProvisionKind.PLUS, style="+"), text[match.end() :]) if match else (None, text)
    for pattern, build in _NUMBERED:
        match = pattern.match(text)
        if match:
            marker = build(match)
            if marker is not None:
                return marker, text[match.end() :].strip()
    return None, text


def _part(match: re.Match[str]) -> Marker | None:
    word = match.group(1)
    if not word[0].isupper():
        return None
    depth = {"p": 0, "c": 1, "m": 2}[word[0].lower()]
    number = word.split()[-1]
    value = int(number) if number.isdigit() else _roman(number)
    return Marker(word, ProvisionKind.PART, depth=depth, value=value, style=word[0].lower())


def _article(match: re.Match[str]) -> Marker:
    return Marker(match.group(1) + ".", ProvisionKind.ARTICLE, value=int(match.group(1).split()[-1]), style="article")


def _roman_marker(match: re.Match[str]) -> Marker | None:
    value = _roman(match.group(1))
    if not value:
        return None
    sign = match.group(2).strip() or "."
    return Marker(match.group(1) + ("." if sign in "-–" else sign), ProvisionKind.SECTION, value=value, style="roman")


def _letter(match: re.Match[str]) -> Marker:
    return Marker(match.group(1) + ".", ProvisionKind.PART, depth=3, value=ord(match.group(1)), style="letter")


def _clause(match: re.Match[str]) -> Marker:
    numbers = [int(part) for part in match.group(1).split(".")]
    sign = next((group for group in match.groups()[1:] if group), "")
    return Marker(
        match.group(1) + (sign or "."),
        ProvisionKind.CLAUSE,
        depth=len(numbers) - 1,
        value=numbers[-1],
        style=f"number{len(numbers)}{sign or '.'}",
    )


def _bracket(match: re.Match[str]) -> Marker:
    inner = match.group(1)
    value = int(inner) if inner.isdigit() else _POINT_LETTERS.find(inner) + 1
    return Marker(f"({inner})", ProvisionKind.POINT, depth=0, value=value, style="(1)" if inner.isdigit() else "(a)")


def _point(match: re.Match[str]) -> Marker | None:
    letter = match.group(1)[0]
    if match.group(2) == "/" and len(match.group(0)) == 2:
        return None  # "đ/c", "c/o": an abbreviation, not a marker
    return Marker(
        match.group(1) + match.group(2),
        ProvisionKind.POINT,
        depth=0 if len(match.group(1)) == 1 else 1,
        value=_POINT_LETTERS.find(letter) + 1,
        style="a)",
    )


_NUMBERED = (
    (_PART, _part),
    (_ARTICLE, _article),
    (_ROMAN, _roman_marker),
    (_LETTER, _letter),
    (_CLAUSE, _clause),
    (_SUBCLAUSE, _clause),
    (_BRACKET, _bracket),
    (_POINT, _point),
)


def _roman(text: str) -> int:
    """The value of a Roman numeral up to 89; 0 for anything else ("VIX" reads as no numeral)."""
    text = text.upper()
    if not text or any(letter not in _ROMAN_VALUES for letter in text):
        return 0
    total = 0
    for letter, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total
