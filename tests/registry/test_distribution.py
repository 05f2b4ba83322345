"""An issued document reaches who is named in it, and the register knows who has opened it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.roles import Role
from agencies.enums import AgencyKind
from documents.official import Recipient
from notifications.models import Message
from registry.models import Distribution, IssuedDocument
from registry.services import documents as register
from registry.services.distribution import (
    NothingToSend,
    NotIssuedYet,
    OutsideAddress,
    TooHeavyForMail,
    distribute_document,
    note_opening,
    recipient_lines,
    remind_unread,
)
from registry.services.loading import load_document_types
from tests import factories
from tests.documents.papers import letter, plan

DAY = date(2026, 7, 14)
AT = factories.moment(DAY)
MINISTRY = OutsideAddress("Bộ Nội vụ", "van-thu@bo.example.invalid")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types():
    load_document_types()


@pytest.fixture
def approver(province):
    return factories.make_person(Role.APPROVER, province, full_name="Lê Duyệt")


@pytest.fixture
def departments(province, home_affairs, health):
    return factories.make_group(province, "Các sở, ban, ngành tỉnh", [AgencyKind.DEPARTMENT])


@pytest.fixture
def issue(home_affairs, coordinator, approver):
    def issue_document(document=None) -> IssuedDocument:
        entered = register.draft_document(document=document or plan(), issuer=home_affairs, by=coordinator, at=AT)
        register.submit_document(document_id=entered.pk, by=coordinator, at=AT)
        register.approve_document(document_id=entered.pk, by=approver, at=AT)
        return register.issue_document(document_id=entered.pk, on=DAY, by=approver, at=AT)

    return issue_document


def test_recipients_as_printed_open_into_the_agencies_they_mean(issue, departments, home_affairs, health):
    lines = recipient_lines(issue())

    assert [line.is_group for line in lines] == [False, True]

    assert [(line.text, set(line.agencies)) for line in lines] == [
        ("Bộ Nội vụ (để báo cáo)", set()),
        ("Các sở, ban, ngành tỉnh", {home_affairs, health}),
    ]


def test_as_above_means_the_addressees(issue, departments):
    paper = letter(recipients=[Recipient("Như trên"), Recipient("Lưu: VT, CCHC")])

    lines = recipient_lines(issue(paper))

    assert [line.text for line in lines] == paper.addressees


def test_an_agency_is_told_and_an_outsider_gets_the_file(issue, health, focal_point, coordinator, mailoutbox):
    document = issue()

    report = distribute_document(
        document_id=document.pk, agency_ids=[health.pk], addresses=[MINISTRY], by=coordinator, at=AT
    )

    assert (report.agencies, report.addresses, report.without_account) == (1, 1, [])
    told, mailed = Message.objects.order_by("recipient")
    if told.recipient is None:
        told, mailed = mailed, told
    assert told.recipient == focal_point
    assert told.attachments.count() == 0
    assert (mailed.address, mailed.attachments.get().name) == (MINISTRY.email, "KH-01-KH-UBND.pdf")
    with mailed.attachments.get().file.open("rb") as stored:
        assert stored.read(5) == b"%PDF-"


def test_sending_again_reaches_only_those_who_have_it_not(issue, health, home_affairs, coordinator):
    document = issue()
    distribute_document(document_id=document.pk, agency_ids=[health.pk], addresses=[MINISTRY], by=coordinator, at=AT)

    report = distribute_document(
        document_id=document.pk,
        agency_ids=[health.pk, home_affairs.pk],
        addresses=[OutsideAddress("Bộ Nội vụ", MINISTRY.email.upper())],
        by=coordinator,
        at=AT,
    )

    assert (report.agencies, report.addresses) == (1, 0)
    with pytest.raises(NothingToSend):
        distribute_document(
            document_id=document.pk, agency_ids=[health.pk], addresses=[MINISTRY], by=coordinator, at=AT
        )
    assert Distribution.objects.count() == 3


def test_an_agency_nobody_acts_for_is_reached_by_mail(issue, province, health, focal_point):
    ministry = factories.make_agency(province, "BNV", "Bộ Nội vụ")
    paper = plan(recipients=[Recipient("Bộ Nội vụ (để báo cáo)"), Recipient("Sở Y tế"), Recipient("Lưu: VT")])

    to_ministry, to_health = recipient_lines(issue(paper))

    assert (to_ministry.agencies, to_ministry.without_account) == ([], [ministry])
    assert (to_health.agencies, to_health.without_account) == ([health], [])


def test_agencies_without_an_account_are_named(issue, health, coordinator):
    report = distribute_document(document_id=issue().pk, agency_ids=[health.pk], by=coordinator, at=AT)

    assert report.without_account == ["Sở Y tế"]


def test_a_draft_is_not_sent(home_affairs, health, coordinator):
    entered = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=AT)

    with pytest.raises(NotIssuedYet):
        distribute_document(document_id=entered.pk, agency_ids=[health.pk], by=coordinator, at=AT)


def test_agencies_of_another_province_are_not_reached(issue, other_province, coordinator):
    foreign = factories.make_agency(other_province, "SNV", "Sở Nội vụ")

    with pytest.raises(NothingToSend):
        distribute_document(document_id=issue().pk, agency_ids=[foreign.pk], by=coordinator, at=AT)


@pytest.mark.parametrize("office", ["focal_point", "leader", "stranger"])
def test_only_who_issues_may_send(office, issue, health, request):
    with pytest.raises(PermissionDenied):
        distribute_document(document_id=issue().pk, agency_ids=[health.pk], by=request.getfixturevalue(office), at=AT)


def test_the_first_opening_is_the_receipt(issue, health, focal_point, coordinator):
    document = issue()
    distribute_document(document_id=document.pk, agency_ids=[health.pk], by=coordinator, at=AT)

    assert note_opening(document=document, by=coordinator, at=AT) == 0
    assert note_opening(document=document, by=focal_point, at=AT) == 1
    assert note_opening(document=document, by=focal_point, at=factories.moment(date(2026, 7, 20))) == 0

    row = document.distributions.get()
    assert (row.opened_by, row.opened_at) == (focal_point, AT)
    assert AuditEvent.objects.filter(act="mở xem văn bản gửi đến").count() == 1


def test_opening_the_page_writes_the_receipt(issue, health, focal_point, coordinator, signed_in):
    document = issue()
    distribute_document(document_id=document.pk, agency_ids=[health.pk], by=coordinator, at=AT)
    browser = signed_in(focal_point)

    assert "Chưa mở" in browser.get(reverse("registry:received_list")).content.decode()
    browser.get(reverse("registry:document_detail", args=[document.pk]))

    assert document.distributions.get().opened_by == focal_point
    assert list(browser.get(reverse("registry:received_list"), {"xem": "chua-mo"}).context["object_list"]) == []


def test_those_who_have_not_opened_are_reminded_once_a_day(issue, health, focal_point, coordinator):
    document = issue()
    distribute_document(document_id=document.pk, agency_ids=[health.pk], by=coordinator, at=AT)
    sent = Message.objects.count()

    assert remind_unread(document_id=document.pk, by=coordinator, at=AT) == 1
    remind_unread(document_id=document.pk, by=coordinator, at=AT)

    assert Message.objects.count() == sent + 1
    note_opening(document=document, by=focal_point, at=AT)
    with pytest.raises(NothingToSend):
        remind_unread(document_id=document.pk, by=coordinator, at=AT)


def test_the_page_sends_to_ticked_agencies_and_typed_addresses(issue, departments, health, coordinator, signed_in):
    document = issue()
    browser = signed_in(coordinator)
    url = reverse("registry:document_distribute", args=[document.pk])
    fields = browser.get(url).context["form"].fields

    answer = browser.post(
        url,
        {
            "email_0": "van-thu@bo.example.invalid",
            "agencies_1": [str(health.pk)],
            "others": "Cổng thông tin; cong@tinh.example.invalid",
        },
        follow=True,
    )

    assert list(fields) == ["email_0", "agencies_1", "others"]
    assert sorted(document.distributions.values_list("name", flat=True)) == [
        "Bộ Nội vụ (để báo cáo)",
        "Cổng thông tin",
        "Sở Y tế",
    ]
    assert "Đã gửi" in answer.content.decode()


def test_a_line_without_an_address_keeps_what_was_typed(issue, departments, coordinator, signed_in):
    document = issue()

    answer = signed_in(coordinator).post(
        reverse("registry:document_distribute", args=[document.pk]), {"others": "Cổng thông tin, không có thư"}
    )

    assert "Dòng 1: “Cổng thông tin, không có thư” cần có dạng" in answer.content.decode()
    assert ">\nCổng thông tin, không có thư</textarea>" in answer.content.decode()
    assert not document.distributions.exists()


@pytest.mark.parametrize(("office", "status"), [("focal_point", 403), ("leader", 403), ("stranger", 404)])
def test_the_page_is_for_those_who_issue(office, status, issue, signed_in, request):
    browser = signed_in(request.getfixturevalue(office))

    assert browser.get(reverse("registry:document_distribute", args=[issue().pk])).status_code == status


def test_received_documents_cost_the_same_for_one_and_three(issue, health, focal_point, coordinator, signed_in):
    browser = signed_in(focal_point)
    counts = []
    for _ in range(3):
        distribute_document(document_id=issue().pk, agency_ids=[health.pk], by=coordinator, at=AT)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("registry:received_list"))
        counts.append(len(queries))

    assert counts[0] == counts[2]


# --- Recipients made to break something -----------------------------------------------------------------------------


def send(client, document, **fields):
    return client.post(reverse("registry:document_distribute", args=[document.pk]), fields)


@pytest.mark.parametrize(
    "address",
    ["a" * 240 + "@bo.example.invalid", '"a\x01b"@bo.example.invalid', "vănthư@bo.example.invalid", "a@bo@invalid"],
)
def test_an_address_no_office_has_is_refused_and_nothing_sent(issue, coordinator, signed_in, address):
    document = issue()

    response = send(signed_in(coordinator), document, others=f"Bộ Nội vụ; {address}")

    assert "cần có dạng: tên; địa chỉ thư" in response.content.decode()
    response = send(signed_in(coordinator), document, email_0=address)
    assert "địa chỉ" in response.content.decode().lower()
    assert not Distribution.objects.exists()


def test_a_recipient_of_a_whole_paragraph_is_stored_in_short_and_starts_no_header(
    issue, coordinator, signed_in, mailoutbox, django_capture_on_commit_callbacks
):
    document = issue(plan(recipients=[Recipient("Đoàn kiểm tra\nBcc: ai@khac.example " + "và các thành viên " * 40)]))

    with django_capture_on_commit_callbacks(execute=True):
        send(signed_in(coordinator), document, email_0="van-thu@bo.example.invalid")

    [row], [mail] = Distribution.objects.all(), mailoutbox
    assert len(row.name) == len(row.message.recipient_name) == 300
    assert row.name.startswith("Đoàn kiểm tra Bcc: ai@khac.example và các")
    assert mail.recipients() == ["van-thu@bo.example.invalid"]
    assert mail.message()["Bcc"] is None


def test_a_file_too_heavy_for_mail_is_refused_before_anybody_gets_it(issue, coordinator, settings, health):
    settings.MAIL_ATTACHMENT_MAX_MB = 0.001
    document = issue()

    with pytest.raises(TooHeavyForMail, match="thư điện tử chỉ mang được"):
        distribute_document(
            document_id=document.pk, agency_ids=[health.pk], addresses=[MINISTRY], by=coordinator, at=AT
        )

    assert not Distribution.objects.exists()
    assert distribute_document(document_id=document.pk, agency_ids=[health.pk], by=coordinator, at=AT).agencies == 1
