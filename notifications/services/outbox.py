"""Writing to the outbox, in the transaction of the act the message tells of, and what people may do with it later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.models import Province
from documents.vietnamese import fold_spaces
from notifications.enums import MESSAGE_TRANSITIONS, MessageAct, MessageKind, MessageState
from notifications.models import Message, MessageAttachment
from notifications.permissions import can_manage_message

_SUBJECT_LENGTH = 250


class MessageActRefusedError(ValidationError):
    """The message is no longer in the state for that act."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A stored file that goes with a mail; `stored_name` is its name in the default storage, `name` what the reader sees."""

    name: str
    media_type: str
    stored_name: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to be queued. `dedupe_key` says what it is about: the same key is written once, ever.

    Somebody without an account has no `recipient` but `address` and `recipient_name`.
    """

    recipient: User | None
    address: str = ""
    recipient_name: str = ""
    kind: MessageKind
    dedupe_key: str
    subject: str
    body_text: str
    body_html: str = ""
    province: Province | None = None
    send_from: datetime | None = None
    attachments: Sequence[Attachment] = ()


def queue_message(
    *,
    recipient: User,
    kind: MessageKind | str,
    dedupe_key: str,
    subject: str,
    body_text: str,
    at: datetime,
    body_html: str = "",
    province: Province | None = None,
    send_from: datetime | None = None,
) -> Message | None:
    """Write a message to one person; it leaves after the commit, not before `send_from`. None when the key is known."""
    draft = Draft(
        recipient=recipient,
        kind=MessageKind(kind),
        dedupe_key=dedupe_key,
        subject=subject,
        body_text=body_text,
        body_html=body_html,
        province=province,
        send_from=send_from,
    )
    return next(iter(queue_messages([draft], at=at)), None)


@transaction.atomic
def queue_messages(drafts: Sequence[Draft], *, at: datetime) -> list[Message]:
    """Write messages whose keys are not known yet and return those; a constant number of queries.

    Two transactions that write the same key at once both go on; the row of the first counts.
    """
    by_key = {draft.dedupe_key: draft for draft in drafts}
    known = set(Message.objects.filter(dedupe_key__in=by_key).values_list("dedupe_key", flat=True))
    fresh = [_message(draft, at) for key, draft in by_key.items() if key not in known]
    if not fresh:
        return []
    Message.objects.bulk_create(fresh, ignore_conflicts=True)
    # A broker that is down must not undo the act: the next minute's run sends what waits.
    transaction.on_commit(_send_soon, robust=True)
    keys = [message.dedupe_key for message in fresh]
    written = list(Message.objects.filter(dedupe_key__in=keys).order_by("pk"))
    MessageAttachment.objects.bulk_create(
        [
            MessageAttachment(
                message=message,
                name=attachment.name,
                media_type=attachment.media_type,
                file=attachment.stored_name,
            )
            for message in written
            for attachment in by_key[message.dedupe_key].attachments
        ],
        ignore_conflicts=True,
    )
    return written


def hold_message(*, message_id: int, by: User, at: datetime) -> Message:
    """Keep a waiting message from being sent. Raises PermissionDenied, MessageActRefusedError."""
    return _change(MessageAct.HOLD, message_id, by, at)


def release_message(*, message_id: int, by: User, at: datetime) -> Message:
    """Let a held message go. Raises PermissionDenied, MessageActRefusedError."""
    return _change(MessageAct.RELEASE, message_id, by, at)


def retry_message(*, message_id: int, by: User, at: datetime) -> Message:
    """Send a failed message again, to the address the recipient has now. Raises PermissionDenied, MessageActRefusedError."""
    return _change(MessageAct.RETRY, message_id, by, at)


def mark_read(*, recipient: User, at: datetime) -> int:
    """The person has opened the inbox: nothing in it is new any more."""
    return Message.objects.filter(recipient=recipient, read_at=None).update(read_at=at)


@transaction.atomic
def _change(act: MessageAct, message_id: int, by: User, at: datetime) -> Message:
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    require(can_manage_message, by, message)
    before = MessageState(message.state)
    if (before, act) not in MESSAGE_TRANSITIONS:
        raise MessageActRefusedError(
            f"Thư đang ở trạng thái “{before.label}”, không thể {act.label.lower()}. Hãy tải lại trang."
        )
    message.state = MESSAGE_TRANSITIONS[before, act]
    if act == MessageAct.RETRY:
        message.attempts, message.error = 0, ""
        if message.recipient is not None:
            message.address = message.recipient.email
    if message.state == MessageState.QUEUED:
        message.next_attempt_at = max(at, message.next_attempt_at)
        transaction.on_commit(_send_soon, robust=True)
    message.save(update_fields=["state", "attempts", "error", "address", "next_attempt_at"])
    record_act(
        by, f"{act.label.lower()} thư báo", message, at=at, before={"state": before}, after={"state": message.state}
    )
    return message


def _message(draft: Draft, at: datetime) -> Message:
    return Message(
        province=draft.province,
        recipient=draft.recipient,
        address=draft.recipient.email if draft.recipient else draft.address,
        recipient_name=draft.recipient_name,
        kind=draft.kind,
        dedupe_key=draft.dedupe_key,
        subject=_shortened(fold_spaces(draft.subject)),
        body_text=draft.body_text,
        body_html=draft.body_html,
        next_attempt_at=draft.send_from or at,
        created_at=at,
    )


def _shortened(subject: str) -> str:
    return subject if len(subject) <= _SUBJECT_LENGTH else f"{subject[: _SUBJECT_LENGTH - 1]}…"


def _send_soon() -> None:
    # Tasks stand on services; imported late because asking for work is the one step the other way.
    from notifications.tasks import send_due_messages

    send_due_messages.delay()
