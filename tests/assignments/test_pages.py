"""The pages of duties: who sees what, what a press does, and that nothing typed is lost."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from assignments.enums import DeliverableState, DutyStatus
from assignments.models import Deliverable, Evidence
from assignments.services.submissions import accept, attach_evidence, submit
from plans.enums import PlanState
from tests.factories import make_agency, make_duty, make_person, make_plan, make_task

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def duty(health, today):
    return make_duty(health, due=today + timedelta(days=20), text="Công khai bảng giá đất")


def press(client, name, duty, data=None):
    return client.post(reverse(f"assignments:{name}", args=[duty.pk]), data or {})


def test_focal_point_sees_own_duties_by_urgency(signed_in, focal_point, health, home_affairs, today):
    late = make_duty(health, due=today - timedelta(days=3), text="Việc quá hạn")
    week = make_duty(health, due=today, text="Việc tuần này")
    returned = make_duty(health, due=today + timedelta(days=40), state=DeliverableState.RETURNED, text="Việc trả lại")
    waiting = make_duty(health, due=today, state=DeliverableState.SUBMITTED, text="Việc chờ duyệt")
    later = make_duty(health, due=today + timedelta(days=60), text="Việc về sau")
    make_duty(home_affairs, due=today, text="Việc của sở khác")
    response = signed_in(focal_point).get(reverse("assignments:my_duties"))
    groups = {key: duties for key, _, duties in response.context["groups"]}
    assert groups == {"overdue": [late], "week": [week], "returned": [returned], "waiting": [waiting], "later": [later]}
    page = response.content.decode()
    assert page.index("Việc quá hạn") < page.index("Việc tuần này") < page.index("Việc trả lại")
    assert "Việc của sở khác" not in page


def test_duty_is_answered_from_the_list_in_one_form(signed_in, focal_point, duty):
    data = {
        "submit-text": "Đã công khai.",
        "submit-files": [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", PDF + b"2")],
        "next": reverse("assignments:my_duties"),
    }
    response = press(signed_in(focal_point), "deliverable_submit", duty, data)
    assert response.url == reverse("assignments:my_duties")
    duty.refresh_from_db()
    assert duty.state == DeliverableState.SUBMITTED
    assert duty.submissions.get().evidence.count() == 2


def test_double_click_hands_in_once(signed_in, focal_point, duty):
    client = signed_in(focal_point)
    for _ in range(2):
        response = press(client, "deliverable_submit", duty, {"submit-text": "Đã công khai."})
        assert response.status_code == 302
    assert duty.submissions.count() == 1
    assert "đã nộp" in client.get(duty.get_absolute_url()).content.decode()


def test_refused_file_keeps_the_typed_text(signed_in, focal_point, duty):
    data = {"submit-text": "Một đoạn dài đã gõ.", "submit-files": SimpleUploadedFile("x.exe", b"MZ\x90\x00")}
    response = press(signed_in(focal_point), "deliverable_submit", duty, data)
    page = response.content.decode()
    assert "không thuộc loại được nhận" in page
    assert "Một đoạn dài đã gõ." in page
    assert not Evidence.objects.exists()


def test_form_of_a_duty_decided_meanwhile_says_so_and_keeps_the_text(signed_in, focal_point, coordinator, duty):
    submit(deliverable_id=duty.pk, text="Bản của đồng nghiệp.", by=focal_point, at=timezone.now())
    accept(deliverable_id=duty.pk, by=coordinator, at=timezone.now())
    response = press(signed_in(focal_point), "deliverable_submit", duty, {"submit-text": "Bản của tôi."})
    page = response.content.decode()
    assert "đã hoàn thành và được duyệt" in page
    assert "Bản của tôi." in page


def test_coordinator_accepts_by_one_press(signed_in, focal_point, coordinator, duty):
    submit(deliverable_id=duty.pk, text="Xong.", by=focal_point, at=timezone.now())
    client = signed_in(coordinator)
    assert "Duyệt" in client.get(duty.get_absolute_url()).content.decode()
    press(client, "deliverable_accept", duty, {"accept-version": "1"})
    duty.refresh_from_db()
    assert duty.state == DeliverableState.ACCEPTED


def test_return_without_reason_shows_the_form_again(signed_in, focal_point, coordinator, duty):
    submit(deliverable_id=duty.pk, text="Xong.", by=focal_point, at=timezone.now())
    response = press(signed_in(coordinator), "deliverable_return", duty, {"return-version": "1", "return-reason": ""})
    assert "Hãy ghi lý do trả lại" in response.content.decode()
    duty.refresh_from_db()
    assert duty.state == DeliverableState.SUBMITTED


def test_return_withdraw_progress_and_evidence_work_from_the_page(signed_in, focal_point, coordinator, duty):
    officer, reviewer = signed_in(focal_point), signed_in(coordinator)
    press(officer, "deliverable_progress", duty, {"progress-percent": "30", "progress-note": "Đang làm"})
    press(officer, "evidence_add", duty, {"evidence-files": SimpleUploadedFile("a.pdf", PDF), "evidence-page": "2"})
    press(officer, "deliverable_submit", duty, {"submit-text": "Xong."})
    press(officer, "deliverable_withdraw", duty)
    press(officer, "deliverable_submit", duty, {"submit-text": "Xong thật."})
    press(reviewer, "deliverable_return", duty, {"return-version": "2", "return-reason": "Thiếu phụ lục."})
    duty.refresh_from_db()
    assert (duty.state, duty.progress_percent, duty.return_reason) == (DeliverableState.RETURNED, 30, "Thiếu phụ lục.")
    page = officer.get(duty.get_absolute_url()).content.decode()
    assert page.count("Thiếu phụ lục.") >= 2
    waiting = duty.evidence.get(submission=None)
    officer.post(reverse("assignments:evidence_remove", args=[waiting.pk]))
    assert not duty.evidence.filter(submission=None).exists()


@pytest.mark.parametrize(
    "name", ["deliverable_submit", "deliverable_withdraw", "deliverable_accept", "deliverable_return", "evidence_add"]
)
def test_act_opened_as_a_page_leads_to_the_duty(signed_in, focal_point, duty, name):
    response = signed_in(focal_point).get(reverse(f"assignments:{name}", args=[duty.pk]))
    assert response.url == duty.get_absolute_url()


def test_another_agencys_duty_is_not_there(signed_in, province, duty, stranger):
    colleague = make_person(Role.FOCAL_POINT, province, make_agency(province, "STC", "Sở Tài chính"))
    for person in (colleague, stranger):
        client = signed_in(person)
        assert client.get(duty.get_absolute_url()).status_code == 404
        assert press(client, "deliverable_submit", duty, {"submit-text": "x"}).status_code == 404
        assert press(client, "deliverable_accept", duty).status_code == 404
        page = client.get(reverse("assignments:duty_list"))
        assert list(page.context["duties"]) == []


def test_proof_is_handed_out_only_to_those_who_see_the_duty(signed_in, focal_point, stranger, duty):
    name = "báo cáo\r\nX: y.pdf"
    upload = SimpleUploadedFile("x.pdf", PDF)
    upload.name = name
    proof = attach_evidence(deliverable_id=duty.pk, upload=upload, by=focal_point, at=timezone.now())
    address = reverse("assignments:evidence_download", args=[proof.pk])
    assert signed_in(stranger).get(address).status_code == 404
    response = signed_in(focal_point).get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"


def test_list_filters_by_what_the_address_says(signed_in, coordinator, health, home_affairs, today):
    mine = make_duty(health, due=today - timedelta(days=2), text="Công khai đất đai")
    make_duty(home_affairs, due=today + timedelta(days=90), text="Tập huấn")
    client = signed_in(coordinator)
    queries = [
        f"agency={health.pk}",
        "status=overdue",
        f"plan={mine.assignment.task.plan_id}",
        "q=cong+khai+dat",
        "q=so+y+te+qua+han",
        f"due_to={today:%d/%m/%Y}",
    ]
    for query in queries:
        response = client.get(f"{reverse('assignments:duty_list')}?{query}")
        assert list(response.context["duties"]) == [mine], query


def test_unknown_filter_shows_no_rows_and_says_why(signed_in, coordinator, health):
    make_duty(health)
    response = signed_in(coordinator).get(reverse("assignments:duty_list"), {"agency": "999999"})
    assert list(response.context["duties"]) == []
    assert "không nhận ra" in response.content.decode()


def test_spreadsheet_holds_the_rows_of_the_list_as_plain_text(signed_in, coordinator, health, home_affairs, today):
    make_duty(health, due=today, text='=HYPERLINK("http://x")')
    make_duty(home_affairs, due=today, text="Việc khác")
    response = signed_in(coordinator).get(reverse("assignments:duty_list_xlsx"), {"agency": health.pk})
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK" in strings
    assert "<f>" not in sheet
    assert "Việc khác" not in strings


@pytest.mark.parametrize("address", ["assignments:duty_list", "assignments:my_duties"])
def test_cost_of_a_list_does_not_grow_with_its_rows(signed_in, focal_point, health, today, address):
    client = signed_in(focal_point)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse(address)).status_code == 200
        return len(counted)

    make_duty(health, due=today)
    with_one = queries()
    make_duty(health, due=today + timedelta(days=1))
    make_duty(health, due=today - timedelta(days=9))
    assert queries() == with_one


def test_plan_is_issued_from_its_confirmation_page(signed_in, coordinator, province, health):
    plan = make_plan(province, issued=False)
    make_task(plan, lead=health, coordinating="Sở Không Có")
    client = signed_in(coordinator)
    address = reverse("assignments:plan_issue", args=[plan.pk])
    page = client.get(address).content.decode()
    assert "Sở Không Có" in page
    assert Deliverable.objects.count() == 0
    assert f'href="{plan.get_absolute_url()}"' in page
    client.post(address)
    client.post(address)
    plan.refresh_from_db()
    assert plan.state == PlanState.ISSUED
    assert Deliverable.objects.count() == 1


def test_people_without_the_office_do_not_see_the_confirmation_page(signed_in, focal_point, stranger, province):
    plan = make_plan(province)
    address = reverse("assignments:plan_issue", args=[plan.pk])
    assert signed_in(focal_point).get(address).status_code == 403
    assert signed_in(stranger).get(address).status_code == 404


def test_fragment_of_a_task_shows_who_answers(signed_in, coordinator, duty):
    response = signed_in(coordinator).get(reverse("assignments:task_assignments", args=[duty.assignment.task_id]))
    assert "Sở Y tế" in response.content.decode()


@pytest.mark.parametrize("status", [*DutyStatus.values, "running", "done", "owed"])
def test_every_status_is_a_working_filter(signed_in, coordinator, duty, status):
    response = signed_in(coordinator).get(reverse("assignments:duty_list"), {"status": status})
    assert response.status_code == 200
    assert not response.context["form"].errors
