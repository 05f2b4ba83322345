"""Agency names in running text, found by how such names are built rather than by a list of agencies.

"Sở Lao động - Thương binh và Xã hội", "UBND các xã, phường, đặc khu", "Các sở, ban, ngành tỉnh" are told from the verb
that follows them; names the portal knows are taken as they are when the grammar would stop short of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.reading.agency_lexicon import agency_lexicon
from documents.reading.agency_separators import closes_with_and, reference_end, skip_bracket, skip_separator
from documents.reading.agency_words import PhraseBook, Word, spelling_key, split_words
from documents.vietnamese import search_key

_AND = frozenset(map(spelling_key, ("và", "&", "-", "–", "cùng")))
_FIELD_SEPARATORS = frozenset(map(spelling_key, ("và", "&", "-", "–", ",")))
_BELONGS = frozenset(map(spelling_key, ("thuộc", "của")))
_COUNCILS = frozenset(map(spelling_key, ("hđnd", "ubnd", "hội", "ủy", "đoàn")))
_ALL = spelling_key("các")
_GIVEN = spelling_key("được")
_VERBS_AFTER_ORGANISE = frozenset(
    map(
        spelling_key,
        ("thực", "triển", "các", "hội", "tốt", "tuyên", "tập", "kiểm", "đánh", "rà", "nghiên", "quán", "xây"),
    )
)
_ISSUER = re.compile(
    r"(?:ubnd|uy ban nhan dan)(?: (?:tinh|thanh pho)\b.*)?|(?:chu tich|lanh dao|thuong truc) (?:ubnd"
    r"|uy ban nhan dan)(?: (?:tinh|thanh pho))?"
)
_MAX_ITEMS = 60


@dataclass(frozen=True, slots=True)
class AgencyList:
    """Agencies named one after another: as written, where the list ends, and what a bracket behind it holds."""

    names: list[str]
    end: int
    bracket: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    end: int
    kind: str  # "department", "proper", "group", "post", "field", "known"


class AgencyGrammar:
    """Reads agency names. `known_agencies` are names the caller is sure of; they win where they are longer."""

    def __init__(self, known_agencies: Sequence[str] = ()) -> None:
        lexicon = agency_lexicon()
        self._fields, self._openers, self._standalone = lexicon.fields, lexicon.openers, lexicon.standalone
        self._posts, self._name_words, self._tied_words, self._places = (
            lexicon.posts,
            lexicon.name_words,
            lexicon.tied_words,
            lexicon.places,
        )
        self._nouns, self._tails, self._list_words = lexicon.nouns, lexicon.tails, lexicon.list_words
        self._stops = lexicon.stops
        self._known = PhraseBook(known_agencies)

    def read_list(self, text: str, start: int = 0, *, in_sentence: bool = False) -> AgencyList | None:
        """Return the agencies named from `start` on, or None when no name stands there.

        `in_sentence` allows groups in lower case ("các cơ quan liên quan"), as behind "phối hợp với".
        """
        words = split_words(text, start)
        if not words:
            return None
        names: list[str] = []
        bracket = ""
        index, end, fields_allowed, is_group = 0, start, False, False
        while len(names) < _MAX_ITEMS:
            item = self._item(words, index, is_first=not names, in_sentence=in_sentence, fields_allowed=fields_allowed)
            if item is None:
                break
            names.append(text[words[index].start : words[item.end - 1].end])
            is_group = is_group or item.kind == "group"
            fields_allowed = (
                fields_allowed or item.kind in ("department", "field") or self._is_about_departments(words, index, item)
            )
            after, inner = skip_bracket(text, words, item.end)
            bracket = bracket or inner
            end = words[after - 1].end
            if item.kind == "group" and len(names) == 1 and after < len(words) and words[after].text == ":":
                listed = self._listed_after_colon(text, words, after + 1)
                if listed is not None:
                    return listed
            following = skip_separator(words, after)
            if following is None:
                break
            index = following
        return AgencyList(names, end, bracket, is_group) if names else None

    def is_issuer(self, names: Sequence[str]) -> bool:
        """True when the list names nobody but the province's own committee: it gives the orders."""
        return bool(names) and all(_ISSUER.fullmatch(search_key(name)) for name in names)

    def _listed_after_colon(self, text: str, words: list[Word], index: int) -> AgencyList | None:
        """The members behind "Các sở, ngành:", where at least two are named."""
        if index >= len(words):
            return None
        names: list[str] = []
        end = words[index].start
        while len(names) < _MAX_ITEMS:
            item = self._item(words, index, is_first=False, in_sentence=False, fields_allowed=True)
            if item is None:
                break
            names.append(text[words[index].start : words[item.end - 1].end])
            after, _ = skip_bracket(text, words, item.end)
            end = words[after - 1].end
            following = skip_separator(words, after)
            if following is None:
                break
            index = following
        return AgencyList(names, end, "", True) if len(names) >= 2 else None

    def _is_about_departments(self, words: list[Word], index: int, item: _Item) -> bool:
        return item.kind == "group" and any(word.key == spelling_key("sở") for word in words[index : item.end])

    def _item(
        self, words: list[Word], index: int, *, is_first: bool, in_sentence: bool, fields_allowed: bool
    ) -> _Item | None:
        if index >= len(words):
            return None
        known = self._known.match(words, index)
        item = self._built_item(words, index, is_first=is_first, in_sentence=in_sentence, fields_allowed=fields_allowed)
        if known and words[index].is_capital and (item is None or index + known > item.end):
            return _Item(index + known, "known")
        return item

    def _built_item(
        self, words: list[Word], index: int, *, is_first: bool, in_sentence: bool, fields_allowed: bool
    ) -> _Item | None:
        word = words[index]
        listing = self._list_words.match(words, index)
        may_be_lower = in_sentence or not is_first
        if listing and (word.is_capital or may_be_lower):
            return self._group(words, index + listing)
        if word.is_capital or may_be_lower:
            post = self._post(words, index)
            if post is not None:
                return post
        if word.is_capital:
            department = self._department(words, index)
            if department is not None:
                return department
            proper = self._proper(words, index)
            if proper is not None:
                return proper
            if fields_allowed:
                length = self._fields.match_skipping(words, index, _FIELD_SEPARATORS)
                if length:
                    return _Item(self._after_places(words, index + length), "field")
                if word.is_acronym:
                    return _Item(index + 1, "field")
        if word.is_capital or may_be_lower:
            group = self._group(words, index)
            if group is not None and (group.end - index >= 3 or not is_first):
                return group
        return None

    def _department(self, words: list[Word], index: int) -> _Item | None:
        if search_key(words[index].text) != "so" or words[index].key == spelling_key("số") or index + 1 >= len(words):
            return None
        length = self._fields.match_skipping(words, index + 1, _FIELD_SEPARATORS)
        if not length and words[index + 1].is_acronym:
            length = 1
            while (
                index + 1 + length < len(words)
                and words[index + 1 + length].key in _AND
                and index + 2 + length < len(words)
                and words[index + 2 + length].is_acronym
            ):
                length += 2
        if not length and words[index].key == spelling_key("sở") and words[index + 1].is_capital:
            length = self._name_end(words, index + 1) - index - 1
        return _Item(self._after_places(words, index + 1 + length), "department") if length else None

    def _proper(self, words: list[Word], index: int) -> _Item | None:
        length = self._openers.match(words, index)
        if not length:
            return None
        end = self._name_end(words, index + length)
        if end > index + length or self._standalone.match(words, index) >= length:
            is_single_place = length == 1 and end == index + 2 and not words[index + 1].is_capital
            if (
                is_single_place
                and not self._places.match(words, index + 1)
                and not self._name_words.match(words, index + 1)
            ):
                return None
            if length == 1 and not words[index + 1 : index + 2]:
                return _Item(end, "proper") if self._standalone.match(words, index) else None
            return _Item(end, "proper")
        return None

    def _name_end(self, words: list[Word], index: int) -> int:
        """Where a proper name ends: capitals, words that agency names are made of, places, and what "và" ties to them."""
        start = end = index
        while index < len(words):
            word = words[index]
            if self._stops.match(words, index):
                break
            length = self._name_step(words, index, is_first=index == start)
            if not length and word.key in _AND | {","} and index > 0 and self._ties(words, index):
                index += 1
                continue
            if not length and word.key in _BELONGS and self._belongs_end(words, index):
                return self._belongs_end(words, index)
            if not length:
                break
            index += length
            end = index
        return end

    def _name_step(self, words: list[Word], index: int, *, is_first: bool = False) -> int:
        word = words[index]
        length = max(self._places.match(words, index), self._name_words.match(words, index))
        if word.is_capital:
            length = max(length, self._openers.match(words, index))
        if word.is_capital or is_first or words[index - 1].key in _AND | {","}:
            length = max(length, self._tied_words.match(words, index))
        if length:
            return length
        if word.key == _ALL:
            inner = max(self._places.match(words, index + 1), self._name_words.match(words, index + 1))
            return 1 + inner if inner else 0
        if word.is_capital:
            return 1
        if (
            word.text.isdigit()
            and index
            and words[index - 1].key
            in (spelling_key("số"), spelling_key("khu"), spelling_key("vùng"), spelling_key("vực"))
        ):
            return 1
        return 0

    def _ties(self, words: list[Word], index: int) -> bool:
        """Whether the "và", dash or comma at `index` ties two parts of one name rather than two agencies."""
        following = index + 1
        if following >= len(words):
            return False
        sign = words[index].key
        if sign in (spelling_key("cùng"),):
            return False
        before = words[index - 1]
        opens_agency = self._starts_agency(words, following)
        if sign == ",":
            if opens_agency:
                return False
            if not words[following].is_capital or self._places.match(words, following):
                return bool(self._places.match(words, following)) and self._is_place_word(words, index - 1)
            return closes_with_and(words, following)
        if opens_agency:
            return (
                before.key in _COUNCILS
                or before.key == spelling_key("quốc")
                or (index >= 2 and words[index - 2].key == spelling_key("quốc"))
                or before.text.startswith(("ĐBQH", "HĐND"))
                or before.key == spelling_key("báo")
            ) and (words[following].key in _COUNCILS or words[following].key == spelling_key("đài"))
        return self._name_step(words, following) > 0

    def _is_place_word(self, words: list[Word], index: int) -> bool:
        return bool(self._places.match(words, index))

    def _starts_agency(self, words: list[Word], index: int) -> bool:
        word = words[index]
        if self._list_words.match(words, index):
            return bool(self._nouns.match(words, index + self._list_words.match(words, index)))
        if not word.is_capital:
            return False
        if self._department(words, index) is not None:
            return True
        length = self._openers.match(words, index)
        if not length:
            return False
        return (
            length > 1
            or self._standalone.match(words, index) > 0
            or (index + 1 < len(words) and self._name_step(words, index + 1) > 0)
        )

    def _group(self, words: list[Word], index: int) -> _Item | None:
        """ "sở, ban, ngành tỉnh", "cơ quan, đơn vị liên quan": nouns in a row, then what tells them apart."""
        at = self._noun_end(words, index)
        if at is None:
            return None
        end = at
        while at < len(words):
            word = words[at]
            tail = self._tails.match(words, at)
            if tail:
                at += tail
                if words[at - tail].key == _GIVEN:
                    at = reference_end(words, at)
            elif (
                word.key in _AND | {",", "/"}
                and (noun := self._noun_end(words, at + 1)) is not None
                and not self._is_verb(words, at + 1)
                and not self._starts_agency(words, at + 1)
            ):
                at = noun
            elif (
                word.key in _AND | {","}
                and words[at - 1 : at]
                and (place := max(self._places.match(words, at + 1), self._tails.match(words, at + 1)))
                and not self._starts_agency(words, at + 1)
            ):
                at += 1 + place
            elif word.key in _BELONGS or (
                word.key == spelling_key("trực") and at + 1 < len(words) and words[at + 1].key in _BELONGS
            ):
                start = at if word.key in _BELONGS else at + 1
                nested = self._belongs_end(words, start)
                if not nested:
                    break
                at = nested
            elif word.is_capital and not self._stops.match(words, at):
                nested_item = self._proper(words, at) or self._department(words, at)
                if nested_item is not None:
                    at = nested_item.end
                elif spelling_key(words[at - 1].text) in _PLACE_NAMED:
                    at += 1
                    while at < len(words) and words[at].is_capital and not self._stops.match(words, at):
                        at += 1
                elif self._nouns.match(words, at):
                    at += self._nouns.match(words, at)
                else:
                    break
            else:
                break
            end = at
        return _Item(end, "group")

    def _noun_end(self, words: list[Word], index: int) -> int | None:
        length = self._nouns.match(words, index)
        is_tail = self._tails.match(words, index) > length == self._places.match(words, index)  # "xã hội" is no "xã"
        return index + length if length and not is_tail else None

    def _is_verb(self, words: list[Word], index: int) -> bool:
        """ "tổ chức" behind a comma is a verb when another verb or an object follows it."""
        is_organise = words[index].key == spelling_key("tổ") and not words[index].is_capital
        return is_organise and index + 2 < len(words) and words[index + 2].key in _VERBS_AFTER_ORGANISE

    def _belongs_end(self, words: list[Word], index: int) -> int:
        """The end of "thuộc UBND tỉnh", "của Sở Nội vụ" at `index`; 0 when no agency or place follows."""
        following = index + 1
        if following >= len(words):
            return 0
        place = self._places.match(words, following)
        if place:
            return self._after_places(words, following)
        if words[following].is_capital:
            nested = self._department(words, following) or self._proper(words, following)
            return (
                nested.end
                if nested is not None
                else following + self._openers.match(words, following)
                if self._openers.match(words, following)
                else 0
            )
        if self._list_words.match(words, following):
            group = self._group(words, following + self._list_words.match(words, following))
            return group.end if group is not None else 0
        return 0

    def _post(self, words: list[Word], index: int) -> _Item | None:
        length = self._posts.match(words, index)
        if not length:
            return None
        at = index + length
        while at < len(words) and words[at].text == "," and self._posts.match(words, at + 1):
            at += 1 + self._posts.match(words, at + 1)
        listing = self._list_words.match(words, at)
        if listing:
            group = self._group(words, at + listing)
            return _Item(group.end, "post") if group is not None else None
        if at < len(words) and words[at].is_capital:
            nested = self._department(words, at) or self._proper(words, at)
            if nested is not None:
                return _Item(nested.end, "post")
        group = self._group(words, at)
        return _Item(group.end, "post") if group is not None and words[index].is_capital else None

    def _after_places(self, words: list[Word], index: int) -> int:
        """Past "tỉnh", "tỉnh Hưng Yên", "thành phố Hà Nội" behind a name."""
        length = self._places.match(words, index)
        if not length:
            return index
        index += length
        while (
            index < len(words)
            and words[index].is_capital
            and not self._openers.match(words, index)
            and not self._stops.match(words, index)
        ):
            index += 1
        return index


_PLACE_NAMED = frozenset(map(spelling_key, ("tỉnh", "phố", "huyện", "xã", "phường", "trấn", "khu", "quận")))
