"""Who may set up a conference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import has_permission_in
from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.models import User
    from plans.models import Plan


def can_create_conference(user: User, plan: Plan) -> bool:
    """The person runs conferences in the plan's province."""
    return has_permission_in(user, Permission.MANAGE_CONFERENCES, plan.province_id)
