"""How agency names are compared: without diacritics, abbreviations written out, joining words and marks left out."""

from __future__ import annotations

import re
from functools import lru_cache

from agencies.services.reference import read_reference
from agencies.services.territories import REFERENCE
from documents.vietnamese import fold_spaces, search_key

# Marks that extraction leaves in names: footnotes, table bars, emphasis, list dashes, end marks.
_NOTES = re.compile(r"<sup>.*?</sup>|\^\{[^}]*\}|\([^()]*\)\s*$")
_TOKEN = re.compile(r"[^\W_]+")
_JOINING_WORDS = {"va", "cac", "nhung", "cung"}
# People who stand for their agency in delegate lists and programmes.
_PERSONS = (
    "dai dien lanh dao",
    "lanh dao",
    "thu truong",
    "giam doc",
    "dai dien",
    "chu tich",
    "chanh",
    "truong",
)


def clean_name(name: str) -> str:
    """The name as written, without footnotes, list marks and end marks, spaces folded."""
    return fold_spaces(_NOTES.sub("", name)).strip(" \t*|-–—+;,.:/")


def name_key(name: str) -> str:
    """Comparison key of a name: "Sở KH&ĐT" and "Sở Kế hoạch và đầu tư" give the same key."""
    tokens = _tokens(clean_name(name))
    meanings, longest = _abbreviations()
    written: list[str] = []
    position = 0
    while position < len(tokens):
        for length in range(min(longest, len(tokens) - position), 0, -1):
            meaning = meanings.get(tuple(tokens[position : position + length]))
            if meaning is not None:
                written.extend(meaning)
                position += length
                break
        else:
            written.append(tokens[position])
            position += 1
    return " ".join(written)


def without_person(key: str) -> str:
    """The key of the agency for which a leader stands: "Lãnh đạo Sở Nội vụ" -> the key of "Sở Nội vụ"."""
    stripped = True
    while stripped:
        stripped = False
        for person in _PERSONS:
            if key.startswith(person + " "):
                key, stripped = key[len(person) + 1 :], True
    return key


def has_diacritics(text: str) -> bool:
    """True when the text still carries Vietnamese marks; scanned copies often lost them."""
    return search_key(text) != fold_spaces(text).lower()


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[dict[tuple[str, ...], tuple[str, ...]], int]:
    meanings = {
        tuple(_tokens(row["written"])): tuple(_tokens(row["meaning"]))
        for row in read_reference(REFERENCE, "abbreviations.csv")
    }
    return meanings, max(len(tokens) for tokens in meanings)


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(search_key(text)) if token not in _JOINING_WORDS]
