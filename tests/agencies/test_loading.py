from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from agencies.models import AdministrativeUnit, Agency, AgencyGroup, Province, Succession, UnitSuccession
from agencies.services.loading import load_agencies
from indices.models import Criterion, Framework, Index, Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def hung_yen() -> Province:
    load_agencies(provinces=["hung-yen"])
    return Province.objects.get(slug="hung-yen")


def test_reference_data_of_the_whole_country_load_twice_without_a_change():
    first, second = StringIO(), StringIO()
    call_command("load_reference_data", "--province", "hung-yen", stdout=first)
    rows = {model: model.objects.count() for model in (Province, AdministrativeUnit, Agency, Criterion, Result)}
    call_command("load_reference_data", "--province", "hung-yen", stdout=second)
    assert {line.split("(")[1] for line in second.getvalue().splitlines()} == {"thêm 0, sửa 0)"}
    assert {model: model.objects.count() for model in rows} == rows
    assert list(Index.objects.values_list("code", flat=True)) == ["PAPI", "PAR", "SIPAS", "PCI"]
    assert rows[Result] > 17_000
    assert Framework.objects.filter(index__code="PCI").in_year(2015).get().code == "2013–2021"


def test_unknown_province_is_refused_in_one_sentence():
    with pytest.raises(CommandError, match="“hai-ninh”"):
        call_command("load_reference_data", "--province", "hai-ninh", stdout=StringIO())
    assert Agency.objects.count() == 0


def test_both_schemes_stand_side_by_side(hung_yen):
    assert Province.objects.filter(scheme=34).count() == 34
    assert Province.objects.filter(scheme=63).count() == 63
    former = Province.objects.get(slug="thai-binh-truoc-2025")
    assert (former.successor, former.valid_to) == (hung_yen, date(2025, 6, 30))
    communes = AdministrativeUnit.objects.filter(level="commune")
    assert communes.valid_on(date(2025, 6, 30)).count() == 10_035
    assert communes.valid_on(date(2025, 7, 1)).count() == 3_321
    assert hung_yen.units.count() == 104


def test_every_new_commune_comes_from_former_ones(hung_yen):
    orphans = AdministrativeUnit.objects.filter(valid_from__isnull=False, origins__isnull=True)
    assert not orphans.exists()
    island = UnitSuccession.objects.get(successor__name="Bạch Long Vĩ")
    assert island.predecessor.level == "district"


def test_group_means_the_agencies_of_the_day(hung_yen):
    districts = hung_yen.agency_groups.get(code="UBNDH")
    assert districts.members_on(date(2022, 7, 14)).count() == 10
    assert districts.members_on(date(2025, 7, 1)).count() == 0
    departments = hung_yen.agency_groups.get(code="SBN")
    assert {"SKHDT", "TTT"} <= set(departments.members_on(date(2022, 7, 14)).values_list("code", flat=True))
    assert "SKHDT" not in departments.members_on(date(2025, 3, 1)).values_list("code", flat=True)
    places = hung_yen.agency_groups.get(code="CQDVDP")
    assert places.members_on(date(2026, 1, 1)).filter(kind="ubnd_xa").count() == 104
    assert places.members_on(date(2022, 1, 1)).filter(kind="ubnd_xa").count() == 0


def test_no_agency_stands_for_many(hung_yen):
    several = hung_yen.agencies.filter(name__startswith="Các ")
    assert not several.exists()
    assert AgencyGroup.objects.filter(province=hung_yen, code="CTXH").get().members_on(date(2022, 1, 1)).count() == 5


def test_merged_department_is_answered_by_its_successor_from_the_day_of_the_merger(hung_yen):
    finance = hung_yen.agencies.get(code="STC")
    codes = Agency.objects.answered_by([finance.pk], on=date(2025, 3, 1)).values_list("code", flat=True)
    assert set(codes) == {"STC", "SKHDT"}
    assert Agency.objects.answered_by([finance.pk], on=date(2025, 2, 28)).get() == finance


def test_district_work_passes_to_the_communes_on_its_ground(hung_yen):
    district = hung_yen.agencies.get(name="UBND huyện Yên Mỹ")
    heirs = Succession.objects.filter(predecessor=district, effective_on=date(2025, 7, 1))
    assert "UBND xã Yên Mỹ" in heirs.values_list("successor__name", flat=True)


def test_centrally_run_city_writes_its_own_words():
    load_agencies(provinces=["hai-phong"])
    city = Province.objects.get(slug="hai-phong")
    names = set(city.agencies.values_list("name", flat=True))
    assert {"Công an thành phố", "Thành ủy", "Văn phòng UBND thành phố"} <= names
    assert not any("tỉnh" in name for name in names)
