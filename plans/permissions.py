"""Who may take plans in, change a draft, and issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import has_permission_in
from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.models import User
    from agencies.models import Province
    from plans.models import Plan, PlanImport


def can_import_plans(user: User, province: Province | None) -> bool:
    """The person takes plans in for the province; who works in none takes in nothing."""
    return province is not None and has_permission_in(user, Permission.IMPORT_PLAN, province.pk)


def can_review_import(user: User, plan_import: PlanImport) -> bool:
    """The person may decide on the proposed tasks of this import; colleagues of one office share the work."""
    return has_permission_in(user, Permission.IMPORT_PLAN, plan_import.province_id)


def can_issue_plan(user: User, plan: Plan) -> bool:
    """The person may issue plans of the province."""
    return has_permission_in(user, Permission.ISSUE_PLAN, plan.province_id)
