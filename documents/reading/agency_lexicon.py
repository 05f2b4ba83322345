"""The words agency names are made of, from lexicon/agencies.txt, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from documents.reading.agency_words import PhraseBook, load_lexicon

_STOP_CAPITALS = ("chủ trì", "phối hợp", "chịu trách nhiệm")


@dataclass(frozen=True, slots=True)
class AgencyLexicon:
    """Phrases by what they do in a name; `stops` are verbs that end one though they may be written with a capital."""

    fields: PhraseBook
    openers: PhraseBook
    standalone: PhraseBook
    posts: PhraseBook
    name_words: PhraseBook
    tied_words: PhraseBook
    places: PhraseBook
    nouns: PhraseBook
    tails: PhraseBook
    list_words: PhraseBook
    stops: PhraseBook


@lru_cache(maxsize=1)
def agency_lexicon() -> AgencyLexicon:
    sections = load_lexicon("agencies.txt")
    return AgencyLexicon(
        fields=PhraseBook(sections["fields"], is_spelling_loose=True),
        openers=PhraseBook(phrase.rstrip("!") for phrase in sections["openers"]),
        standalone=PhraseBook(phrase.rstrip("!") for phrase in sections["openers"] if phrase.endswith("!")),
        posts=PhraseBook(sections["posts"]),
        name_words=PhraseBook(sections["name words"]),
        tied_words=PhraseBook(sections["tied words"]),
        places=PhraseBook(sections["places"]),
        nouns=PhraseBook(sections["group nouns"]),
        tails=PhraseBook(sections["group tails"]),
        list_words=PhraseBook(sections["list words"]),
        stops=PhraseBook(_STOP_CAPITALS),
    )
