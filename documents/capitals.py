"""A subject typed all in capitals, set back into a sentence as the format asks (F31)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

from documents.vietnamese import fold_spaces

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_AFTER_START = re.compile(r"(?:^|[.:;!?]\s+|\n)[\W_]*[^\W_]+")
_FEWEST_WORDS = 4
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ph|th|tr|ch|kh|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?", re.IGNORECASE
)


def in_sentence_case(title: str, *, known_texts: list[str]) -> str:
    """Return the title in sentence case when it is all capitals; each word as the document's own texts spell it.

    Abbreviations ("PAPI", "UBND"), which are no Vietnamese syllables, keep their capitals.
    """
    words = _WORD.findall(title)
    if len(words) < _FEWEST_WORDS or title != title.upper():
        return title
    spellings = _spellings(known_texts)
    followers = dict(zip([match.start() for match in _WORD.finditer(title)], [*words[1:], ""], strict=True))

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        # "Chỉ số" and "chỉ đạo": the word that follows decides first.
        known = spellings.get(f"{word} {followers[match.start()]}".lower()) or spellings.get(word.lower())
        if known:
            return known.most_common(1)[0][0]
        return word.lower() if _SYLLABLE.fullmatch(_bare(word)) else word

    sentence = _WORD.sub(cased, title)
    return sentence[:1].upper() + sentence[1:]


def _spellings(texts: list[str]) -> dict[str, Counter[str]]:
    """How the words inside sentences are written; first words and lines all in capitals teach nothing."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if text != text.upper():
            words = _WORD.findall(_AFTER_START.sub(" ", fold_spaces(text)))
            for word, follower in zip(words, [*words[1:], ""], strict=True):
                spellings[word.lower()][word] += 1
                spellings[f"{word} {follower}".lower()][word] += 1
    return spellings


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("Đ", "D"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
