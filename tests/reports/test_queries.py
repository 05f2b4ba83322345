"""The figures of the dashboards, and that none of them costs a query for each line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assignments.enums import DeliverableState
from assignments.models import Deliverable
from reports.queries import COUNTED, Scope, counts_by_agency, counts_by_index, duties, duty_counts
from tests.factories import make_agency, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(province, today) -> Scope:
    return Scope(province=province, on=today)


def figures(counts) -> tuple[int, int, int, int]:
    return (counts.done_on_time, counts.done_late, counts.running, counts.overdue)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({"due": -3}, (0, 0, 0, 1)),
        ({"due": 0}, (0, 0, 1, 0)),
        ({"due": None}, (0, 0, 1, 0)),
        ({"due": -3, "state": DeliverableState.SUBMITTED}, (0, 0, 1, 0)),
        ({"due": -3, "state": DeliverableState.RETURNED, "return_reason": "Thiếu số liệu"}, (0, 0, 0, 1)),
        ({"due": 3, "state": DeliverableState.RETURNED, "return_reason": "Thiếu số liệu"}, (0, 0, 1, 0)),
        ({"due": -3, "done": -3}, (1, 0, 0, 0)),
        ({"due": None, "done": -3}, (1, 0, 0, 0)),
        ({"due": -3, "done": -2}, (0, 1, 0, 0)),
        ({"due": -3, "state": DeliverableState.WAIVED}, (0, 0, 0, 0)),
        ({"due": -3, "state": DeliverableState.CANCELLED}, (0, 0, 0, 0)),
    ],
)
def test_duty_stands_in_one_place_at_most(scope, leader, health, duty, what, expected):
    duty(health, **what)

    assert figures(duty_counts(scope, leader)) == expected


def test_counting_and_filtering_agree(scope, leader, health, duty, today):
    for what in ({"due": -3}, {"due": None}, {"due": 2}, {"due": -9, "done": -9}, {"due": -9, "done": -1}):
        duty(health, **what)
    chosen = Deliverable.objects.all()

    counted = duty_counts(scope, leader)

    assert figures(counted) == (
        chosen.done_on_time().count(),
        chosen.done_late().count(),
        chosen.running(on=today).count(),
        chosen.overdue(on=today).count(),
    )
    assert counted.total == chosen.count()


def test_agency_with_most_overdue_duties_comes_first(scope, leader, home_affairs, health, duty):
    duty(home_affairs, due=-1)
    duty(health, due=-1)
    duty(health, due=-2)

    rows = counts_by_agency(scope, leader)

    assert [(row.agency, row.counts.overdue) for row in rows] == [(health, 2), (home_affairs, 1)]


def test_lines_of_the_agencies_add_up_to_the_whole(scope, leader, home_affairs, health, duty):
    duty(home_affairs, due=-1)
    duty(health, due=-4, done=-4)
    duty(health, due=5)

    rows = counts_by_agency(scope, leader)

    whole = figures(duty_counts(scope, leader))
    assert tuple(map(sum, zip(*(figures(row.counts) for row in rows), strict=True))) == whole


def test_duty_of_a_task_on_an_index_counts_under_the_index_and_its_criterion(
    scope, leader, health, duty, papi, transparency
):
    duty(health, due=-1, indices=(papi,), criteria=(transparency,))
    duty(health, due=4, indices=(papi,))
    duty(health, due=4)

    [row] = counts_by_index(scope, leader)

    assert (row.index, figures(row.counts)) == (papi, (0, 0, 1, 1))
    assert [(line.criterion, figures(line.counts)) for line in row.criteria] == [(transparency, (0, 0, 0, 1))]


def test_plan_and_year_narrow_the_figures(scope, leader, province, plan, health, duty):
    earlier = make_plan(province, number="12", year=plan.year - 1)
    duty(health, due=-1)
    duty(health, due=-1, of=earlier)
    duty(health, due=-2, of=earlier)

    assert duty_counts(scope, leader).overdue == 3
    assert duty_counts(replace(scope, plan=plan), leader).overdue == 1
    assert duty_counts(replace(scope, year=earlier.year), leader).overdue == 2


def test_another_province_is_not_counted(scope, leader, other_province, duty):
    abroad = make_plan(other_province)
    duty(make_agency(other_province, "SYT", "Sở Y tế"), due=-1, of=abroad)

    assert duty_counts(scope, leader).total == 0


def test_focal_point_counts_only_the_own_duties(scope, focal_point, health, home_affairs, duty):
    duty(health, due=-1)
    duty(home_affairs, due=-1)

    assert duties(scope, focal_point).count() == 1


@pytest.mark.parametrize("agencies", [1, 3])
def test_queries_do_not_grow_with_the_agencies(
    scope, leader, province, duty, papi, transparency, agencies, django_assert_num_queries
):
    for number in range(agencies):
        duty(make_agency(province, f"S{number}", f"Sở {number}"), due=-1, indices=(papi,), criteria=(transparency,))
    leader.province_ids()

    with django_assert_num_queries(7):
        duty_counts(scope, leader)
        counts_by_agency(scope, leader)
        counts_by_index(scope, leader)


def test_figures_have_a_link_each(scope, leader, health, duty):
    duty(health, due=-1)

    [row] = counts_by_agency(scope, leader)

    assert set(row.counts.links) == set(COUNTED)
