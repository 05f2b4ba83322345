"""The review page beyond deciding: head, unknown names, order, swaps, and what the plan's page tells."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.enums import ImportState
from plans.models import Plan, PlanImport
from plans.services import confirming, reviewing
from plans.services.coverage import coverage_of
from registry.models import Rendition
from tests.plans.conftest import SAMPLES


@pytest.fixture
def desk(planner, signed_in, hung_yen):
    client = signed_in(planner)
    client.post(reverse("accounts:province_choose"), {"province": hung_yen.pk})
    return client


@pytest.fixture
def in_review(desk):
    def upload(file_name: str = "000_0072ae9554e38013.txt") -> PlanImport:
        data = (SAMPLES / file_name).read_bytes()
        desk.post(reverse("plans:import_new"), {"file": SimpleUploadedFile(file_name, data)})
        return PlanImport.objects.latest("pk")

    return upload


@pytest.fixture
def confirmed(in_review, planner):
    def confirm(file_name: str = "000_0072ae9554e38013.txt") -> Plan:
        plan_import = in_review(file_name)
        reviewing.accept_all(import_id=plan_import.pk, by=planner, at=timezone.now())
        return confirming.confirm_import(import_id=plan_import.pk, by=planner, at=timezone.now())

    return confirm


def heading(**changes) -> dict[str, str]:
    return {"number": "215", "symbol": "KH-UBND", "issued_on": "20/12/2023", "title": "Xác định Chỉ số"} | changes


def test_the_head_of_a_draft_is_completed_on_its_page(desk, in_review):
    plan_import = in_review("004_efd3901a5d4c3f3a.txt")

    desk.post(reverse("plans:import_edit_heading", args=[plan_import.pk]), heading())

    page = desk.get(reverse("plans:import_review", args=[plan_import.pk])).content.decode()
    assert "20/12/2023" in page
    assert "Rà soát: Xác định Chỉ số" in page


def test_a_head_with_a_wrong_date_keeps_what_was_typed(desk, in_review):
    plan_import = in_review("004_efd3901a5d4c3f3a.txt")

    response = desk.post(
        reverse("plans:import_edit_heading", args=[plan_import.pk]), heading(issued_on="31/2/2023", number="77")
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="77"' in page
    assert "Hãy ghi theo dạng 31/12/2026" in page


def test_an_unknown_name_is_joined_from_the_review_page(desk, in_review, planner, hung_yen):
    plan_import = in_review()
    draft = plan_import.draft_tasks.first()
    words = reviewing.TaskWords(text=draft.text, lead=["Sở Nội vụ và Lao động"])
    reviewing.edit_draft(draft_id=draft.pk, words=words, by=planner, at=timezone.now())
    review = reverse("plans:import_review", args=[plan_import.pk])
    assert "Sở Nội vụ và Lao động” là" in desk.get(review).content.decode()

    desk.post(
        reverse("plans:import_choose_agency", args=[plan_import.pk]),
        {"name": "Sở Nội vụ và Lao động", "choice": f"agency:{hung_yen.agencies.get(code='SNV').pk}"},
    )

    assert "Sở Nội vụ và Lao động” là" not in desk.get(review).content.decode()


def test_accepting_by_script_swaps_the_row_and_the_progress(desk, in_review):
    draft = in_review().draft_tasks.first()

    response = desk.post(reverse("plans:import_accept_task", args=[draft.pk]), headers={"HX-Request": "true"})

    page = response.content.decode()
    assert "Đã nhận" in page
    assert "Đã xem 1/13 nhiệm vụ" in page
    assert "<html" not in page


def test_doubtful_tasks_come_first_when_asked_for(desk, in_review, planner):
    plan_import = in_review()
    last = plan_import.draft_tasks.last()
    last.doubts = ["Không rõ cơ quan nào chủ trì."]
    last.save()

    page = desk.get(reverse("plans:import_review", args=[plan_import.pk]), {"thu-tu": "ngo"}).content.decode()

    first = plan_import.draft_tasks.first()
    assert page.index(f'id="nhiem-vu-{last.pk}"') < page.index(f'id="nhiem-vu-{first.pk}"')


def test_a_review_takes_the_same_queries_for_one_task_and_for_three(desk, in_review):
    plan_import = in_review()
    review = reverse("plans:import_review", args=[plan_import.pk])
    kept = list(plan_import.draft_tasks.values_list("pk", flat=True)[:3])
    plan_import.draft_tasks.exclude(pk__in=kept).delete()
    desk.get(review)
    with CaptureQueriesContext(connection) as three:
        desk.get(review)
    plan_import.draft_tasks.exclude(pk=kept[0]).delete()
    with CaptureQueriesContext(connection) as one:
        desk.get(review)

    assert len(one) == len(three)


def test_setting_an_import_aside_asks_first(desk, in_review):
    plan_import = in_review()

    page = desk.get(reverse("plans:import_discard", args=[plan_import.pk])).content.decode()

    plan_import.refresh_from_db()
    assert plan_import.state == ImportState.REVIEW
    assert "Bỏ lần nhập “000_0072ae9554e38013.txt”?" in page


def test_a_plan_is_printed_once_while_it_does_not_change(desk, confirmed):
    plan = confirmed()

    first = desk.get(reverse("plans:plan_pdf", args=[plan.pk])).content
    second = desk.get(reverse("plans:plan_pdf", args=[plan.pk])).content

    assert first == second
    assert Rendition.objects.count() == 1


def test_a_coordinator_sees_what_the_printed_plan_breaks_of_the_format(desk, confirmed):
    response = desk.get(reverse("plans:plan_check", args=[confirmed().pk]))

    assert response.status_code == 200
    assert "thể thức" in response.content.decode()


def test_a_plan_tells_which_dimensions_it_serves_and_who_leads_there(desk, confirmed):
    plan = confirmed("001_3033c6bec59dec3f.txt")

    rows = coverage_of(plan)

    assert len(rows) == 8
    assert {row.criterion.framework.index.short_name for row in rows} == {"PAPI"}
    assert all(row.task_count or row.measure_count for row in rows)
    assert "Kế hoạch phủ những nội dung nào" in desk.get(plan.get_absolute_url()).content.decode()


def test_a_plan_that_calls_a_conference_offers_to_set_it_up(desk, confirmed):
    plan = confirmed()
    fragment = reverse("conferences:plan_conference", args=[plan.pk])

    before = desk.get(fragment, headers={"HX-Request": "true"}).content.decode()
    desk.post(reverse("conferences:conference_create", args=[plan.pk]))
    after = desk.get(fragment, headers={"HX-Request": "true"}).content.decode()

    assert "Lập hội nghị từ kế hoạch" in before
    assert plan.conference.get_absolute_url() in after
    assert desk.get(fragment)["Location"] == plan.conference.get_absolute_url()
