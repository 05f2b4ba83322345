"""The coordinator may waive, cancel and open again, always with a reason the agency reads."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from assignments.enums import DeliverableState
from assignments.services.steering import SteeringReasonMissingError, cancel, reopen, waive
from assignments.services.submissions import DutyStateError
from notifications.models import Message
from tests.factories import make_duty

S = DeliverableState


@pytest.mark.parametrize(
    ("service", "before", "after"),
    [(waive, S.OPEN, S.WAIVED), (cancel, S.RETURNED, S.CANCELLED), (reopen, S.ACCEPTED, S.RETURNED)],
)
def test_coordinator_steers_and_the_agency_is_told_why(health, focal_point, coordinator, service, before, after):
    duty = make_duty(health, state=before)
    service(deliverable_id=duty.pk, reason="Nhiệm vụ trùng.", by=coordinator, at=timezone.now())
    duty.refresh_from_db()
    assert duty.state == after
    message = Message.objects.get()
    assert message.recipient == focal_point
    assert "Nhiệm vụ trùng." in message.body_text


def test_steering_needs_a_reason(health, coordinator):
    duty = make_duty(health)
    with pytest.raises(SteeringReasonMissingError):
        waive(deliverable_id=duty.pk, reason=" ", by=coordinator, at=timezone.now())


def test_only_reviewers_steer(health, focal_point, stranger):
    duty = make_duty(health)
    for person in (focal_point, stranger):
        with pytest.raises(PermissionDenied):
            cancel(deliverable_id=duty.pk, reason="Không làm.", by=person, at=timezone.now())


def test_answer_under_review_is_not_cancelled(health, coordinator):
    duty = make_duty(health, state=S.SUBMITTED)
    with pytest.raises(DutyStateError):
        cancel(deliverable_id=duty.pk, reason="Trùng.", by=coordinator, at=timezone.now())


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("deliverable_waive", S.OPEN, S.WAIVED),
        ("deliverable_cancel", S.OPEN, S.CANCELLED),
        ("deliverable_reopen", S.ACCEPTED, S.RETURNED),
    ],
)
def test_each_act_works_from_the_page(signed_in, health, coordinator, name, before, after):
    duty = make_duty(health, state=before)
    client = signed_in(coordinator)
    address = reverse(f"assignments:{name}", args=[duty.pk])
    assert address in client.get(duty.get_absolute_url()).content.decode()
    assert "Hãy ghi lý do" in client.post(address, {"steer-reason": ""}).content.decode()
    client.post(address, {"steer-reason": "Trùng."})
    duty.refresh_from_db()
    assert duty.state == after
