"""Who may look at the whole province."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import has_permission_in
from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.models import User
    from agencies.models import Province


def can_view_overview(user: User, province: Province) -> bool:
    """Leaders, approvers, auditors and coordinators see how every agency of the province stands."""
    return has_permission_in(user, Permission.VIEW_OVERVIEW, province.pk)
