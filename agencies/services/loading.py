"""Agencies, groups and successions of the tenant provinces, from the files in `agencies/reference`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction

from agencies.enums import AgencyKind, TerritoryLevel
from agencies.models import (
    AdministrativeUnit,
    Agency,
    AgencyAlias,
    AgencyGroup,
    AgencyGroupAlias,
    CalendarDay,
    Province,
    Succession,
    UnitSuccession,
)
from agencies.services.reference import Loaded, day_or_none, parts, read_reference, store_rows
from agencies.services.territories import REFERENCE, SCHEME_IN_FORCE, home_territory, load_provinces, load_units

# The day the district level ended and the communes of the new scheme began (Luật 72/2025/QH15).
REFORM_DATE = date(2025, 7, 1)

_CITY = "thành phố"


class UnknownProvinceError(ValueError):
    """No province of the scheme in force has that slug."""


@transaction.atomic
def load_agencies(*, provinces: Iterable[str]) -> dict[str, Loaded]:
    """Load territories of the whole country and the agencies of the given provinces (slugs of the scheme in force).

    Raises UnknownProvinceError.
    """
    done = {"tỉnh": load_provinces(), "đơn vị hành chính": load_units(), "ngày đặc biệt": load_calendar_days()}
    rows = read_reference(REFERENCE, "agencies.csv")
    agencies, groups, successions = Loaded(), Loaded(), Loaded()
    for slug in provinces:
        province = Province.objects.filter(slug=slug, scheme=SCHEME_IN_FORCE).first()
        if province is None:
            raise UnknownProvinceError(f"Không có tỉnh nào mang mã đường dẫn “{slug}”.")
        home = home_territory(province)
        agencies += _load_province_agencies(province, home, rows)
        groups += _load_groups(province)
        successions += _load_successions(province, home)
    return done | {"cơ quan": agencies, "nhóm cơ quan": groups, "kế thừa": successions}


def load_calendar_days() -> Loaded:
    """Load days off and swapped working days that the holidays library does not know."""
    rows = (
        {"province_id": None, "day": day_or_none(row["day"]), "kind": row["kind"], "reason": row["reason"]}
        for row in read_reference(REFERENCE, "calendar-days.csv")
    )
    within = CalendarDay.objects.filter(province=None)
    return store_rows(CalendarDay, rows, key=("province_id", "day"), within=within)[1]


def _load_province_agencies(province: Province, home: Province | None, rows: list[dict[str, str]]) -> Loaded:
    own = list(_rows_of(province, rows))
    aliases: dict[str, set[str]] = {row["code"]: set(_written_forms(row, province)) for row in own}
    values = [_agency_values(row, province) for row in own]
    for unit_values, unit_aliases in _committees(province, home):
        values.append(unit_values)
        aliases[unit_values["code"]] = unit_aliases
    agencies, loaded = store_rows(
        Agency, values, key=("province_id", "code"), within=Agency.objects.filter(province=province)
    )
    store_rows(
        AgencyAlias,
        (
            {"agency_id": agency.pk, "text": text}
            for (_, code), agency in agencies.items()
            for text in sorted(aliases[code] - {agency.name})
        ),
        key=("agency_id", "text"),
        within=AgencyAlias.objects.filter(agency__province=province),
    )
    return loaded


def _rows_of(province: Province, rows: list[dict[str, str]]) -> Iterable[dict[str, str]]:
    """Rows of every province and those that name this one; where both carry a code, the row of the province holds."""
    of_all = {row["code"]: row for row in rows if row["provinces"] == "all"}
    own = {row["code"]: row for row in rows if province.name in parts(row["provinces"])}
    return (of_all | own).values()


def _agency_values(row: dict[str, str], province: Province) -> dict:
    return {
        "province_id": province.pk,
        "code": row["code"],
        "symbol": row["symbol"],
        "name": _in_words_of(province, row["name_vi"]),
        "short_name": _in_words_of(province, row["name_short"]),
        "name_en": row["name_en"],
        "kind": row["kind"],
        "place": province.name,
        "valid_from": day_or_none(row["valid_from"]),
        "valid_to": day_or_none(row["valid_to"], last=True),
        "source": row["source"],
        "confidence": row["confidence"],
        "note": row["succession_note"],
    }


def _in_words_of(province: Province, name: str) -> str:
    """The name as a centrally run city writes it: "Công an thành phố", "Thành ủy"; unchanged in a province."""
    if province.kind != _CITY:
        return name
    return name.replace(" tỉnh", f" {_CITY}").replace(" Tỉnh", " Thành phố").replace("Tỉnh ủy", "Thành ủy")


def _written_forms(row: dict[str, str], province: Province) -> Iterator[str]:
    """Every other way the file or custom knows to write the agency, the abbreviated "Sở KH&ĐT" included."""
    yield from (_in_words_of(province, alias) for alias in parts(row["aliases"]))
    if row["name_short"]:
        yield _in_words_of(province, row["name_short"])
    if row["kind"] == AgencyKind.DEPARTMENT and row["name_vi"].startswith("Sở "):
        yield row["name_vi"].removeprefix("Sở ")
        yield f"Sở {row['name_short']}"


def _committees(province: Province, home: Province | None) -> Iterator[tuple[dict, set[str]]]:
    """People's committees of districts and communes before, and of communes after the reform."""
    if home is not None:
        former = list(home.units.select_related("district").order_by("pk"))
        names = Counter((unit.kind, unit.name) for unit in former if unit.level == TerritoryLevel.COMMUNE)
        for unit in former:
            if unit.level == TerritoryLevel.DISTRICT:
                yield _committee(province, unit, f"UBNDH.{unit.code}", AgencyKind.DISTRICT_COMMITTEE)
            else:
                within = unit.district if names[unit.kind, unit.name] > 1 else None
                yield _committee(province, unit, f"UBNDX63.{unit.code}", AgencyKind.COMMUNE_COMMITTEE, within=within)
    for unit in province.units.filter(level=TerritoryLevel.COMMUNE).order_by("pk"):
        yield _committee(province, unit, f"UBNDX34.{unit.code}", AgencyKind.COMMUNE_COMMITTEE)


def _committee(
    province: Province,
    unit: AdministrativeUnit,
    code: str,
    kind: AgencyKind,
    within: AdministrativeUnit | None = None,
) -> tuple[dict, set[str]]:
    """One committee; `within` names the district where another commune of the province bears the same name."""
    unit_name = f"{unit.kind.lower()} {unit.name}"
    if within is not None:
        unit_name += f", {within.kind.lower()} {within.name}"
    short_name = unit_name[:1].upper() + unit_name[1:]
    values = {
        "province_id": province.pk,
        "code": code,
        "symbol": "UBND",
        "name": f"UBND {unit_name}",
        "short_name": short_name,
        "kind": kind.value,
        "unit_id": unit.pk,
        "place": unit.name,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "source": unit.source,
        "confidence": "high",
    }
    return values, {short_name}


def _load_groups(province: Province) -> Loaded:
    rows = read_reference(REFERENCE, "agency-groups.csv")
    groups, loaded = store_rows(
        AgencyGroup,
        (
            {
                "province_id": province.pk,
                "code": row["code"],
                "name": _in_words_of(province, row["name"]),
                "kinds": parts(row["kinds"]),
            }
            for row in rows
        ),
        key=("province_id", "code"),
        within=AgencyGroup.objects.filter(province=province),
    )
    store_rows(
        AgencyGroupAlias,
        (
            {"group_id": groups[province.pk, row["code"]].pk, "text": _in_words_of(province, alias)}
            for row in rows
            for alias in dict.fromkeys(parts(row["aliases"]))
        ),
        key=("group_id", "text"),
        within=AgencyGroupAlias.objects.filter(group__province=province),
    )
    by_code = dict(Agency.objects.filter(province=province).values_list("code", "pk"))
    through = AgencyGroup.extra_members.through
    store_rows(
        through,
        (
            {"agencygroup_id": groups[province.pk, row["code"]].pk, "agency_id": agency_id}
            for row in rows
            for agency_id in _members(parts(row["members"]), by_code)
        ),
        key=("agencygroup_id", "agency_id"),
        within=through._default_manager.filter(agencygroup__province=province),
    )
    return loaded


def _members(codes: list[str], by_code: dict[str, int]) -> Iterator[int]:
    """Agencies named by code or by its beginning ("UBNDX34.*"); those the province lacks are left out."""
    for code in codes:
        if code.endswith("*"):
            yield from (pk for known, pk in by_code.items() if known.startswith(code[:-1]))
        elif code in by_code:
            yield by_code[code]


def _load_successions(province: Province, home: Province | None) -> Loaded:
    by_code = dict(Agency.objects.filter(province=province).values_list("code", "pk"))
    values = [
        {
            "predecessor_id": by_code[row["predecessor"]],
            "successor_id": by_code[row["successor"]],
            "effective_on": day_or_none(row["effective_on"]),
            "legal_basis": row["legal_basis"],
            "scope": row["scope"],
        }
        for row in read_reference(REFERENCE, "agency-successions.csv")
        if row["predecessor"] in by_code and row["successor"] in by_code
    ]
    if home is not None:
        values.extend(_committee_successions(province, home))
    return store_rows(
        Succession,
        values,
        key=("predecessor_id", "successor_id"),
        within=Succession.objects.filter(predecessor__province=province),
    )[1]


def _committee_successions(province: Province, home: Province) -> Iterator[dict]:
    """Commune committees follow commune committees; a district's work passes to the communes on its ground."""
    by_unit = dict(Agency.objects.filter(province=province, unit__isnull=False).values_list("unit_id", "pk"))
    pairs: dict[tuple[int, int], str] = {}
    origins = UnitSuccession.objects.filter(predecessor__province=home, successor__province=province)
    for former, district, unit in origins.values_list("predecessor", "predecessor__district", "successor"):
        pairs[by_unit[former], by_unit[unit]] = ""
        if district:
            pairs[by_unit[district], by_unit[unit]] = "Phần việc thuộc địa bàn của xã, phường, đặc khu"
    for (predecessor, successor), scope in pairs.items():
        yield {
            "predecessor_id": predecessor,
            "successor_id": successor,
            "effective_on": REFORM_DATE,
            "legal_basis": "Luật 72/2025/QH15",
            "scope": scope,
        }
