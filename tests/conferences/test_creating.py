"""A plan that calls a conference becomes a conference to run."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.roles import Role
from conferences.models import Conference
from conferences.services.creating import PlanCallsNoConference, ensure_conference
from plans.services import confirming, reviewing
from tests import factories
from tests.plans.conftest import hung_yen, planner, reference_data, reference_rows, take_in  # noqa: F401 - fixtures


@pytest.fixture
def confirm(planner, take_in):  # noqa: F811
    def take_and_confirm(file_name: str, slug: str):
        plan_import = take_in(file_name, slug)
        reviewing.accept_all(import_id=plan_import.pk, by=planner, at=timezone.now())
        return confirming.confirm_import(import_id=plan_import.pk, by=planner, at=timezone.now())

    return take_and_confirm


def test_a_conference_takes_time_place_and_delegates_from_its_plan(confirm, planner):  # noqa: F811
    plan = confirm("002_a33ec1afb35c387e.txt", "dong-thap")

    conference = ensure_conference(plan_id=plan.pk, by=planner, at=timezone.now())

    assert f"{conference.start_time:%H:%M} {conference.held_on:%d/%m/%Y}" == "08:00 08/05/2024"
    assert (conference.format, conference.venue) == ("hybrid", "Hội trường UBND Tỉnh")
    assert (conference.chair, conference.delegate_count) == ("Chủ tịch UBND Tỉnh Phạm Thiện Nghĩa", 90)
    assert conference.agenda.count() == 14


def test_half_a_day_in_a_month_is_not_a_date(confirm, planner):  # noqa: F811
    plan = confirm("000_0072ae9554e38013.txt", "hung-yen")

    conference = ensure_conference(plan_id=plan.pk, by=planner, at=timezone.now())

    assert (conference.held_on, conference.month) == (None, "2022-07")


def test_papers_are_asked_of_sixteen_agencies_all_known(confirm, planner):  # noqa: F811
    plan = confirm("000_0072ae9554e38013.txt", "hung-yen")

    conference = ensure_conference(plan_id=plan.pk, by=planner, at=timezone.now())

    assert len({paper.agency_written for paper in conference.papers.all()}) == 16
    assert not conference.papers.filter(agency=None).exists()


def test_a_programme_with_clock_times_keeps_them(confirm, planner):  # noqa: F811
    plan = confirm("003_b152130177d1810b.txt", "khanh-hoa")

    conference = ensure_conference(plan_id=plan.pk, by=planner, at=timezone.now())

    first = conference.agenda.first()
    assert f"{first.start_time:%H:%M}-{first.end_time:%H:%M}" == "07:15-08:00"


def test_setting_up_twice_gives_one_conference(confirm, planner):  # noqa: F811
    plan = confirm("002_a33ec1afb35c387e.txt", "dong-thap")

    first = ensure_conference(plan_id=plan.pk, by=planner, at=timezone.now())
    second = ensure_conference(plan_id=plan.pk, by=planner, at=timezone.now())

    assert second == first


def test_a_plan_without_a_conference_says_so(confirm, planner):  # noqa: F811
    plan = confirm("004_efd3901a5d4c3f3a.txt", "hung-yen")

    with pytest.raises(PlanCallsNoConference):
        ensure_conference(plan_id=plan.pk, by=planner, at=timezone.now())

    assert not Conference.objects.exists()


def test_a_coordinator_of_another_province_sets_nothing_up(confirm, planner):  # noqa: F811
    plan = confirm("002_a33ec1afb35c387e.txt", "dong-thap")
    hung_yen_only = factories.make_person(
        Role.COORDINATOR, RoleGrant.objects.exclude(province=plan.province)[0].province
    )

    with pytest.raises(PermissionDenied):
        ensure_conference(plan_id=plan.pk, by=hung_yen_only, at=timezone.now())
