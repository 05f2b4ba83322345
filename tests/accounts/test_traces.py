"""Each act of a person leaves exactly one event, and every answer carries the headers that keep strangers out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.services.auditing import end_is_missing, first_broken_link
from accounts.services.people import issue_password_link
from assignments.models import StoredFile
from plans.models import Plan, PlanImport
from tests import factories
from tests.accounts.test_hostile_input import everybody
from tests.accounts.test_tenant_isolation import belongings, url_of

__all__ = ["belongings", "everybody"]

# Acts that lead to each other, in the order a person does them: what is sent, and the words of the trail.
ACTS = [
    ("plans:import_drop_task", {}, "bỏ nhiệm vụ đề xuất"),
    ("plans:import_restore_task", {}, "xem lại nhiệm vụ đề xuất"),
    ("plans:import_accept_task", {}, "nhận nhiệm vụ đề xuất"),
    ("plans:import_edit_task", {"text": "Báo cáo quý", "lead": "Sở Nội vụ"}, "sửa nhiệm vụ đề xuất"),
    ("plans:import_add_task", {"text": "Báo cáo năm", "lead": "Sở Nội vụ"}, "thêm nhiệm vụ bằng tay"),
    ("plans:import_edit_heading", {"title": "Nâng cao Chỉ số PAPI", "number": "36"}, "sửa phần đầu văn bản"),
    ("plans:import_accept_all", {}, "nhận mọi nhiệm vụ đề xuất"),
    ("plans:import_confirm", {}, "xác nhận kế hoạch"),
    ("assignments:plan_issue", {}, "ban hành kế hoạch"),
    ("assignments:deliverable_withdraw", {}, "rút lại kết quả"),
    ("assignments:deliverable_progress", {"progress-percent": "50"}, "báo tiến độ"),
    ("assignments:deliverable_submit", {"submit-text": "Đã làm."}, "nộp kết quả"),
    ("assignments:deliverable_return", {"return-reason": "Thiếu bảng."}, "trả lại kết quả"),
    ("assignments:deliverable_submit", {"submit-text": "Đã bổ sung."}, "nộp kết quả"),
    ("assignments:deliverable_accept", {}, "duyệt kết quả"),
    ("registry:document_submit", {}, "trình văn bản"),
    ("registry:document_return", {"reason": "Thiếu phụ lục."}, "trả lại văn bản"),
    ("registry:document_submit", {}, "trình văn bản"),
    ("registry:document_approve", {}, "duyệt văn bản"),
    (
        "registry:document_issue",
        {"on": f"{timezone.localdate():%d/%m/%Y}", "accepts_findings": "on"},
        "ban hành văn bản",
    ),
    ("notifications:message_hold", {}, "giữ lại thư báo"),
    ("accounts:password_link", {}, "cấp đường dẫn đặt mật khẩu"),
    ("accounts:user_deactivate", {}, "ngừng tài khoản"),
    ("accounts:user_reactivate", {}, "mở lại tài khoản"),
    ("accounts:role_revoke", {}, "thu hồi vai trò"),
]


def test_each_act_leaves_one_event_and_a_second_press_none(belongings, everybody, signed_in):
    browser = signed_in(everybody)
    at = timezone.now() + timedelta(hours=1)
    belongings["message"].__class__.objects.filter(pk=belongings["message"].pk).update(
        state="queued", next_attempt_at=at
    )
    for name, fields, words in ACTS:
        known = set(AuditEvent.objects.values_list("pk", flat=True))
        answer = browser.post(url_of(name, belongings), fields)
        assert answer.status_code in {200, 302}, f"{name}: {answer.status_code}"
        fresh = AuditEvent.objects.exclude(pk__in=known)
        assert [event.act for event in fresh] == [words], name
        assert fresh.get().actor == everybody
        assert fresh.get().province == belongings["plan"].province
    for name, fields, _ in [ACTS[-2], ACTS[7], ACTS[8], ACTS[14], ACTS[18], ACTS[19]]:
        known = AuditEvent.objects.count()
        browser.post(url_of(name, belongings), fields)
        assert AuditEvent.objects.count() == known, name
    assert Plan.objects.filter(source_import__in=PlanImport.objects.all()).count() == 1
    assert first_broken_link() is None
    assert not end_is_missing()


def test_setting_the_password_by_a_link_is_in_the_trail(belongings, everybody, client):
    person = belongings["person"]
    uid, token = issue_password_link(user_id=person.pk, by=everybody, at=timezone.now())
    form = client.get(reverse("accounts:password_set", args=[uid, token]), follow=True)
    password = "bon tu khong doan duoc"
    client.post(form.redirect_chain[-1][0], {"new_password1": password, "new_password2": password})
    event = AuditEvent.objects.order_by("-pk").first()
    assert (event.act, event.actor, event.province) == ("đặt mật khẩu", person, belongings["plan"].province)
    again = client.get(reverse("accounts:password_set", args=[uid, token]), follow=True)
    assert "new_password1" not in again.content.decode()


def test_a_cancelled_job_is_in_the_trail(belongings, coordinator, signed_in):
    signed_in(coordinator).post(url_of("jobs:job_cancel", belongings))
    assert AuditEvent.objects.about(belongings["job"]).get().act == "hủy việc chạy nền"


def test_a_proof_whose_file_is_gone_is_not_found(belongings, coordinator, signed_in):
    Path(StoredFile.objects.get().file.path).unlink()
    answer = signed_in(coordinator).get(url_of("assignments:evidence_download", belongings))
    assert answer.status_code == 404


def test_a_proof_is_handed_out_as_a_download_only(belongings, coordinator, signed_in):
    answer = signed_in(coordinator).get(url_of("assignments:evidence_download", belongings))
    list(answer)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/png"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/", "/dang-nhap/", "/khong-co-trang-nay/", "/ke-hoach/999999/", "/healthz", "/quan-tri/tai-khoan/"]
)
def test_every_answer_carries_the_headers_that_keep_scripts_and_frames_out(path, coordinator, signed_in):
    answer = signed_in(coordinator).get(path)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert answer["X-Frame-Options"] in {"SAMEORIGIN", "DENY"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_an_act_without_the_token_of_the_form_is_refused_in_words(coordinator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(coordinator, backend="accounts.backends.PasswordBackend")
    answer = browser.post(reverse("plans:import_new"))
    assert answer.status_code == 403
    assert "Content-Security-Policy" in answer
    assert "<style" not in answer.content.decode()


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_out_of_the_portal(next_page, belongings, everybody, signed_in, client):
    sent = {"username": everybody.email, "password": factories.PASSWORD, "next": next_page}
    assert "evil" not in client.post(reverse("accounts:sign_in"), sent)["Location"]
    answer = signed_in(everybody).post(url_of("assignments:deliverable_withdraw", belongings), {"next": next_page})
    assert answer["Location"] == belongings["duty"].get_absolute_url()
