"""Which of the provincial indices a text speaks of, by acronym or by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from documents.reading.agency_words import load_lexicon
from documents.vietnamese import search_key

_REPEATED = 3


def indices_in(text: str) -> list[str]:
    """The indices named in the text, each once, in order of appearance."""
    key = search_key(text)
    places = {code: _first_place(key, (*acronyms, *names)) for code, (acronyms, names) in _names().items()}
    return [code for code, place in sorted(places.items(), key=lambda pair: pair[1]) if place < len(key)]


def indices_of_plan(title: str, opening: str, body: Sequence[str]) -> list[str]:
    """The indices a plan is about: named in its title, or by acronym in its opening and aims, or again and again in its body.

    An index the body mentions in passing does not count.
    """
    found = indices_in(title)
    opening_key = search_key(opening)
    counts: Counter[str] = Counter()
    for text in body:
        key = search_key(text)
        for code, (acronyms, _) in _names().items():
            counts[code] += sum(len(re.findall(rf"(?<!\w){re.escape(acronym)}(?!\w)", key)) for acronym in acronyms)
    is_narrow = len(found) == 1
    for code, (acronyms, names) in _names().items():
        opens = _first_place(opening_key, acronyms if found else (*acronyms, *names)) < len(opening_key)
        if code not in found and (counts[code] >= _REPEATED or (opens and not is_narrow)):
            found.append(code)
    return found


def _first_place(key: str, names: Sequence[str]) -> int:
    places = [match.start() for name in names if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", key))]
    return min(places, default=len(key))


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        code: (
            tuple(entry for entry in entries if not entry.startswith("=")),
            tuple(entry[1:].strip() for entry in entries if entry.startswith("=")),
        )
        for code, entries in load_lexicon("indices.txt").items()
    }
