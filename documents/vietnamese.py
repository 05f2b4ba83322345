"""Vietnamese text: one normal form, comparison without diacritics, and Vietnamese sort order, the same on every database."""

from __future__ import annotations

import re
import unicodedata

# Legacy texts carry the Icelandic eth for the Vietnamese d-stroke; both print alike and never compare equal.
_LEGACY_LETTERS: dict[int, int | str | None] = {ord("Ð"): "Đ", ord("ð"): "đ"}
# Signs no XML can hold, and so neither a Word file nor a PDF; those that count as white space become spaces elsewhere.
_NO_TEXT = (*range(0x09), *range(0x0E, 0x1C), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_CLEANED = _LEGACY_LETTERS | dict.fromkeys(_NO_TEXT)
_SPACES = re.compile(r"\s+")

# Order of letters and tones as in Vietnamese dictionaries: a ă â … d đ e ê …; tones ngang huyền hỏi ngã sắc nặng.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPE_MARKS = {"\u0302", "\u0306", "\u031b"}


def to_nfc(text: str) -> str:
    """Return the text in Unicode NFC with the legacy eth replaced by đ, without signs that no file of text can hold."""
    return unicodedata.normalize("NFC", text.translate(_CLEANED))


def fold_spaces(text: str) -> str:
    """Return the text in NFC with every run of white space made one space."""
    return _SPACES.sub(" ", to_nfc(text)).strip()


def search_key(text: str) -> str:
    """Return the text as it is searched: lower case, no diacritics, đ as d, single spaces ("Sở Nội vụ" -> "so noi vu")."""
    decomposed = unicodedata.normalize("NFD", fold_spaces(text).lower().replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def sort_key(text: str) -> str:
    """Return a string whose plain byte order is the Vietnamese dictionary order, with tones as second criterion.

    Words are compared one by one ("An" < "Ảnh" < "Ánh" < "Ăn" < "Ân"), letters first, tones after, as in the printed dictionaries.
    """
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", fold_spaces(text).lower()):
        if character in _TONE_RANK:
            if tones:
                tones[-1] = str(_TONE_RANK[character])
        elif character in _SHAPE_MARKS and letters:
            shaped = unicodedata.normalize("NFC", letters[-1] + character)
            letters[-1] = shaped if shaped in _LETTER_RANK else letters[-1]
        elif unicodedata.combining(character):
            continue
        else:
            letters.append(character)
            tones.append("0")
    ranked = "".join(_ranked(letter) for letter in letters)
    return f"{ranked}|{''.join(tones)}"


def _ranked(letter: str) -> str:
    """Two characters that sort after space and digits and in the order of the Vietnamese alphabet."""
    if letter in _LETTER_RANK:
        rank = _LETTER_RANK[letter]
        return chr(ord("a") + rank // 26) + chr(ord("a") + rank % 26)
    return "0" + letter
