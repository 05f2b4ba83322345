"""Provinces, districts and communes of both schemes, with what each commune became on 1 July 2025."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils.text import slugify

from agencies.enums import TerritoryLevel
from agencies.models import AdministrativeUnit, Province, UnitSuccession
from agencies.services.reference import Loaded, day_or_none, int_or_none, read_reference, store_rows
from documents.vietnamese import search_key

REFERENCE = Path(__file__).resolve().parent.parent / "reference"

# The scheme in force; its rows are the tenants and carry the bare slug.
SCHEME_IN_FORCE = 34
SCHEME_BEFORE = 63


def load_provinces() -> Loaded:
    """Load the provinces of both schemes and point each former one to its successor."""
    rows = read_reference(REFERENCE, "provinces.csv")
    provinces, loaded = store_rows(Province, (_province_values(row) for row in rows), key=("scheme", "code"))
    for row in rows:
        province = provinces[int(row["scheme"]), row["code"]]
        successor = provinces.get((SCHEME_IN_FORCE, row["successor_code"]))
        if successor and province.successor_id != successor.pk:
            province.successor = successor
            province.save(update_fields=["successor"])
    return loaded


def province_slug(name: str, scheme: int, valid_to: date | None) -> str:
    """Path of a province: "hung-yen" for the one in force, "hung-yen-truoc-2025" for the territory before."""
    bare = slugify(search_key(name))
    return f"{bare}-truoc-{valid_to.year}" if valid_to and scheme != SCHEME_IN_FORCE else bare


def load_units() -> Loaded:
    """Load districts and communes of both schemes and the successions between them."""
    provinces = {(row.scheme, row.code): row.pk for row in Province.objects.all()}
    former = read_reference(REFERENCE, "communes-until-2025.csv")
    districts, loaded = store_rows(
        AdministrativeUnit,
        {row["district_code"]: _district_values(row, provinces) for row in former}.values(),
        key=("province_id", "level", "code"),
        within=AdministrativeUnit.objects.filter(level=TerritoryLevel.DISTRICT),
    )
    district_ids = {code: district.pk for (_, _, code), district in districts.items()}
    communes, loaded_communes = store_rows(
        AdministrativeUnit,
        [
            *(_former_commune_values(row, provinces, district_ids) for row in former if row["commune_code"]),
            *(_commune_values(row, provinces) for row in read_reference(REFERENCE, "communes-2025.csv")),
        ],
        key=("province_id", "level", "code"),
        within=AdministrativeUnit.objects.filter(level=TerritoryLevel.COMMUNE),
    )
    former_ids = {unit.code: unit.pk for unit in communes.values() if unit.district_id}
    present_ids = {unit.code: unit.pk for unit in communes.values() if not unit.district_id}
    _, loaded_successions = store_rows(
        UnitSuccession,
        (
            {
                # Island districts had no communes: the district itself continues as a special zone.
                "predecessor_id": former_ids.get(row["commune_code"]) or district_ids[row["district_code"]],
                "successor_id": present_ids[row["successor_code"]],
                "effective_on": day_or_none(row["effective_on"]),
                "source": row["source"],
            }
            for row in read_reference(REFERENCE, "commune-successions.csv")
        ),
        key=("predecessor_id", "successor_id"),
    )
    return loaded + loaded_communes + loaded_successions


def home_territory(province: Province) -> Province | None:
    """The territory of before 1 July 2025 that the province continues under its own name.

    Its own papers of those years speak of that territory; provinces merged into it had portals of their own.
    """
    former = list(province.predecessors.order_by("pk"))
    return next((row for row in former if row.name == province.name), former[0] if len(former) == 1 else None)


def _province_values(row: dict[str, str]) -> dict:
    scheme, valid_to = int(row["scheme"]), day_or_none(row["valid_to"], last=True)
    return {
        "scheme": scheme,
        "code": row["code"],
        "slug": province_slug(row["name"], scheme, valid_to),
        "name": row["name"],
        "full_name": row["full_name"],
        "kind": row["type"],
        "commune_count": int_or_none(row["commune_count"]),
        "valid_from": day_or_none(row["valid_from"]),
        "valid_to": valid_to,
        "source": row["source"],
        "confidence": row["confidence"],
        "note": row["note"],
    }


def _district_values(row: dict[str, str], provinces: dict[tuple[int, str], int]) -> dict:
    return {
        "province_id": provinces[SCHEME_BEFORE, row["province_code"]],
        "level": TerritoryLevel.DISTRICT.value,
        "code": row["district_code"],
        "name": row["district"],
        "kind": row["district_type"],
        "valid_to": day_or_none(row["valid_to"]),
        "source": row["source"],
    }


def _former_commune_values(
    row: dict[str, str], provinces: dict[tuple[int, str], int], district_ids: dict[str, int]
) -> dict:
    return {
        "province_id": provinces[SCHEME_BEFORE, row["province_code"]],
        "level": TerritoryLevel.COMMUNE.value,
        "code": row["commune_code"],
        "name": row["name"],
        "kind": row["type"],
        "district_id": district_ids[row["district_code"]],
        "valid_to": day_or_none(row["valid_to"]),
        "source": row["source"],
    }


def _commune_values(row: dict[str, str], provinces: dict[tuple[int, str], int]) -> dict:
    return {
        "province_id": provinces[SCHEME_IN_FORCE, row["province_code"]],
        "level": TerritoryLevel.COMMUNE.value,
        "code": row["commune_code"],
        "name": row["name"],
        "kind": row["type"],
        "valid_from": day_or_none(row["valid_from"]),
        "source": row["source"],
    }
