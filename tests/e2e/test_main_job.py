"""The whole job in the browser on one real plan: three people, from the file to the leader's figures."""

from __future__ import annotations

import json
from io import BytesIO, StringIO
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import AuditEvent
from assignments.enums import DeliverableState
from assignments.models import Deliverable
from notifications.models import MailboxMessage, Message
from notifications.tasks import send_due_messages
from plans.models import Plan, PlanImport
from reports.queries import Scope, duty_counts
from reports.services.demo_people import demo_user
from tests.e2e.conftest import PHONE, serious_barriers

pytestmark = pytest.mark.browser

SEED = Path(settings.BASE_DIR) / "tests" / "documents" / "samples" / "000_0072ae9554e38013.txt"
DUTY = "Chuẩn bị Hội trường"
REASON = "Chưa có sơ đồ chỗ ngồi của đại biểu."


@pytest.fixture
def proof(tmp_path) -> Path:
    """A one-page PDF, as an office would scan."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    written = BytesIO()
    document.save(written)
    path = tmp_path / "so-do-hoi-truong.pdf"
    path.write_bytes(written.getvalue())
    return path


def test_plan_goes_in_and_answers_come_out(signed_in_as, proof, complaints):
    coordinator = signed_in_as("coordinator")
    plan = _import_and_issue(coordinator, complaints)
    duty = Deliverable.objects.get(assignment__agency__code="VPUBND", assignment__task__text__contains=DUTY)

    focal_point = signed_in_as("focal.vpubnd", viewport=PHONE)
    _sees_only_own_duties(focal_point, complaints)
    _reports_and_submits(focal_point, duty, proof, complaints)
    _returns(coordinator, duty)
    _submits_again(focal_point, duty)
    _accepts(coordinator, duty)

    _reminders_leave_once(coordinator)
    _prints(coordinator, plan)
    _leader_sees(signed_in_as("leader", viewport=PHONE), complaints)
    _everything_is_in_the_trail(plan, duty)


def test_same_file_is_taken_in_once(signed_in_as, complaints):
    page = signed_in_as("coordinator")
    _upload(page, SEED)
    _upload(page, SEED)

    expect(page.get_by_text("Văn bản này đã được nhập").first).to_be_visible()
    assert PlanImport.objects.count() == 1
    # The refusal is answered as such, which the browser notes.
    assert [complaint for complaint in complaints if "422" not in complaint] == []
    complaints.clear()


def _upload(page: Page, file: Path) -> None:
    page.goto("/ke-hoach/nhap/")
    page.get_by_label("Tệp kế hoạch").set_input_files(file)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_load_state()


def _import_and_issue(page: Page, complaints: list[str]) -> Plan:
    _upload(page, SEED)
    expect(page.get_by_text("Tham mưu UBND tỉnh ban hành giấy mời").first).to_be_visible()
    assert serious_barriers(page, complaints) == []
    assert not Plan.objects.exists()
    page.get_by_role("button", name="Nhận tất cả").click()
    page.get_by_role("button", name="Xác nhận, lập kế hoạch").click()
    expect(page.get_by_role("link", name="Ban hành và giao việc")).to_be_visible()
    assert not Deliverable.objects.exists()
    assert serious_barriers(page, complaints) == []
    page.get_by_role("link", name="Ban hành và giao việc").click()
    page.get_by_role("button", name="Ban hành và giao việc").click()
    page.wait_for_load_state()
    plan = Plan.objects.get()
    assert (plan.number_and_symbol, plan.tasks.count(), plan.state) == ("129/KH-UBND", 13, "issued")
    return plan


def _sees_only_own_duties(page: Page, complaints: list[str]) -> None:
    expect(page.get_by_role("heading", name="Việc của tôi", level=1)).to_be_visible()
    own = Deliverable.objects.answerable_by(demo_user("focal.vpubnd"))
    expect(page.locator("article[id^=viec-]")).to_have_count(own.count())
    assert own.count() < Deliverable.objects.count()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert serious_barriers(page, complaints) == []
    stranger = Deliverable.objects.exclude(pk__in=own.values("pk")).first()
    assert page.request.get(f"/nhiem-vu/{stranger.pk}/").status == 404


def _reports_and_submits(page: Page, duty: Deliverable, proof: Path, complaints: list[str]) -> None:
    page.get_by_role("link", name=DUTY).click()
    page.get_by_text("Báo tiến độ, chưa nộp").click()
    page.get_by_label("Tiến độ (%)").fill("60")
    page.get_by_label("Tình hình thực hiện").fill("Đã dọn hội trường, còn biển tên đại biểu.")
    page.get_by_role("button", name="Báo tiến độ").click()
    expect(page.get_by_text("Đã dọn hội trường, còn biển tên đại biểu.").first).to_be_visible()
    assert serious_barriers(page, complaints) == []
    page.get_by_label("Kết quả thực hiện").fill("Hội trường và biển tên đã sẵn sàng.")
    page.locator("[name=submit-files]").set_input_files(proof)
    page.get_by_role("button", name="Nộp", exact=True).click()
    page.wait_for_load_state()
    duty.refresh_from_db()
    assert (duty.state, duty.progress_percent) == (DeliverableState.SUBMITTED, 60)
    assert [row.file_name for row in duty.evidence.all()] == [proof.name]


def _returns(page: Page, duty: Deliverable) -> None:
    page.goto("/ban-lam-viec/")
    page.get_by_role("link", name=DUTY).click()
    page.get_by_text("Trả lại", exact=True).first.click()
    page.get_by_label("Lý do trả lại").fill(REASON)
    page.get_by_role("button", name="Trả lại", exact=True).click()
    page.wait_for_load_state()
    duty.refresh_from_db()
    assert (duty.state, duty.return_reason) == (DeliverableState.RETURNED, REASON)


def _submits_again(page: Page, duty: Deliverable) -> None:
    page.goto(duty.get_absolute_url())
    expect(page.get_by_text(REASON).first).to_be_visible()
    page.get_by_label("Kết quả thực hiện").fill("Đã bổ sung sơ đồ chỗ ngồi.")
    page.get_by_role("button", name="Nộp", exact=True).click()
    page.wait_for_load_state()
    assert duty.submissions.count() == 2


def _accepts(page: Page, duty: Deliverable) -> None:
    page.goto(duty.get_absolute_url())
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.wait_for_load_state()
    duty.refresh_from_db()
    assert duty.state == DeliverableState.ACCEPTED
    expect(page.get_by_text("Đã bổ sung sơ đồ chỗ ngồi.").first).to_be_visible()


def _reminders_leave_once(page: Page) -> None:
    first, second = _remind(), _remind()
    assert first["messages"] > 0
    assert second["messages"] == 0
    send_due_messages()
    assert not Message.objects.exclude(state="sent").exists()
    page.goto("/hop-thu-thu/")
    newest = MailboxMessage.objects.first()
    page.get_by_role("link", name=newest.subject).first.click()
    expect(page.get_by_text(newest.recipients).first).to_be_visible()
    reminded = MailboxMessage.objects.filter(recipients__contains="focal.snv@", subject__startswith="Nhắc việc")
    assert ["Chuẩn bị nội dung tham luận" in mail.body_text for mail in reminded] == [True]


def _remind() -> dict:
    output = StringIO()
    call_command("send_reminders", stdout=output)
    return json.loads(output.getvalue())


def _prints(page: Page, plan: Plan) -> None:
    answer = page.request.get(f"/ke-hoach/{plan.pk}/pdf/")
    assert answer.ok
    document = pypdfium2.PdfDocument(answer.body())
    words = "".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "DANH SÁCH THAM LUẬN" in words


def _leader_sees(page: Page, complaints: list[str]) -> None:
    expect(page.get_by_role("heading", name="Tổng quan Hưng Yên")).to_be_visible()
    leader = demo_user("leader")
    province = Plan.objects.get().province
    counts = duty_counts(Scope(province=province, on=timezone.localdate()), leader)
    assert counts.done_on_time == 1
    assert serious_barriers(page, complaints) == []
    tile = page.get_by_role("link", name=f"Hoàn thành đúng hạn {counts.done_on_time}")
    # The answer stands above the fold of a phone.
    box = tile.bounding_box()
    assert box["y"] + box["height"] < PHONE["height"]
    tile.click()
    expect(page.get_by_text(DUTY).first).to_be_visible()
    page.goto("/tong-quan/")
    page.get_by_role("link", name="PAPI 20").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PAPI")
    assert serious_barriers(page, complaints) == []


def _everything_is_in_the_trail(plan: Plan, duty: Deliverable) -> None:
    assert AuditEvent.objects.about(plan).exists()
    acts = list(AuditEvent.objects.about(duty).values_list("actor__email", flat=True))
    names = [email.split("@")[0] for email in acts]
    assert names.count("coordinator") == 2
    assert names.count("focal.vpubnd") >= 3
