"""The demo's mail server: a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from notifications.models import MailboxMessage


class MailboxBackend(BaseEmailBackend):
    """Keeps every mail for the page of the trial mailbox instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = [
            MailboxMessage(
                received_at=timezone.now(),
                sender=mail.from_email,
                recipients=", ".join(mail.recipients()),
                subject=str(mail.subject),
                body_text=str(mail.body),
                body_html=_html_of(mail),
                raw=mail.message().as_string(),
            )
            for mail in email_messages
        ]
        return len(MailboxMessage.objects.bulk_create(kept))


def _html_of(mail: EmailMessage) -> str:
    alternatives = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    return next((str(content) for content, media_type in alternatives if media_type == "text/html"), "")
