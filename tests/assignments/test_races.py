"""Two people, or two workers, at the same moment. Only PostgreSQL has row locks, so these run there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.services.auditing import first_broken_link
from assignments.enums import DeliverableState
from assignments.models import Assignment, Deliverable, Reminder, ReminderRule, StoredFile
from assignments.services.evidence import store_file
from assignments.services.issuing import issue_plan
from assignments.services.reminders import remind
from assignments.services.submissions import accept, return_, submit
from notifications.models import Message
from notifications.services.outbox import queue_message
from notifications.services.sending import claim_next
from tests.factories import make_duty, make_plan, make_task, moment

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PEOPLE = 4


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on a connection of its own; results, or the refusal each met."""
    start = Barrier(len(acts))

    def do(act: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(do, acts))


def refusals(results: list[Any]) -> int:
    return sum(isinstance(result, ValidationError) for result in results)


@pytest.fixture(autouse=True)
def real_locks():
    assert connection.vendor == "postgresql", "races are tested where TEST_DATABASE_URL names a PostgreSQL server"


def test_plan_is_issued_once(province, health, coordinator):
    plan = make_plan(province, issued=False)
    make_task(plan, lead=health)
    results = at_once(*[lambda: issue_plan(plan_id=plan.pk, by=coordinator, at=timezone.now())] * PEOPLE)
    assert refusals(results) == PEOPLE - 1
    assert (Assignment.objects.count(), Deliverable.objects.count()) == (1, 1)


def test_answer_is_handed_in_once(health, focal_point):
    duty = make_duty(health)
    send = lambda: submit(deliverable_id=duty.pk, text="Xong.", by=focal_point, at=timezone.now())  # noqa: E731
    results = at_once(*[send] * PEOPLE)
    assert refusals(results) == PEOPLE - 1
    assert list(duty.submissions.values_list("version", flat=True)) == [1]


def test_one_of_two_decisions_counts(health, focal_point, coordinator):
    duty = make_duty(health)
    submit(deliverable_id=duty.pk, text="Xong.", by=focal_point, at=timezone.now())
    results = at_once(
        lambda: accept(deliverable_id=duty.pk, by=coordinator, at=timezone.now()),
        lambda: return_(deliverable_id=duty.pk, reason="Thiếu.", by=coordinator, at=timezone.now()),
    )
    assert refusals(results) == 1
    duty.refresh_from_db()
    assert duty.state in (DeliverableState.ACCEPTED, DeliverableState.RETURNED)
    assert Message.objects.filter(kind__in=["acceptance", "return"]).count() == 1


def test_audit_chain_holds_under_many_acts_at_once(health, focal_point):
    duties = [make_duty(health) for _ in range(PEOPLE)]
    at_once(
        *[
            lambda duty=duty: submit(deliverable_id=duty.pk, text="Xong.", by=focal_point, at=timezone.now())
            for duty in duties
        ]
    )
    assert AuditEvent.objects.filter(act="nộp kết quả").count() == PEOPLE
    assert first_broken_link() is None


def test_two_runs_of_the_reminders_write_each_once(health, focal_point):
    ReminderRule.objects.get_or_create(province=None, working_days_before=0)
    day = date(2026, 10, 19)
    for _ in range(3):
        make_duty(health, due=day)
    results = at_once(*[lambda: remind(on=day, at=moment(day))] * PEOPLE)
    assert sum(result.messages for result in results) == 1
    assert (Message.objects.count(), Reminder.objects.count()) == (1, 3)


def test_message_of_one_key_is_written_once(focal_point, province):
    def write() -> Message | None:
        return queue_message(
            recipient=focal_point,
            kind="other",
            dedupe_key="same",
            subject="Thư",
            body_text="…",
            at=timezone.now() + timedelta(days=1),
            province=province,
        )

    at_once(*[write] * PEOPLE)
    assert Message.objects.count() == 1


def test_message_is_claimed_by_one_sender(focal_point, province):
    for number in range(PEOPLE):
        Message.objects.create(
            recipient=focal_point,
            address=focal_point.email,
            dedupe_key=f"k{number}",
            subject="Thư",
            body_text="…",
            next_attempt_at=timezone.now(),
            created_at=timezone.now(),
        )
    claimed = at_once(*[lambda: claim_next(at=timezone.now())] * PEOPLE)
    assert len({message.pk for message in claimed if message}) == len([message for message in claimed if message])


def test_same_file_sent_at_once_is_stored_once(db):
    def keep() -> StoredFile:
        return store_file(upload=SimpleUploadedFile("a.pdf", b"%PDF-1.7 same"))[0]

    stored = at_once(*[keep] * PEOPLE)
    assert len({file.pk for file in stored}) == 1
    assert StoredFile.objects.get().file.read() == b"%PDF-1.7 same"
