"""Who may look at the indices of a province."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import permissions_in
from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.models import User
    from agencies.models import Province


def can_view_indices(user: User, province: Province | None) -> bool:
    """True when some role of the person in the province carries the right, be it for one agency."""
    return province is not None and Permission.VIEW_INDICES in permissions_in(user, province.pk)
