"""Words of a text with their place, and phrases looked up among them without regard to case or where a tone is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from documents.vietnamese import search_key

_WORD = re.compile(r"[A-ZĐ]{1,8}(?:[&.\-][A-ZĐ]{1,8}){1,4}(?![^\W\d_])|[^\W\d_]+|\d+|[^\w\s]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign: as written, its key for comparison, its span in the text."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        letters = [letter for letter in self.text if letter.isalpha()]
        return (
            len(letters) >= 2
            and sum(letter.isupper() for letter in letters) >= len(letters) - 1
            and letters[0].isupper()
        )


def split_words(text: str, start: int = 0, limit: int = 1500) -> list[Word]:
    """Return the words and signs of the text from `start` on, at most `limit` characters of it."""
    stop = min(len(text), start + limit)
    return [
        Word(match.group(), spelling_key(match.group()), match.start(), match.end())
        for match in _WORD.finditer(text, start, stop)
    ]


@lru_cache(maxsize=20_000)
def spelling_key(word: str) -> str:
    """Lower case with the tone written behind the word, so that "Uỷ" and "Ủy", "Hoà" and "Hòa" are the same."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = "".join(character for character in decomposed if character in _TONES)
    return (
        unicodedata.normalize("NFC", "".join(character for character in decomposed if character not in _TONES)) + tones
    )


def _exact_key(word: Word) -> str:
    return word.key


def _loose_key(word: Word) -> str:
    return _without_accents(word.text)


@lru_cache(maxsize=20_000)
def _without_accents(word: str) -> str:
    return search_key(word)


class PhraseBook:
    """Phrases by their first word, longest first. With `is_spelling_loose` lost or wrong accents do not count."""

    def __init__(self, phrases: Iterable[str], *, is_spelling_loose: bool = False) -> None:
        self._key: Callable[[Word], str] = _loose_key if is_spelling_loose else _exact_key
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            keys = tuple(map(self._key, split_words(phrase.lower())))
            if keys:
                self._by_first.setdefault(keys[0], []).append(keys)
        for entries in self._by_first.values():
            entries.sort(key=len, reverse=True)

    def match(self, words: Sequence[Word], index: int) -> int:
        """The number of words the longest phrase at `index` has; 0 when none stands there."""
        if index >= len(words):
            return 0
        for keys in self._by_first.get(self._key(words[index]), ()):
            if index + len(keys) <= len(words) and all(
                self._key(words[index + offset]) == key for offset, key in enumerate(keys)
            ):
                return len(keys)
        return 0

    def match_skipping(self, words: Sequence[Word], index: int, skipped: frozenset[str]) -> int:
        """As `match`, but signs and words in `skipped` between two words of the phrase do not count."""
        if index >= len(words):
            return 0
        for keys in self._by_first.get(self._key(words[index]), ()):
            at = index + 1
            for key in keys[1:]:
                while at < len(words) and words[at].key in skipped and self._key(words[at]) != key:
                    at += 1
                if at >= len(words) or self._key(words[at]) != key:
                    break
                at += 1
            else:
                return at - index
        return 0


def load_lexicon(name: str) -> Mapping[str, list[str]]:
    """Return the sections of a lexicon file: the phrases under each "[heading]"."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    text = files("documents.reading").joinpath("lexicon", name).read_text("utf-8")
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections
