"""What the coordinator decides about a duty itself: waive it, cancel it, open an accepted one again. Each with a reason."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from assignments.enums import DutyAct
from assignments.models import Deliverable
from assignments.permissions import can_review
from assignments.services.announcing import announce_steering
from assignments.services.submissions import next_state

_RECORDED_AS = {DutyAct.WAIVE: "miễn nhiệm vụ", DutyAct.CANCEL: "hủy nhiệm vụ", DutyAct.REOPEN: "mở lại nhiệm vụ"}


class SteeringReasonMissingError(ValidationError):
    """The agency is told why."""


def waive(*, deliverable_id: int, reason: str, by: User, at: datetime) -> Deliverable:
    """The agency need not answer any more. Raises PermissionDenied, DutyStateError, SteeringReasonMissingError."""
    return _steer(DutyAct.WAIVE, deliverable_id, reason, by, at)


def cancel(*, deliverable_id: int, reason: str, by: User, at: datetime) -> Deliverable:
    """The order itself fell away. Raises PermissionDenied, DutyStateError, SteeringReasonMissingError."""
    return _steer(DutyAct.CANCEL, deliverable_id, reason, by, at)


def reopen(*, deliverable_id: int, reason: str, by: User, at: datetime) -> Deliverable:
    """An accepted answer turned out not to do; it is owed again as a returned one.

    Raises PermissionDenied, DutyStateError, SteeringReasonMissingError.
    """
    return _steer(DutyAct.REOPEN, deliverable_id, reason, by, at)


@transaction.atomic
def _steer(act: DutyAct, deliverable_id: int, reason: str, by: User, at: datetime) -> Deliverable:
    duty = (
        Deliverable.objects.select_for_update(of=("self",))
        .select_related("assignment__agency", "assignment__province", "assignment__task__plan")
        .defer("assignment__task__plan__document")
        .get(pk=deliverable_id)
    )
    require(can_review, by, duty)
    before, after = duty.state, next_state(duty.state, act)
    reason = reason.strip()
    if not reason:
        raise SteeringReasonMissingError(f"Hãy ghi lý do {act.label.lower()} để cơ quan biết.")
    duty.state = after
    fields = ["state"]
    if act == DutyAct.REOPEN:
        duty.return_reason, duty.submitted_on = reason, None
        duty.accepted_by = duty.accepted_at = None
        fields += ["return_reason", "submitted_on", "accepted_by", "accepted_at"]
    duty.save(update_fields=fields)
    record_act(
        by,
        _RECORDED_AS[act],
        duty,
        at=at,
        province_id=duty.assignment.province_id,
        before={"state": before},
        after={"state": after, "reason": reason},
    )
    announce_steering(duty, act, reason, at=at)
    return duty
