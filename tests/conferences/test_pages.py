"""The pages of conferences: what stands, what a plan still waits for, who may look."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from agencies.models import Province
from conferences.models import Conference
from plans.services import confirming, reviewing
from tests import factories
from tests.plans.conftest import hung_yen, planner, reference_data, reference_rows, take_in  # noqa: F401 - fixtures


@pytest.fixture
def desk(planner, signed_in):  # noqa: F811
    """The coordinator's browser, at work in Khánh Hòa."""
    client = signed_in(planner)
    client.post(reverse("accounts:province_choose"), {"province": Province.objects.get(slug="khanh-hoa").pk})
    return client


@pytest.fixture
def plan(planner, take_in):  # noqa: F811
    """The plan of Khánh Hòa, which calls a conference with a programme by the clock."""
    plan_import = take_in("003_b152130177d1810b.txt", "khanh-hoa")
    reviewing.accept_all(import_id=plan_import.pk, by=planner, at=timezone.now())
    return confirming.confirm_import(import_id=plan_import.pk, by=planner, at=timezone.now())


def test_a_plan_that_calls_a_conference_waits_in_the_list_until_it_is_set_up(desk, plan):
    conferences = reverse("conferences:conference_list")
    assert "Lập hội nghị từ kế hoạch" in desk.get(conferences).content.decode()

    response = desk.post(reverse("conferences:conference_create", args=[plan.pk]))

    assert response["Location"] == Conference.objects.get().get_absolute_url()
    assert "Lập hội nghị từ kế hoạch" not in desk.get(conferences).content.decode()


def test_the_page_shows_the_programme_by_the_clock(desk, plan):
    desk.post(reverse("conferences:conference_create", args=[plan.pk]))

    page = desk.get(Conference.objects.get().get_absolute_url()).content.decode()

    assert "07:15" in page
    assert f"<title>{Conference.objects.get().name[:30]}" in page
    assert "200" in page
    assert plan.get_absolute_url() in page


def test_another_province_finds_no_conference(desk, plan, signed_in):
    desk.post(reverse("conferences:conference_create", args=[plan.pk]))
    stranger = factories.make_person(Role.COORDINATOR, Province.objects.get(slug="dong-thap"))

    response = signed_in(stranger).get(Conference.objects.get().get_absolute_url())

    assert response.status_code == 404


def test_a_leader_looks_but_is_offered_no_setting_up(plan, signed_in):
    leader = factories.make_person(Role.LEADER, plan.province)

    page = signed_in(leader).get(reverse("conferences:conference_list")).content.decode()

    assert "Lập hội nghị từ kế hoạch" not in page
