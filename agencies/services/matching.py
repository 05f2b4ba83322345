"""From a name as a plan writes it to the agency or group it means on the plan's date.

A wrong match sends a duty to the wrong door, a missing one costs the reviewer a click: in doubt there is no match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from agencies.enums import AgencyKind
from agencies.models import Agency, AgencyAlias, AgencyGroup, AgencyGroupAlias, Province, Succession
from agencies.services.wording import clean_name, has_diacritics, name_key, without_person
from documents.vietnamese import search_key

EXACT, ALIAS, FUZZY, NONE = "exact", "alias", "fuzzy", "none"

# Names told apart by one letter or one tone (xã Tân Lập, xã Tân Lạc): never guessed from a similar spelling.
_NAMED_AFTER_PLACES = {AgencyKind.DISTRICT_COMMITTEE.value, AgencyKind.COMMUNE_COMMITTEE.value}
# One slip of the pen or the scanner is allowed per so many letters of the key.
_LETTERS_PER_SLIP = 11
_SHORTEST_GUESSED = 9
_SHORTEST_SYMBOL = 3
_SUCCESSOR_SCORE = 0.6
# "Các sở", "các đơn vị" mean many only with their "các", which longer names may lack.
_SHORTEST_GROUP_WORDS = 3
# "UBND", "Hội đồng nhân dân" alone: province, district or commune?
_LEVEL_NOT_SAID = {"uy ban nhan dan", "hoi dong nhan dan"}


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """What a written name means. `kind` is exact, alias, fuzzy or none; `score` runs from 0 to 1."""

    agency: Agency | None = None
    group: AgencyGroup | None = None
    kind: str = NONE
    score: float = 0.0


NO_MATCH = AgencyMatch()

Named = Agency | AgencyGroup


@dataclass(slots=True)
class Gazetteer:
    """Names of one province's agencies and groups on one day, ready for many questions without further queries."""

    province: Province
    by_text: dict[str, set[Named]] = field(default_factory=lambda: defaultdict(set))
    by_key: dict[str, set[Named]] = field(default_factory=lambda: defaultdict(set))
    guessable: list[str] = field(default_factory=list)
    official: dict[str, Named] = field(default_factory=dict)
    # Ended agencies by key, with the one that follows them wholly on the day, if there is exactly one.
    ended: dict[str, Agency | None] = field(default_factory=dict)

    def add(self, named: Named, texts: Iterable[str]) -> None:
        """Enter an agency or group under the ways it is written; the first is its official name."""
        for place, text in enumerate(texts):
            written = clean_name(text).lower()
            self.by_text[written].add(named)
            self.by_key[search_key(written)].add(named)
            if isinstance(named, Agency) or len(name_key(text).split()) >= _SHORTEST_GROUP_WORDS:
                self.by_key[name_key(text)].add(named)
            if place == 0:
                self.official.setdefault(written, named)

    def match(self, name_written: str) -> AgencyMatch:
        """The agency or group meant by the name; no match when nothing fits or several fit alike."""
        written = clean_name(name_written).lower()
        if not written:
            return NO_MATCH
        if written in self.official:
            return _found(self.official[written], EXACT, 1.0)
        named = _only(self.by_text.get(written))
        if named is not None:
            return _found(named, ALIAS, 1.0)
        return self._match_key(written) or self._guess(written) or self._followed(written) or NO_MATCH

    def _match_key(self, written: str) -> AgencyMatch | None:
        for key in self._keys(written):
            named = _only(self.by_key.get(key))
            if named is None:
                continue
            if has_diacritics(written) and _names_another_place(named, written):
                return _found(named, FUZZY, 0.8)
            return _found(named, ALIAS, 0.97)
        return None

    def _keys(self, written: str) -> list[str]:
        """The key of the name and of its usual longer and shorter forms, nearest first, without repetition."""
        key = without_person(name_key(written))
        if key in _LEVEL_NOT_SAID:
            return []
        place = name_key(self.province.name)
        kind = name_key(self.province.kind)
        tails = [f" {kind} {place}", f" {place}", f" {kind}"]
        for where in (f" tren dia ban {kind}", f" trong {kind}", f" thuoc {kind}"):
            if key.endswith((f"{where} {place}", where)):
                key = key.removesuffix(f" {place}").removesuffix(where)
        keys = [search_key(written), name_key(written), key]
        for tail in tails:
            if key.endswith(tail):
                keys += [f"{key.removesuffix(tail)} {kind}", key.removesuffix(tail)]
        keys.append(f"{key} {kind}")
        return [key for key in dict.fromkeys(keys) if key not in _LEVEL_NOT_SAID]

    def _guess(self, written: str) -> AgencyMatch | None:
        """The one known name that differs by a slip or two; none when a second is nearly as near."""
        key = without_person(name_key(written))
        allowed = len(key) // _LETTERS_PER_SLIP
        if len(key) < _SHORTEST_GUESSED or not allowed:
            return None
        near = process.extract(key, self.guessable, scorer=Levenshtein.distance, score_cutoff=allowed + 1, limit=8)
        best: dict[Named, int] = {}
        for text, distance, _ in near:
            for named in self.by_key[text]:
                best[named] = min(distance, best.get(named, distance))
        ranked = sorted(best.items(), key=lambda item: item[1])
        if not ranked or ranked[0][1] > allowed or (len(ranked) > 1 and ranked[1][1] <= ranked[0][1] + 1):
            return None
        named, distance = ranked[0]
        return _found(named, FUZZY, round(1 - distance / len(key), 2))

    def _followed(self, written: str) -> AgencyMatch | None:
        """The successor of an agency that had ended by that day, offered for the reviewer to confirm."""
        for key in self._keys(written):
            successor = self.ended.get(key)
            if successor is not None:
                return _found(successor, FUZZY, _SUCCESSOR_SCORE)
        return None


def match_agency(province: Province, name_written: str, *, on: date) -> AgencyMatch:
    """The agency or group of the province that the name means on that day."""
    return load_gazetteer(province, on=on).match(name_written)


def match_many(province: Province, names: Iterable[str], *, on: date) -> dict[str, AgencyMatch]:
    """Matches by name as written; five queries for any number of names."""
    gazetteer = load_gazetteer(province, on=on)
    return {name: gazetteer.match(name) for name in dict.fromkeys(names)}


def load_gazetteer(province: Province, *, on: date) -> Gazetteer:
    """Read the names of the province's agencies and groups as they stood on that day."""
    gazetteer = Gazetteer(province)
    agencies = list(Agency.objects.filter(province=province).order_by("pk"))
    texts: dict[int, list[str]] = defaultdict(list)
    for agency_id, text in AgencyAlias.objects.filter(agency__province=province).values_list("agency", "text"):
        texts[agency_id].append(text)
    ended = {agency.pk: agency for agency in agencies if not agency.exists_on(on)}
    shared = _shared_symbols(agency for agency in agencies if agency.pk not in ended)
    for agency in agencies:
        if agency.pk in ended:
            continue
        symbol = [] if len(agency.symbol) < _SHORTEST_SYMBOL or agency.symbol in shared else [agency.symbol]
        gazetteer.add(agency, [agency.name, *texts[agency.pk], *symbol])
    _enter_ended(gazetteer, agencies, ended, texts, on)
    wordings: dict[int, list[str]] = defaultdict(list)
    for group_id, text in AgencyGroupAlias.objects.filter(group__province=province).values_list("group", "text"):
        wordings[group_id].append(text)
    for group in AgencyGroup.objects.filter(province=province).order_by("pk"):
        gazetteer.add(group, [group.name, *wordings[group.pk]])
    gazetteer.guessable = [
        key
        for key, found in gazetteer.by_key.items()
        if not any(isinstance(named, Agency) and named.kind in _NAMED_AFTER_PLACES for named in found)
    ]
    return gazetteer


def _enter_ended(
    gazetteer: Gazetteer, agencies: list[Agency], ended: dict[int, Agency], texts: dict[int, list[str]], on: date
) -> None:
    """Note who carries on the whole work of each ended agency; a part of it (`scope`) is no successor to offer."""
    by_id = {agency.pk: agency for agency in agencies}
    whole: dict[int, set[int]] = defaultdict(set)
    successions = Succession.objects.filter(predecessor__province=gazetteer.province, scope="", effective_on__lte=on)
    for predecessor_id, successor_id in successions.values_list("predecessor", "successor"):
        whole[predecessor_id].add(successor_id)
    for agency in ended.values():
        current = agency.pk
        seen = {current}
        while current in ended and len(whole[current]) == 1:
            current = next(iter(whole[current]))
            if current in seen:
                break
            seen.add(current)
        successor = by_id[current] if current not in ended else None
        for text in [agency.name, *texts[agency.pk]]:
            key = name_key(text)
            if key in gazetteer.ended and gazetteer.ended[key] != successor:
                gazetteer.ended[key] = None
            else:
                gazetteer.ended[key] = successor


def _shared_symbols(agencies: Iterable[Agency]) -> set[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for agency in agencies:
        (shared if agency.symbol in seen else seen).add(agency.symbol)
    return shared


def _only(found: set[Named] | None) -> Named | None:
    return next(iter(found)) if found and len(found) == 1 else None


def _found(named: Named, kind: str, score: float) -> AgencyMatch:
    if isinstance(named, Agency):
        return AgencyMatch(agency=named, kind=kind, score=score)
    return AgencyMatch(group=named, kind=kind, score=score)


def _names_another_place(named: Named, written: str) -> bool:
    """True for a committee whose place is written with other marks: "Đông Hải" is not "Đồng Hải"."""
    if not isinstance(named, Agency) or named.kind not in _NAMED_AFTER_PLACES:
        return False
    return not set(named.place.lower().split()) <= set(written.replace(",", " ").split())
