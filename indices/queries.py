"""The published figures of a territory as series over the years: one reading for page, picture and spreadsheet.

A series is never joined over a change of method or of territory: its points carry the period they belong to, and
`Mark` says in words what changed and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from agencies.models import Province
from indices.enums import CriterionLevel
from indices.models import WHOLE_COUNTRY_SCHEME, Criterion, Framework, Index, Result, Source

if TYPE_CHECKING:
    from accounts.models import User

# A median of fewer provinces says nothing about the country.
_FEWEST_FOR_MEDIAN = 30
_SHOWN_LEVELS = (
    CriterionLevel.INDEX,
    CriterionLevel.DIMENSION,
    CriterionLevel.SUB_DIMENSION,
    CriterionLevel.SUB_INDEX,
    CriterionLevel.FIELD,
    CriterionLevel.SCORE_SOURCE,
    CriterionLevel.ASPECT,
    CriterionLevel.FACTOR,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The first year of a new method or territory, and what changed."""

    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """From one published year to the next: points gained, places gained (a better rank is a smaller number)."""

    since: int
    points: Decimal | None
    places: int | None

    @property
    def points_lost(self) -> Decimal | None:
        """Points lost as a positive number, for sentences that say "giảm"."""
        return None if self.points is None else -self.points

    @property
    def points_abs(self) -> Decimal:
        return abs(self.points or Decimal(0))

    @property
    def places_abs(self) -> int:
        return abs(self.places or 0)


@dataclass(slots=True)
class Series:
    """The figures of one node. `by_year` holds the rows as published; a year without a figure is missing."""

    code: str
    name: str
    official_no: str = ""
    depth: int = 0
    by_year: dict[int, Result] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Number and name as the framework prints them."""
        return f"{self.official_no}. {self.name}" if self.official_no else self.name

    @property
    def is_drawable(self) -> bool:
        """True when scores of more than one year are known; a single dot is told in words."""
        return sum(row.score is not None for row in self.by_year.values()) > 1

    @property
    def latest(self) -> Result | None:
        return self.by_year[max(self.by_year)] if self.by_year else None


@dataclass(slots=True)
class IndexSeries:
    """One index in one territory: its total, its parts, the marks on its years and what other provinces reached."""

    index: Index
    territory: Province
    total: Series
    parts: list[Series] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    country: dict[int, Decimal] = field(default_factory=dict)
    country_words: str = ""
    sources: list[Source] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        """Every year in which the territory has a figure."""
        return sorted({year for series in self.rows for year in series.by_year})

    @property
    def rows(self) -> list[Series]:
        """The total and the parts, in the order of the framework."""
        return [self.total, *self.parts]

    @property
    def dimensions(self) -> list[Series]:
        """The parts right below the total."""
        return [series for series in self.parts if series.depth == 1]

    @property
    def table(self) -> list[tuple[Series, list[Result | None]]]:
        """Every row with one cell for each year of `years`."""
        years = self.years
        return [(row, [row.by_year.get(year) for year in years]) for row in self.rows]

    @property
    def years_newest_first(self) -> list[tuple[int, Result, Decimal | None]]:
        """The total year by year with what the country reached, the latest on top."""
        ordered = sorted(self.total.by_year.items(), reverse=True)
        return [(year, row, self.country.get(year)) for year, row in ordered]

    @property
    def marked_years(self) -> dict[int, Mark]:
        return {mark.year: mark for mark in self.marks}

    @property
    def change(self) -> Change | None:
        """What the latest figure gained on the one before; None across a mark, where the two do not compare."""
        years = sorted(self.total.by_year)
        if len(years) < 2 or any(years[-2] < mark.year <= years[-1] for mark in self.marks):
            return None
        before, now = self.total.by_year[years[-2]], self.total.by_year[years[-1]]
        points = now.score - before.score if now.score is not None and before.score is not None else None
        places = before.rank - now.rank if now.rank and before.rank else None
        return Change(years[-2], points, places)

    def period(self, year: int) -> int:
        """Number of marks up to the year: figures of one period compare with each other."""
        return sum(mark.year <= year for mark in self.marks)


def territories_of(province: Province) -> list[Province]:
    """The province and the former territories on its ground; its own name first, which is what it is known by."""
    former = sorted(province.predecessors.all(), key=lambda row: (row.name != province.name, row.sort_key))
    return [*former, province]


def index_series(
    user: User, territory: Province, *, codes: Iterable[str] | None = None, with_parts: bool = False
) -> list[IndexSeries]:
    """Read the series of a territory; the number of queries does not depend on the indices, years or parts.

    `territory` is a former province, or the province in force, which then shows its own years after those of the
    territory of the same name, with a mark between them.
    """
    indices = list(Index.objects.all() if codes is None else Index.objects.filter(code__in=codes))
    results = Result.objects.visible_to(user).filter(index__in=indices).select_related("index", "province", "criterion")
    results = results.of_territory(territory) if territory.successor_id is None else results.filter(province=territory)
    if not with_parts:
        results = results.filter(node_code__in=[index.code for index in indices])
    figures: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        figures[result.index_id].append(result)
    frameworks = _frameworks(indices)
    country = _country_figures(indices)
    sources = {source.key: source for source in Source.objects.all()}
    found = []
    for index in indices:
        series = _arrange(index, territory, figures[index.pk], frameworks[index.pk])
        series.country, series.country_words = country.get(index.pk, ({}, ""))
        keys = dict.fromkeys(key for result in figures[index.pk] for key in source_keys(result))
        series.sources = [sources[key] for key in keys if key in sources]
        found.append(series)
    return found


def source_keys(result: Result) -> list[str]:
    """Keys of the sources that a figure cites."""
    return [key.strip() for key in result.source.split(";") if key.strip()]


def sources_of(result: Result) -> list[Source]:
    """The sources that a figure cites, in the order cited."""
    found = Source.objects.in_bulk(source_keys(result), field_name="key")
    return [found[key] for key in source_keys(result) if key in found]


def _frameworks(indices: list[Index]) -> dict[int, list[Framework]]:
    by_index: dict[int, list[Framework]] = defaultdict(list)
    frameworks = Framework.objects.filter(index__in=indices).order_by("first_year")
    for framework in frameworks.prefetch_related("criteria"):
        by_index[framework.index_id].append(framework)
    return by_index


def _arrange(index: Index, territory: Province, figures: list[Result], frameworks: list[Framework]) -> IndexSeries:
    total = Series(index.code, "Điểm chung", by_year={row.year: row for row in figures if row.node_code == index.code})
    parts = {row.node_code: Series(row.node_code, row.node_code, depth=1) for row in figures} if figures else {}
    parts.pop(index.code, None)
    # The name of the latest version stands for the whole series.
    places: dict[str, int] = {}
    for framework in frameworks:
        for criterion in framework.criteria.all():
            if criterion.code in parts and criterion.level in _SHOWN_LEVELS:
                series = parts[criterion.code]
                series.name, series.official_no = criterion.name, criterion.official_no
                series.depth = 2 if criterion.code.count(".") > 1 else 1
                places[criterion.code] = criterion.order
    for row in figures:
        if row.node_code in parts:
            parts[row.node_code].by_year[row.year] = row
    ordered = sorted(parts.values(), key=lambda series: _node_order(series.code, places))
    years = sorted({row.year for row in figures})
    return IndexSeries(index, territory, total, ordered, _marks(index, territory, frameworks, years))


def _node_order(code: str, places: dict[str, int]) -> tuple:
    """Dimensions in their order, each followed by its own parts; a second total at the end."""
    numbers = [int(part) if part.isdigit() else 1000 + places.get(code, 0) for part in code.split(".")[1:]]
    return tuple(numbers)


def _marks(index: Index, territory: Province, frameworks: list[Framework], years: list[int]) -> list[Mark]:
    if not years:
        return []
    marks = []
    for before, after in pairwise(frameworks):
        if _top(before) != _top(after):
            marks.append(Mark(after.first_year, _what_changed(index, before, after)))
    start = territory.valid_from
    if start is not None and territory.successor_id is None:
        marks.append(Mark(start.year, f"từ {start:%d/%m/%Y} là tỉnh mới sau sắp xếp, địa bàn khác trước"))
    return [mark for mark in sorted(marks, key=lambda mark: mark.year) if years[0] < mark.year <= years[-1]]


def _top(framework: Framework) -> frozenset:
    """What the total is made of: the root and the nodes right below it, with their scales and weights."""
    return frozenset(
        (row.code, row.name, row.max_score, row.weight_percent)
        for row in framework.criteria.all()
        if row.code.count(".") <= 1 and row.level != CriterionLevel.EXPECTATION and row.code != "PAPI.W"
    )


def _what_changed(index: Index, before: Framework, after: Framework) -> str:
    old, new = _root(before, index), _root(after, index)
    if old and new and old.max_score != new.max_score and new.max_score is not None:
        return f"thang điểm {old.max_score:.0f} thành {new.max_score:.0f}, thêm nội dung"
    if any(row.weight_percent is not None for row in after.criteria.all()):
        return f"trọng số các chỉ số thành phần thay đổi ({after.code})"
    return f"bộ tiêu chí mới ({after.code})"


def _root(framework: Framework, index: Index) -> Criterion | None:
    return next((row for row in framework.criteria.all() if row.code == index.code), None)


def _country_figures(indices: list[Index]) -> dict[int, tuple[dict[int, Decimal], str]]:
    """Per index and year the median of all provinces, or the published national average where few provinces are known.

    It reads published figures of every province, but gives back only what stands for the country.
    """
    totals = Result.objects.filter(index__in=indices, node_code__in=[index.code for index in indices])
    scores: dict[tuple[int, int], list[Decimal]] = defaultdict(list)
    averages: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = totals.filter(score__isnull=False).values_list("index", "year", "score", "province__scheme")
    for index_id, year, score, scheme in rows:
        if score is None:
            continue
        if scheme == WHOLE_COUNTRY_SCHEME:
            averages[index_id][year] = score
        else:
            scores[index_id, year].append(score)
    medians: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for (index_id, year), values in sorted(scores.items()):
        if len(values) >= _FEWEST_FOR_MEDIAN:
            medians[index_id][year] = median(values)
    found = {index_id: (values, "Bình quân cả nước") for index_id, values in averages.items()}
    return found | {index_id: (values, "Trung vị các tỉnh") for index_id, values in medians.items()}
