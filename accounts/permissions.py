"""Predicates on people that every room builds on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.models import User


def has_permission_in(user: User, permission: Permission, province_id: int) -> bool:
    """True when the person holds the permission for the whole province."""
    return province_id in user.province_ids(permission)


def has_permission_for_agency(user: User, permission: Permission, agency_id: int) -> bool:
    """True when the person holds the permission for that agency."""
    return agency_id in user.agency_ids(permission)


def require(predicate: Callable[..., bool], user: User, *objects: object) -> None:
    """Raise PermissionDenied unless the predicate holds."""
    if not predicate(user, *objects):
        raise PermissionDenied("Anh/chị không có quyền thực hiện việc này.")
