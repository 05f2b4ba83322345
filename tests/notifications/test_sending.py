"""Mails leave by SMTP, one at a time, never twice; a server that refuses or is away is told apart. A real server answers."""

from __future__ import annotations

import email
import socket
from datetime import timedelta
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from notifications.enums import MessageState
from notifications.models import Message
from notifications.services.outbox import queue_message
from notifications.services.sending import LEASE, MAX_ATTEMPTS, claim_next, message_id_of, send_due
from notifications.tasks import send_due_messages


class MailServer:
    """Keeps what it is sent; answers what the test tells it to."""

    def __init__(self) -> None:
        self.received: list[email.message.EmailMessage] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if "data" in self.answers:
            return self.answers["data"]
        self.received.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield server
    controller.stop()


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def queue(recipient, key: str = "k1", **values) -> Message:
    texts = {"subject": "Nhắc việc: 1 việc quá hạn", "body_text": "Kính gửi anh Đỗ", "body_html": "<p>Kính gửi</p>"}
    return queue_message(recipient=recipient, kind="reminder", dedupe_key=key, at=timezone.now(), **texts | values)


def test_mail_arrives_with_text_html_and_its_own_id(focal_point, mail_server):
    message = queue(focal_point)
    assert send_due_messages() == 1
    [mail] = mail_server.received
    assert (mail["To"], mail["Subject"]) == (focal_point.email, "Nhắc việc: 1 việc quá hạn")
    assert mail["Message-ID"] == message_id_of(message)
    assert mail.get_body(("plain",)).get_content().strip() == "Kính gửi anh Đỗ"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Kính gửi</p>"
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert message.sent_at is not None


def test_second_run_sends_nothing(focal_point, mail_server):
    queue(focal_point)
    send_due_messages()
    send_due_messages()
    assert len(mail_server.received) == 1


def test_message_waits_for_its_hour(focal_point, mail_server):
    queue(focal_point, send_from=timezone.now() + timedelta(hours=1))
    assert send_due_messages() == 0


def test_held_message_stays(focal_point, mail_server):
    message = queue(focal_point)
    Message.objects.filter(pk=message.pk).update(state=MessageState.HELD)
    assert send_due_messages() == 0


def test_refused_address_fails_with_the_servers_reason_and_others_leave(focal_point, coordinator, mail_server):
    mail_server.answers[focal_point.email] = "550 Không có hộp thư này"
    refused, sent = queue(focal_point), queue(coordinator, "k2")
    send_due_messages()
    refused.refresh_from_db()
    sent.refresh_from_db()
    assert (refused.state, sent.state) == (MessageState.FAILED, MessageState.SENT)
    assert refused.error.startswith("Máy chủ thư từ chối (550)")


@pytest.mark.parametrize("step", ["address", "data"])
def test_passing_refusal_is_tried_again_later(focal_point, mail_server, step):
    mail_server.answers[focal_point.email if step == "address" else "data"] = "451 Try again later"
    message = queue(focal_point)
    send_due_messages()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.QUEUED, 1)
    assert message.next_attempt_at > timezone.now()
    mail_server.answers.clear()
    send_due(at=message.next_attempt_at)
    assert len(mail_server.received) == 1


def test_server_that_is_away_costs_one_message_one_attempt(focal_point, coordinator, no_mail_server):
    first, second = queue(focal_point), queue(coordinator, "k2")
    report = send_due(at=timezone.now())
    assert (report.sent, report.put_off) == (0, 1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, second.attempts) == (1, 0)
    assert first.error.startswith("Máy chủ thư không nhận")


def test_message_is_given_up_after_the_last_attempt(focal_point, no_mail_server):
    message = queue(focal_point)
    Message.objects.filter(pk=message.pk).update(attempts=MAX_ATTEMPTS - 1)
    send_due(at=timezone.now())
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


def test_broken_address_fails_without_asking_the_server(focal_point, mail_server):
    message = queue(focal_point)
    Message.objects.filter(pk=message.pk).update(address="không phải thư")
    send_due_messages()
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert "không hợp lệ" in message.error


def test_message_of_a_killed_sender_leaves_after_its_lease_under_the_same_id(focal_point, mail_server):
    message = queue(focal_point)
    at = timezone.now()
    claimed = claim_next(at=at)
    assert claimed == message
    assert claim_next(at=at) is None
    send_due(at=at + LEASE + timedelta(seconds=1))
    assert [mail["Message-ID"] for mail in mail_server.received] == [message_id_of(message)]


def test_a_mail_that_cannot_be_made_fails_alone(focal_point, coordinator, mail_server):
    broken, sent = queue(focal_point), queue(coordinator, "k2")
    Message.objects.filter(pk=broken.pk).update(subject="Nhắc việc\nBcc: ai@khac.example")
    send_due_messages()
    broken.refresh_from_db()
    sent.refresh_from_db()
    assert (broken.state, sent.state) == (MessageState.FAILED, MessageState.SENT)
    assert "Không lập được thư" in broken.error
    assert len(mail_server.received) == 1
