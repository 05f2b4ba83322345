from __future__ import annotations

from decimal import Decimal

import pytest

from indices.models import Result
from indices.queries import index_series, sources_of, territories_of
from tests.indices.conftest import publish

pytestmark = pytest.mark.django_db


def test_province_shows_the_years_of_its_own_name_and_not_of_the_merged_one(
    papi, hung_yen, former_hung_yen, thai_binh, leader
):
    publish(papi, former_hung_yen, {2023: "44.1", 2024: "44.4"})
    publish(papi, thai_binh, {2023: "41", 2024: "41.5"})
    [series] = index_series(leader, hung_yen)
    assert {year: row.score for year, row in series.total.by_year.items()} == {
        2023: Decimal("44.1000"),
        2024: Decimal("44.4000"),
    }
    [merged] = index_series(leader, thai_binh)
    assert merged.total.latest.score == Decimal("41.5000")
    assert territories_of(hung_yen) == [former_hung_yen, thai_binh, hung_yen]


def test_change_of_scale_is_marked_and_not_counted_as_a_gain(papi, hung_yen, former_hung_yen, leader):
    publish(papi, former_hung_yen, {2016: "35", 2017: "36", 2018: "43"})
    [series] = index_series(leader, hung_yen)
    assert [(mark.year, mark.text) for mark in series.marks] == [(2018, "thang điểm 60 thành 80, thêm nội dung")]
    assert (series.period(2017), series.period(2018)) == (0, 1)
    assert series.change is None


def test_new_territory_is_a_mark_of_its_own(papi, hung_yen, former_hung_yen, leader):
    publish(papi, former_hung_yen, {2023: "44", 2024: "44.5"})
    publish(papi, hung_yen, {2025: "45"})
    [series] = index_series(leader, hung_yen)
    assert [mark.year for mark in series.marks] == [2025]
    assert series.change is None


def test_change_counts_points_gained_and_places_gained(papi, hung_yen, former_hung_yen, leader):
    publish(papi, former_hung_yen, {2023: "44.00"}, rank=20)
    publish(papi, former_hung_yen, {2024: "43.50"}, rank=25)
    [series] = index_series(leader, hung_yen)
    assert (series.change.points, series.change.places, series.change.since) == (Decimal("-0.5000"), -5, 2023)


def test_missing_score_is_not_zero(papi, hung_yen, former_hung_yen, leader):
    publish(papi, former_hung_yen, {2023: None}, rank=9)
    publish(papi, former_hung_yen, {2024: "44"})
    [series] = index_series(leader, hung_yen)
    assert series.change.points is None
    assert not series.total.is_drawable


def test_parts_stand_in_the_order_of_the_framework_with_the_latest_name(papi, hung_yen, former_hung_yen, leader):
    publish(papi, former_hung_yen, {2024: "5"}, node="PAPI.2")
    publish(papi, former_hung_yen, {2017: "6", 2024: "7"}, node="PAPI.1")
    [series] = index_series(leader, hung_yen, with_parts=True)
    assert [row.label for row in series.rows] == ["Điểm chung", "1. Nội dung thứ 1", "2. Nội dung thứ 2"]
    assert [row.depth for row in series.parts] == [1, 1]


def test_figures_of_other_provinces_stay_out_of_sight(papi, former_hung_yen, stranger):
    publish(papi, former_hung_yen, {2024: "44"})
    assert not Result.objects.visible_to(stranger).exists()


def test_number_of_queries_does_not_grow_with_the_figures(
    papi, hung_yen, former_hung_yen, leader, django_assert_max_num_queries
):
    leader.current_grants  # noqa: B018 - read once per request
    publish(papi, former_hung_yen, {2024: "44"})
    with django_assert_max_num_queries(7):
        index_series(leader, hung_yen, with_parts=True)
    publish(papi, former_hung_yen, {2022: "43", 2023: "42"})
    publish(papi, former_hung_yen, {2022: "5", 2023: "6"}, node="PAPI.1")
    with django_assert_max_num_queries(7):
        index_series(leader, hung_yen, with_parts=True)


def test_figure_names_its_sources_in_the_order_cited(papi, former_hung_yen):
    [result] = publish(papi, former_hung_yen, {2024: "44"})
    assert [source.title for source in sources_of(result)] == ["Bảng số liệu PAPI"]
