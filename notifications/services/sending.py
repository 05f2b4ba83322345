"""Handing messages to the mail server, one at a time, each under a lease.

A message is marked as being sent before it leaves and as sent after. A sender killed in between leaves a lease; the
message is tried again when it runs out, under the same Message-ID, by which mail servers know a mail they have.
"""

from __future__ import annotations

import hashlib
import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from notifications.enums import MessageState
from notifications.models import Message

logger = logging.getLogger(__name__)

# A mail server that answers nothing is given up after EMAIL_TIMEOUT per step; the lease outlives all steps of one mail.
LEASE = timedelta(minutes=5)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=4)
MAX_ATTEMPTS = 10
# One run of the task ends below its time limit; the next minute goes on.
MESSAGES_PER_RUN = 300
_PERMANENT = 500


@dataclass
class SendingReport:
    """What became of the messages of one run."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def send_due(*, at: datetime, limit: int = MESSAGES_PER_RUN) -> SendingReport:
    """Send what is due, the oldest first. Stops when the server cannot be reached: the others wait for the next run."""
    report = SendingReport()
    connection = get_connection()
    try:
        for _ in range(limit):
            message = claim_next(at=at)
            if message is None or not _send(message, connection, report, at=timezone.now()):
                break
    finally:
        _close(connection)
    return report


@transaction.atomic
def claim_next(*, at: datetime) -> Message | None:
    """Take the next message due under a lease, None when there is none that is free."""
    due = Message.objects.select_for_update(skip_locked=True, of=("self",)).sendable(at)
    message = due.order_by("next_attempt_at", "pk").first()
    if message is None:
        return None
    message.state = MessageState.SENDING
    message.attempts += 1
    message.lease_until = at + LEASE
    message.save(update_fields=["state", "attempts", "lease_until"])
    return message


def message_id_of(message: Message) -> str:
    """The Message-ID, always the same for the same dedupe key."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(message.dedupe_key.encode()).hexdigest()[:40]}@{domain}>"


def _send(message: Message, connection: BaseEmailBackend, report: SendingReport, *, at: datetime) -> bool:
    """Send one claimed message and record what became of it; False when the server cannot be reached."""
    try:
        validate_email(message.address)
    except ValidationError:
        _record_failure(message, f"Địa chỉ “{message.address}” không hợp lệ.", report)
        return True
    try:
        mail = _mail(message)
    except FileNotFoundError:
        _record_failure(message, "Tệp kèm theo thư không còn trong kho lưu trữ; hãy gửi lại văn bản.", report)
        return True
    except OSError as error:
        _put_off(message, f"Không đọc được tệp kèm theo: {error}", report, at=at)
        return True
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        _record_refusal(message, code, _decoded(words), report, at=at)
        _close(connection)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        _record_refusal(message, error.smtp_code, _decoded(error.smtp_error), report, at=at)
        _close(connection)
    except ValueError as error:  # an address or subject that no mail can be made of must not hold up the others
        _record_failure(message, f"Không lập được thư: {error}", report)
    except OSError as error:  # SMTPException is one: no connection, wrong password, connection lost
        _put_off(message, f"Máy chủ thư không nhận: {error}", report, at=at)
        _close(connection)
        return False
    else:
        values = {"state": MessageState.SENT, "sent_at": at, "lease_until": None, "error": ""}
        _held(message).update(**values)
        report.sent += 1
    return True


def _mail(message: Message) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": message_id_of(message),
        # Keeps out-of-office replies away.
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMultiAlternatives(message.subject, message.body_text, to=[message.address], headers=headers)
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    for attachment in message.attachments.all():
        with attachment.file.open("rb") as stored:
            mail.attach(attachment.name, stored.read(), attachment.media_type)
    return mail


def _record_refusal(message: Message, code: int, words: str, report: SendingReport, *, at: datetime) -> None:
    """A refusal of class 5 is final, one of class 4 is worth another try (RFC 5321, 4.2.1)."""
    reason = f"Máy chủ thư từ chối ({code}): {words}"
    if code >= _PERMANENT:
        _record_failure(message, reason, report)
    else:
        _put_off(message, reason, report, at=at)


def _record_failure(message: Message, reason: str, report: SendingReport) -> None:
    logger.warning("message %s not sent: %s", message.pk, reason)
    _held(message).update(state=MessageState.FAILED, error=reason, lease_until=None)
    report.failed += 1


def _put_off(message: Message, reason: str, report: SendingReport, *, at: datetime) -> None:
    if message.attempts >= MAX_ATTEMPTS:
        _record_failure(message, reason, report)
        return
    pause = min(FIRST_RETRY * 2 ** (message.attempts - 1), LONGEST_RETRY)
    values = {"state": MessageState.QUEUED, "next_attempt_at": at + pause, "lease_until": None, "error": reason}
    _held(message).update(**values)
    report.put_off += 1


def _held(message: Message):
    """The row as long as this attempt still holds it."""
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)


def _decoded(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _close(connection: BaseEmailBackend) -> None:
    """Close without a second failure over a connection that is already broken."""
    try:
        connection.close()
    except OSError as error:
        logger.info("mail connection did not close: %s", error)
