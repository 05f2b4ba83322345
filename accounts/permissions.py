"""Predicates on people that every room builds on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from accounts.roles import ROLE_PERMISSIONS, Permission, Role

if TYPE_CHECKING:
    from accounts.models import User


def has_permission_in(user: User, permission: Permission, province_id: int) -> bool:
    """True when the person holds the permission for the whole province."""
    return province_id in user.province_ids(permission)


def has_permission_for_agency(user: User, permission: Permission, agency_id: int) -> bool:
    """True when the person holds the permission for that agency."""
    return agency_id in user.agency_ids(permission)


def can_manage_people_in(user: User, province_id: int) -> bool:
    """The administrator of the province gives and takes roles in it."""
    return has_permission_in(user, Permission.MANAGE_PEOPLE, province_id)


def can_manage_account(user: User, person: User) -> bool:
    """The account itself (open, closed, password) belongs to whoever administers every province the person works in."""
    provinces = {grant.province_id for grant in person.grants.all()}
    return bool(provinces) and provinces <= user.province_ids(Permission.MANAGE_PEOPLE)


def permissions_in(user: User, province_id: int) -> frozenset[Permission]:
    """Everything the person's roles carry in the province, for the own agency or for all; decides what is offered, not what is allowed."""
    return frozenset().union(
        *(ROLE_PERMISSIONS[Role(grant.role)] for grant in user.current_grants if grant.province_id == province_id)
    )


def require(predicate: Callable[..., bool], user: User, *objects: object) -> None:
    """Raise PermissionDenied unless the predicate holds."""
    if not predicate(user, *objects):
        raise PermissionDenied("Anh/chị không có quyền thực hiện việc này.")
