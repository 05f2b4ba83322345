"""Who is told of an answer and of the decision on it. Called inside the transaction of the act."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.services.office_holders import coordinators_of, people_of_agencies
from assignments.enums import DeliverableState, DutyAct
from assignments.models import Deliverable, Submission
from notifications.enums import MessageKind
from notifications.services.composing import compose
from notifications.services.outbox import Draft, queue_messages

_TASK_LENGTH = 90


def announce_submission(submission: Submission, *, at: datetime) -> None:
    """Tell the province's coordinators that an answer waits."""
    duty = submission.deliverable
    agency = duty.assignment.agency
    paragraphs = [
        f"{agency} vừa nộp kết quả (lần {submission.version}) của nhiệm vụ: {duty.assignment.task.text}",
        submission.text,
    ]
    recipients = coordinators_of(duty.assignment.province_id, on=timezone.localdate(at))
    _tell(
        recipients,
        duty,
        kind=MessageKind.SUBMISSION,
        key=f"submission:{submission.pk}",
        subject=f"Chờ duyệt: {agency}: {_short(duty)}",
        paragraphs=paragraphs,
        link_text="Xem và duyệt",
        at=at,
    )


def announce_decision(duty: Deliverable, submission: Submission | None, *, at: datetime) -> None:
    """Tell the agency's people that the answer was accepted, or returned and why."""
    agency = duty.assignment.agency_id
    on = timezone.localdate(at)
    recipients = {user.pk: user for user in people_of_agencies([agency], on=on)[agency]}
    if submission is not None and submission.submitted_by.is_active:
        recipients.setdefault(submission.submitted_by_id, submission.submitted_by)
    about = f"submission:{submission.pk}" if submission else f"deliverable:{duty.pk}:{at.isoformat()}"
    if duty.state == DeliverableState.RETURNED:
        kind, word, link_text = MessageKind.RETURN, "Trả lại", "Bổ sung và nộp lại"
        paragraphs = [
            f"Kết quả của nhiệm vụ sau đã được trả lại: {duty.assignment.task.text}",
            f"Lý do: {duty.return_reason}",
        ]
    else:
        kind, word, link_text = MessageKind.ACCEPTANCE, "Đã duyệt", "Xem nhiệm vụ"
        paragraphs = [f"Kết quả của nhiệm vụ sau đã được duyệt: {duty.assignment.task.text}"]
    _tell(
        list(recipients.values()),
        duty,
        kind=kind,
        key=f"{kind}:{about}",
        subject=f"{word}: {_short(duty)}",
        paragraphs=paragraphs,
        link_text=link_text,
        at=at,
    )


def announce_steering(duty: Deliverable, act: DutyAct, reason: str, *, at: datetime) -> None:
    """Tell the agency's people that the duty was waived, cancelled or opened again, and why."""
    agency = duty.assignment.agency_id
    _tell(
        people_of_agencies([agency], on=timezone.localdate(at))[agency],
        duty,
        kind=MessageKind.OTHER,
        key=f"{act}:{duty.pk}:{at.isoformat()}",
        subject=f"{act.label}: {_short(duty)}",
        paragraphs=[f"{act.label} nhiệm vụ: {duty.assignment.task.text}", f"Lý do: {reason}"],
        link_text="Xem nhiệm vụ",
        at=at,
    )


def _tell(
    recipients: list[User],
    duty: Deliverable,
    *,
    kind: MessageKind,
    key: str,
    subject: str,
    paragraphs: list[str],
    link_text: str,
    at: datetime,
) -> None:
    drafts = []
    for user in recipients:
        text, html = compose(
            greeting=f"Kính gửi {user.full_name},",
            paragraphs=paragraphs,
            link=duty.get_absolute_url(),
            link_text=link_text,
        )
        drafts.append(
            Draft(
                recipient=user,
                kind=kind,
                dedupe_key=f"{key}:{user.pk}",
                subject=subject,
                body_text=text,
                body_html=html,
                province=duty.assignment.province,
            )
        )
    queue_messages(drafts, at=at)


def _short(duty: Deliverable) -> str:
    text = duty.assignment.task.text
    return text if len(text) <= _TASK_LENGTH else f"{text[:_TASK_LENGTH].rsplit(' ', 1)[0]}…"
