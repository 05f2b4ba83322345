"""Messages are written once with their act, and their pages show each person what is theirs."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.enums import MESSAGE_TRANSITIONS, MessageAct, MessageKind, MessageState
from notifications.models import MailboxMessage, Message
from notifications.services.outbox import (
    Attachment,
    Draft,
    MessageActRefusedError,
    hold_message,
    queue_message,
    queue_messages,
    release_message,
    retry_message,
)
from notifications.services.sending import send_due

ACTS = {MessageAct.HOLD: hold_message, MessageAct.RELEASE: release_message, MessageAct.RETRY: retry_message}


def queue(recipient, province, key="k1", **values) -> Message | None:
    texts = {"subject": "Nhắc việc", "body_text": "Kính gửi …"} | values
    return queue_message(
        recipient=recipient, province=province, kind="reminder", dedupe_key=key, at=timezone.now(), **texts
    )


def test_known_key_writes_nothing(focal_point, province):
    assert queue(focal_point, province) is not None
    assert queue(focal_point, province) is None
    assert Message.objects.count() == 1


def test_undone_act_leaves_no_message(focal_point, province):
    with transaction.atomic():
        queue(focal_point, province)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_message_leaves_when_the_act_is_committed(
    focal_point, province, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        queue(focal_point, province)
        assert mailoutbox == []
    assert [mail.to for mail in mailoutbox] == [[focal_point.email]]


def test_subject_is_one_line_of_bounded_length(focal_point, province):
    message = queue(focal_point, province, subject=f"Trả lại:\r\nBcc: x@y.z {'dài ' * 100}")
    assert "\n" not in message.subject
    assert len(message.subject) == 250


@pytest.mark.parametrize("state", MessageState)
@pytest.mark.parametrize("act", MessageAct)
def test_each_act_is_possible_exactly_where_the_table_says(focal_point, coordinator, province, state, act):
    message = queue(focal_point, province)
    Message.objects.filter(pk=message.pk).update(state=state)
    if (state, act) in MESSAGE_TRANSITIONS:
        changed = ACTS[act](message_id=message.pk, by=coordinator, at=timezone.now())
        assert changed.state == MESSAGE_TRANSITIONS[state, act]
    else:
        with pytest.raises(MessageActRefusedError):
            ACTS[act](message_id=message.pk, by=coordinator, at=timezone.now())


def test_only_those_who_manage_reminders_may_hold(focal_point, stranger, leader, province):
    message = queue(focal_point, province)
    for person in (focal_point, stranger, leader):
        with pytest.raises(PermissionDenied):
            hold_message(message_id=message.pk, by=person, at=timezone.now())


def test_inbox_shows_own_mails_and_marks_them_read(signed_in, focal_point, coordinator, province):
    queue(focal_point, province, subject="Thư của đầu mối")
    queue(coordinator, province, "k2", subject="Thư của điều phối")
    client = signed_in(focal_point)
    page = client.get(reverse("notifications:inbox")).content.decode()
    assert "Thư của đầu mối" in page
    assert "mới" in page
    assert "Thư của điều phối" not in page
    assert Message.objects.get(dedupe_key="k1").read_at is not None
    assert Message.objects.get(dedupe_key="k2").read_at is None


def test_mail_of_somebody_else_is_not_there(signed_in, focal_point, stranger, province):
    message = queue(focal_point, province)
    address = reverse("notifications:message_detail", args=[message.pk])
    assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(stranger).post(reverse("notifications:message_hold", args=[message.pk])).status_code == 404
    assert signed_in(focal_point).get(address).status_code == 200


def test_outbox_is_for_those_who_manage_reminders(signed_in, focal_point, leader):
    for person in (focal_point, leader):
        assert signed_in(person).get(reverse("notifications:outbox")).status_code == 403


def test_coordinator_holds_and_releases_from_the_outbox(signed_in, coordinator, focal_point, province):
    message = queue(focal_point, province)
    client = signed_in(coordinator)
    back = f"{reverse('notifications:outbox')}?state=queued"
    response = client.post(reverse("notifications:message_hold", args=[message.pk]), {"next": back})
    assert response.url == back
    held = client.get(reverse("notifications:outbox"), {"state": "held"})
    assert list(held.context["object_list"]) == [message]
    client.post(reverse("notifications:message_release", args=[message.pk]), {"next": "https://evil.example"})
    message.refresh_from_db()
    assert message.state == MessageState.QUEUED


def test_outbox_of_another_province_stays_closed(signed_in, stranger, focal_point, province):
    queue(focal_point, province)
    assert list(signed_in(stranger).get(reverse("notifications:outbox")).context["object_list"]) == []


def test_outbox_is_searched_without_diacritics(signed_in, coordinator, focal_point, province):
    message = queue(focal_point, province)
    client = signed_in(coordinator)
    for words, found in (("do dau moi", [message]), (focal_point.email, [message]), ("khong co", [])):
        assert list(client.get(reverse("notifications:outbox"), {"q": words}).context["object_list"]) == found


@pytest.mark.parametrize("name", ["inbox", "outbox"])
def test_cost_of_a_list_does_not_grow_with_its_rows(signed_in, coordinator, province, name):
    client = signed_in(coordinator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse(f"notifications:{name}")).status_code == 200
        return len(counted)

    queue(coordinator, province, "k1")
    with_one = queries()
    queue(coordinator, province, "k2")
    queue(coordinator, province, "k3")
    assert queries() == with_one


def test_trial_mailbox_exists_only_in_the_demo(signed_in, coordinator, settings):
    assert signed_in(coordinator).get(reverse("notifications:mailbox")).status_code == 404
    settings.DEMO = True
    assert signed_in(coordinator).get(reverse("notifications:mailbox")).status_code == 200


def test_trial_mailbox_keeps_what_would_have_left(
    signed_in, coordinator, focal_point, leader, province, settings, django_capture_on_commit_callbacks
):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "notifications.backends.MailboxBackend"
    with django_capture_on_commit_callbacks(execute=True):
        queue(focal_point, province, body_html="<p>Kính gửi</p>", body_text="Mở http://127.0.0.1:8000/nhiem-vu/1/")
    mail = MailboxMessage.objects.get()
    assert (mail.recipients, mail.subject, mail.body_html) == (focal_point.email, "Nhắc việc", "<p>Kính gửi</p>")
    detail = reverse("notifications:mailbox_detail", args=[mail.pk])
    for person in (coordinator, focal_point):
        page = signed_in(person).get(detail).content.decode()
        assert 'href="http://127.0.0.1:8000/nhiem-vu/1/"' in page
    assert signed_in(leader).get(detail).status_code == 404


def test_trial_mailbox_finds_the_mails_of_one_person(
    signed_in, coordinator, focal_point, province, settings, django_capture_on_commit_callbacks
):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "notifications.backends.MailboxBackend"
    with django_capture_on_commit_callbacks(execute=True):
        queue(focal_point, province)
        queue(coordinator, province, "k2")

    def recipients(part: str) -> list[str]:
        page = signed_in(coordinator).get(reverse("notifications:mailbox"), {"q": part})
        return [mail.recipients for mail in page.context["object_list"]]

    assert recipients(focal_point.email[:-3].upper()) == [focal_point.email]
    assert len(recipients("")) == 2
    assert (
        "Không có thư nào cho người nhận này"
        in signed_in(coordinator).get(reverse("notifications:mailbox"), {"q": "khong-ai"}).content.decode()
    )


def to_a_stranger(province, stored_name: str) -> Message:
    attachment = Attachment(name="12-TB-UBND.pdf", media_type="application/pdf", stored_name=stored_name)
    [message] = queue_messages(
        [
            Draft(
                recipient=None,
                address="van-thu@bo.example.invalid",
                recipient_name="Bộ Nội vụ",
                kind=MessageKind.DOCUMENT,
                dedupe_key="document:1",
                subject="Thông báo số 12/TB-UBND",
                body_text="Kính gửi …",
                province=province,
                attachments=[attachment],
            )
        ],
        at=timezone.now(),
    )
    return message


def test_somebody_without_an_account_gets_a_mail_with_the_file(province, mailoutbox):
    stored = default_storage.save("van-ban.pdf", ContentFile(b"%PDF-1.7"))
    to_a_stranger(province, stored)

    send_due(at=timezone.now())

    [mail] = mailoutbox
    assert (mail.to, mail.attachments[0][:2]) == (["van-thu@bo.example.invalid"], ("12-TB-UBND.pdf", b"%PDF-1.7"))


def test_a_mail_whose_file_is_gone_is_reported_and_not_sent_bare(province, mailoutbox):
    message = to_a_stranger(province, "mat-roi.pdf")

    send_due(at=timezone.now())

    message.refresh_from_db()
    assert (message.state, mailoutbox) == (MessageState.FAILED, [])
    assert "không còn trong kho lưu trữ" in message.error


def test_outbox_names_and_finds_recipients_without_an_account(coordinator, province, signed_in):
    message = to_a_stranger(province, "van-ban.pdf")

    found = signed_in(coordinator).get(reverse("notifications:outbox"), {"q": "bo noi vu"})

    assert list(found.context["object_list"]) == [message]
    assert "Bộ Nội vụ" in found.content.decode()
