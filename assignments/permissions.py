"""Who may issue a plan's tasks, answer a duty, decide on an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.permissions import has_permission_in
from accounts.roles import Permission
from agencies.models import Agency

if TYPE_CHECKING:
    from accounts.models import User
    from assignments.models import Deliverable
    from plans.models import Plan


def can_issue_plan(user: User, plan: Plan) -> bool:
    """People who may issue plans in the plan's province."""
    return has_permission_in(user, Permission.ISSUE_PLAN, plan.province_id)


def can_answer(user: User, deliverable: Deliverable) -> bool:
    """Those who act for the agency that owes the duty, or for the agency that follows it today."""
    agency = deliverable.assignment.agency_id
    own = user.agency_ids(Permission.ANSWER_DUTY)
    if agency in own or not own:
        return agency in own
    return Agency.objects.answered_by(own, on=timezone.localdate()).filter(pk=agency).exists()


def can_review(user: User, deliverable: Deliverable) -> bool:
    """Those who decide on answers in the duty's province."""
    return has_permission_in(user, Permission.REVIEW_SUBMISSION, deliverable.assignment.province_id)
