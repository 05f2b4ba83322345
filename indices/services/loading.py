"""The four indices, their frameworks by year and the published results, from the files in `indices/reference`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from agencies.models import Province
from agencies.services.reference import (
    Loaded,
    decimal_or_none,
    int_or_none,
    parts,
    read_reference,
    store_rows,
)
from indices.enums import CriterionLevel
from indices.models import Criterion, Framework, Index, Result, Source

REFERENCE = Path(__file__).resolve().parent.parent / "reference"

# Levels as the files of the Ministry's indices write them; the other files use the codes of CriterionLevel.
_LEVELS = {
    "lĩnh vực": CriterionLevel.FIELD,
    "nguồn điểm": CriterionLevel.SCORE_SOURCE,
    "expectation_item": CriterionLevel.ITEM,
}
# Schemes of the territories that published results speak of: the 63 provinces, Hà Tây before 2008, the whole country.
_RESULT_SCHEMES = (63, 64, 0)


@transaction.atomic
def load_indices() -> dict[str, Loaded]:
    """Load sources, indices, frameworks, criteria and results. The provinces must be there."""
    in_vietnamese = {row["text"]: row["vi"] for row in read_reference(REFERENCE, "translations.csv")}
    rows_of_sources = read_reference(REFERENCE, "sources.csv")
    sources = store_rows(Source, (_source_values(row, in_vietnamese) for row in rows_of_sources), key=("key",))[1]
    rows = enumerate(read_reference(REFERENCE, "indices.csv"), start=1)
    indices, loaded = store_rows(
        Index, (_index_values(row, place, in_vietnamese) for place, row in rows), key=("code",)
    )
    by_code = {code: index for (code,), index in indices.items()}
    criteria = Loaded()
    for tree in _framework_trees(by_code):
        criteria += _load_tree(tree)
    return {"nguồn": sources, "chỉ số": loaded, "tiêu chí": criteria, "kết quả": _load_results(by_code, in_vietnamese)}


class _Tree:
    """One version of a framework: its years and the rows of its criteria."""

    def __init__(self, index: Index, code: str, first_year: int, last_year: int | None, rows: list[dict]) -> None:
        self.index = index
        self.code = code
        self.first_year = first_year
        self.last_year = last_year
        self.rows = rows


def _framework_trees(indices: dict[str, Index]) -> Iterator[_Tree]:
    """Versions as the publishers changed them: by decision (PAR, SIPAS), by weights (PCI), by the tree (PAPI)."""
    for index_code, file_name in (("PAR", "par-index-framework.csv"), ("SIPAS", "sipas-framework.csv")):
        by_set: dict[tuple[str, str, str], list[dict]] = defaultdict(list)
        for row in read_reference(REFERENCE, file_name):
            by_set[row["set_code"], row.get("applies_to", "tỉnh"), row["valid_from"]].append(row)
        for (set_code, applies_to, first_year), rows in by_set.items():
            if applies_to == "tỉnh":
                yield _Tree(indices[index_code], set_code, int(first_year), int_or_none(rows[0]["valid_to"]), rows)
    for index_code, file_name in (("PCI", "pci-framework.csv"), ("PAPI", "papi-framework.csv")):
        rows = read_reference(REFERENCE, file_name)
        for first, last in _periods(rows, coarse=index_code == "PAPI"):
            code = f"từ {first}" if last is None else f"{first}–{last}" if last > first else str(first)
            inside = [row for row in rows if _applies(row, first, last)]
            if inside:
                yield _Tree(indices[index_code], code, first, last, inside)


def _periods(rows: list[dict[str, str]], *, coarse: bool) -> list[tuple[int, int | None]]:
    """Spans of years in which the tree stays the same.

    With `coarse` only dimensions and sub-dimensions count: PAPI indicators are known for 2018 and 2019 alone.
    """
    counted = [row for row in rows if not (coarse and row["level"] == "indicator") and row["code"] != "PAPI.W"]
    starts = {int(row["valid_from"]) for row in counted}
    starts |= {int(row["valid_to"]) + 1 for row in counted if row["valid_to"]}
    ordered = sorted(starts)
    ends: list[int | None] = [start - 1 for start in ordered[1:]]
    return list(zip(ordered, [*ends, None], strict=True))


def _applies(row: dict[str, str], first: int, last: int | None) -> bool:
    """True when the row holds in some year of the span."""
    return int(row["valid_from"]) <= (last or 9999) and (not row["valid_to"] or int(row["valid_to"]) >= first)


def _load_tree(tree: _Tree) -> Loaded:
    framework, _ = Framework.objects.update_or_create(
        index=tree.index,
        code=tree.code,
        defaults={"first_year": tree.first_year, "last_year": tree.last_year},
    )
    # A span may touch two wordings of one node (an indicator of one year inside it): the later one stands.
    rows = {row["code"]: row for row in tree.rows}
    stored, loaded = store_rows(
        Criterion,
        (_criterion_values(row, framework, place) for place, row in enumerate(rows.values(), start=1)),
        key=("framework_id", "code"),
        within=framework.criteria.all(),
    )
    moved = []
    for code, row in rows.items():
        criterion, parent = stored[framework.pk, code], stored.get((framework.pk, row["parent"]))
        if parent is not None and criterion.parent_id != parent.pk:
            criterion.parent = parent
            moved.append(criterion)
    Criterion.objects.bulk_update(moved, ["parent"], batch_size=500)
    return loaded


def _load_results(indices: dict[str, Index], in_vietnamese: dict[str, str]) -> Loaded:
    provinces = {row.code: row.pk for row in Province.objects.filter(scheme__in=_RESULT_SCHEMES)}
    known = {
        (criterion.framework.index_id, criterion.code, year): criterion.pk
        for criterion in Criterion.objects.select_related("framework")
        for year in range(criterion.framework.first_year, (criterion.framework.last_year or 2026) + 1)
    }
    scales = dict(Criterion.objects.values_list("pk", "max_score"))
    values = []
    for row in _result_rows():
        index = indices[row["index"]]
        year = int(row["year"])
        criterion_id = known.get((index.pk, row["node_code"], year))
        values.append(
            {
                "index_id": index.pk,
                "province_id": provinces[row["province_code"]],
                "year": year,
                "node_code": row["node_code"],
                "criterion_id": criterion_id,
                "score": decimal_or_none(row["score"]),
                "scale_max": decimal_or_none(row["scale_max"]) or (scales[criterion_id] if criterion_id else None),
                "rank": int_or_none(row["rank"]),
                "rank_of": int_or_none(row["rank_of"]),
                "rank_basis": row["rank_basis"],
                "source": row["source"],
                "confidence": row["confidence"],
                "note": in_vietnamese.get(row["note"], row["note"]),
            }
        )
    return store_rows(Result, values, key=("index_id", "province_id", "year", "node_code"))[1]


def _result_rows() -> Iterable[dict[str, str]]:
    """Rows of scores.csv and the cells of the PAPI sub-dimension panel in the same shape."""
    yield from read_reference(REFERENCE, "scores.csv")
    for row in read_reference(REFERENCE, "scores-papi-subdimensions.csv"):
        for node_code, score in row.items():
            if node_code.startswith("PAPI.") and score:
                yield {
                    "index": "PAPI",
                    "year": row["year"],
                    "province_code": row["province_code"],
                    "node_code": node_code,
                    "score": score,
                    "scale_max": "",
                    "rank": "",
                    "rank_of": "",
                    "rank_basis": "",
                    "source": row["source"],
                    "confidence": row["confidence"],
                    "note": "",
                }


def _source_values(row: dict[str, str], in_vietnamese: dict[str, str]) -> dict:
    return {
        "key": row["key"],
        "title": in_vietnamese.get(row["title"], row["title"]),
        "publisher": in_vietnamese.get(row["publisher"], row["publisher"]),
        "kind": row["kind"],
        "location": row["where"],
        "reliability": row["reliability"],
        "note": row["note"],
    }


def _index_values(row: dict[str, str], place: int, in_vietnamese: dict[str, str]) -> dict:
    return {
        "code": row["code"],
        "name": row["name_vi"],
        "name_en": row["name_en"],
        "short_name": row["short"],
        "aliases": parts(row["aliases_vi"]),
        "publisher": in_vietnamese.get(row["publisher"], row["publisher"]),
        "first_year": int(row["first_year"]),
        "scale_min": Decimal(row["scale_min"]),
        "scale_max": Decimal(row["scale_max"]),
        "unit": row["unit"],
        "rank_rule": row["rank_rule"],
        "survey": row["survey"],
        "announced": row["announce"],
        "note": row["notes"],
        "order": place,
    }


def _criterion_values(row: dict[str, str], framework: Framework, place: int) -> dict:
    level = _LEVELS.get(row["level"], row["level"])
    return {
        "framework_id": framework.pk,
        "code": row["code"],
        "official_no": row.get("official_no", ""),
        "level": level if level in CriterionLevel.values else CriterionLevel.OTHER.value,
        "name": row.get("name_vi_long") or row["name_vi"],
        "name_en": row["name_en"],
        "min_score": decimal_or_none(row.get("min_score") or row.get("scale_min") or ""),
        "max_score": decimal_or_none(row.get("max_score") or row.get("scale_max") or ""),
        "weight_percent": decimal_or_none(row.get("weight_percent", "")),
        "method": row.get("aggregate") or row.get("scoring_method") or "",
        "lead_agency_codes": parts(row.get("lead_agency_example", "")),
        "order": place,
        "source": row["source"],
        "note": row["note"],
    }
