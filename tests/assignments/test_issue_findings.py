"""What the print of a plan gets wrong is shown where the plan is read and before it is issued."""

from __future__ import annotations

import pytest
from django.urls import reverse

from documents.document_json import document_to_json
from plans.enums import PlanState
from tests.documents.papers import plan as paper
from tests.factories import make_plan, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(province, health):
    """A draft plan that prints as the given paper."""

    def draft(**fields):
        document = paper(**fields)
        drafted = make_plan(
            province,
            issued=False,
            document=document_to_json(document),
            title=document.title,
            number=document.number,
            place=document.place,
            issued_on=document.issued_on,
            year=document.issued_on.year,
        )
        make_task(drafted, lead=health)
        return drafted

    return draft


def test_a_plan_with_a_wrong_print_is_issued_only_on_purpose(drafted, coordinator, signed_in):
    plan = drafted(title="")
    client, address = signed_in(coordinator), reverse("assignments:plan_issue", args=[plan.pk])

    page = client.get(address).content.decode()
    refused = client.post(address, follow=True).content.decode()
    plan.refresh_from_db()

    assert "điểm về thể thức" in page
    assert 'name="accepts_findings"' in page
    assert "đánh dấu ô xác nhận" in refused
    assert plan.state == PlanState.DRAFT
    client.post(address, {"accepts_findings": "on"})
    plan.refresh_from_db()
    assert plan.state == PlanState.ISSUED


def test_a_plan_with_a_right_print_asks_for_nothing(drafted, coordinator, signed_in):
    plan = drafted()
    client, address = signed_in(coordinator), reverse("assignments:plan_issue", args=[plan.pk])

    assert "điểm về thể thức" not in client.get(address).content.decode()
    client.post(address)
    plan.refresh_from_db()
    assert plan.state == PlanState.ISSUED


@pytest.mark.parametrize(("fields", "said"), [({}, "Bản in đúng thể thức"), ({"recipients": []}, "điểm về thể thức")])
def test_the_page_of_the_plan_tells_in_one_line(drafted, coordinator, signed_in, fields, said):
    address = reverse("plans:plan_check", args=[drafted(**fields).pk])

    notice = signed_in(coordinator).get(address, headers={"HX-Request": "true"}).content.decode()

    assert said in notice
    assert "<h1>" not in notice
