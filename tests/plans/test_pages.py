"""The pages on which a coordinator takes a plan in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from agencies.models import Province
from plans.enums import DraftState, ImportState
from plans.models import Plan, PlanImport
from tests import factories
from tests.plans.conftest import SAMPLES


@pytest.fixture
def desk(planner, signed_in, hung_yen):
    client = signed_in(planner)
    client.post(reverse("accounts:province_choose"), {"province": hung_yen.pk})
    return client


def upload(client, data: bytes, name: str = "ke-hoach.txt"):
    return client.post(reverse("plans:import_new"), {"file": SimpleUploadedFile(name, data)})


def real_plan() -> bytes:
    return (SAMPLES / "000_0072ae9554e38013.txt").read_bytes()


def test_an_uploaded_plan_opens_its_review(desk):
    response = upload(desk, real_plan())

    plan_import = PlanImport.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("plans:import_review", args=[plan_import.pk])
    page = desk.get(response["Location"]).content.decode()
    assert "Đã xem 0/13 nhiệm vụ" in page
    assert "Tham mưu UBND tỉnh ban hành giấy mời theo thành phần Hội nghị" in page


def test_a_file_without_plan_text_is_told_beside_the_field(desk):
    response = upload(desk, b"\x89PNG\r\n\x1a\n" + b"\x00" * 300, "anh.png")

    assert response.status_code == 422
    assert "không phải là văn bản" in response.content.decode()
    assert not PlanImport.objects.exists()


def test_the_same_file_again_links_to_the_first_import(desk):
    upload(desk, real_plan())

    response = upload(desk, real_plan())

    assert reverse("plans:import_review", args=[PlanImport.objects.get().pk]) in response.content.decode()
    assert PlanImport.objects.count() == 1


def test_a_whole_review_ends_in_a_plan(desk):
    upload(desk, real_plan())
    plan_import = PlanImport.objects.get()
    first, second, *_ = plan_import.draft_tasks.all()
    desk.post(reverse("plans:import_accept_task", args=[first.pk]))
    desk.post(reverse("plans:import_drop_task", args=[second.pk]))
    desk.post(reverse("plans:import_accept_all", args=[plan_import.pk]))

    response = desk.post(reverse("plans:import_confirm", args=[plan_import.pk]))

    plan = Plan.objects.get()
    assert response["Location"] == plan.get_absolute_url()
    assert plan.tasks.count() == 12
    assert desk.get(plan.get_absolute_url()).status_code == 200


def test_a_refused_edit_keeps_what_was_typed(desk):
    upload(desk, real_plan())
    draft = PlanImport.objects.get().draft_tasks.first()

    response = desk.post(
        reverse("plans:import_edit_task", args=[draft.pk]),
        {"text": "Nội dung tôi vừa gõ", "lead": "", "deadline_kind": "none", "due_date": "99/99/2026"},
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Nội dung tôi vừa gõ" in page
    assert "Hãy ghi ít nhất một cơ quan chủ trì" in page
    assert "31/12/2026" in page
    draft.refresh_from_db()
    assert draft.state == DraftState.PROPOSED


def test_a_date_is_read_day_first(desk):
    upload(desk, real_plan())
    draft = PlanImport.objects.get().draft_tasks.first()

    desk.post(
        reverse("plans:import_edit_task", args=[draft.pk]),
        {"text": "Việc", "lead": "Sở Y tế", "deadline_kind": "date", "due_date": "05/03/2026"},
    )

    draft.refresh_from_db()
    assert draft.due_date.isoformat() == "2026-03-05"


def test_another_provinces_coordinator_finds_nothing(desk, signed_in):
    upload(desk, real_plan())
    plan_import = PlanImport.objects.get()
    stranger = factories.make_person(Role.COORDINATOR, Province.objects.get(slug="dong-thap"))
    elsewhere = signed_in(stranger)

    assert elsewhere.get(reverse("plans:import_review", args=[plan_import.pk])).status_code == 404
    draft = plan_import.draft_tasks.first()
    assert elsewhere.post(reverse("plans:import_accept_task", args=[draft.pk])).status_code == 404
    draft.refresh_from_db()
    assert draft.state == DraftState.PROPOSED


def test_a_discarded_import_is_not_a_plan(desk):
    upload(desk, real_plan())
    plan_import = PlanImport.objects.get()

    desk.post(reverse("plans:import_discard", args=[plan_import.pk]))

    plan_import.refresh_from_db()
    assert plan_import.state == ImportState.DISCARDED
    assert not Plan.objects.exists()


def test_the_plan_prints_as_pdf_and_as_word(desk):
    upload(desk, real_plan())
    plan_import = PlanImport.objects.get()
    desk.post(reverse("plans:import_accept_all", args=[plan_import.pk]))
    desk.post(reverse("plans:import_confirm", args=[plan_import.pk]))
    plan = Plan.objects.get()

    pdf = desk.get(reverse("plans:plan_pdf", args=[plan.pk]))
    word = desk.get(reverse("plans:plan_docx", args=[plan.pk]))

    assert pdf.content.startswith(b"%PDF")
    assert word.content.startswith(b"PK")
    assert pdf["Content-Disposition"] == 'inline; filename="Ke-hoach-129-KH-UBND-2022.pdf"'
