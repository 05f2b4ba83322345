"""Accounts and roles: who is let in, for what, and who no longer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import RoleGrant, User
from accounts.permissions import can_manage_account, can_manage_people_in, require
from accounts.roles import AGENCY_ROLES, ROLE_PERMISSIONS, Permission, Role
from accounts.services.auditing import record_act
from agencies.models import Agency, Province


class AgencyRoleNeedsAgency(ValidationError):
    """A role of an agency without its agency, or of one in another province."""


class LastAdministrator(ValidationError):
    """Nobody could manage the province's accounts afterwards."""


class OwnAccount(ValidationError):
    """People do not shut themselves out."""


@transaction.atomic
def add_person(
    *,
    email: str,
    full_name: str,
    role: Role,
    province_id: int,
    by: User,
    at: datetime,
    agency_id: int | None = None,
    position: str = "",
    phone: str = "",
) -> User:
    """Open an account with its first role. Who already has one, perhaps from another province, only gets the role.

    No password is set: the person sets it by `issue_password_link`. Raises PermissionDenied, AgencyRoleNeedsAgency.
    """
    require(can_manage_people_in, by, province_id)
    person = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if person is None:
        person = User.objects.create_user(email, full_name=full_name, position=position, phone=phone)
        record_act(by, "lập tài khoản", person, at=at, province_id=province_id, after={"thư điện tử": person.email})
    grant_role(user_id=person.pk, role=role, province_id=province_id, agency_id=agency_id, by=by, at=at)
    return person


@transaction.atomic
def grant_role(
    *, user_id: int, role: Role, province_id: int, by: User, at: datetime, agency_id: int | None = None
) -> RoleGrant:
    """Give a role from today on, without an end. Raises PermissionDenied, AgencyRoleNeedsAgency."""
    person = User.objects.select_for_update().get(pk=user_id)
    require(can_manage_people_in, by, province_id)
    agency = _agency_of_role(role, province_id, agency_id)
    grant, _ = RoleGrant.objects.update_or_create(
        user=person,
        role=role,
        province_id=province_id,
        agency=agency,
        defaults={"valid_to": None},
        create_defaults={"valid_from": _day(at)},
    )
    record_act(by, "giao vai trò", person, at=at, province_id=province_id, after=_in_words(grant))
    return grant


@transaction.atomic
def revoke_role(*, grant_id: int, by: User, at: datetime) -> RoleGrant:
    """End a role at once; the row stays as history. Raises PermissionDenied, LastAdministrator."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant_id)
    require(can_manage_people_in, by, grant.province_id)
    if Permission.MANAGE_PEOPLE in ROLE_PERMISSIONS[Role(grant.role)]:
        _keep_an_administrator(grant.province_id, without=grant.user_id, on=_day(at))
    grant.valid_to = _day(at) - timedelta(days=1)
    grant.save(update_fields=["valid_to"])
    record_act(by, "thu hồi vai trò", grant.user, at=at, province_id=grant.province_id, before=_in_words(grant))
    return grant


@transaction.atomic
def deactivate_person(*, user_id: int, by: User, at: datetime) -> User:
    """Close the account: the next request of the person already meets the sign-in page.

    Raises PermissionDenied, OwnAccount, LastAdministrator.
    """
    person = User.objects.select_for_update().get(pk=user_id)
    require(can_manage_account, by, person)
    if person == by:
        raise OwnAccount("Không tự ngừng tài khoản của mình được; hãy nhờ người quản trị khác.")
    for province_id in person.province_ids(Permission.MANAGE_PEOPLE):
        _keep_an_administrator(province_id, without=person.pk, on=_day(at))
    return _set_active(person, False, "ngừng tài khoản", by=by, at=at)


@transaction.atomic
def reactivate_person(*, user_id: int, by: User, at: datetime) -> User:
    """Open a closed account again, with the roles it still holds. Raises PermissionDenied."""
    person = User.objects.select_for_update().get(pk=user_id)
    require(can_manage_account, by, person)
    return _set_active(person, True, "mở lại tài khoản", by=by, at=at)


@transaction.atomic
def issue_password_link(*, user_id: int, by: User, at: datetime) -> tuple[str, str]:
    """The two parts (uidb64, token) of a link that sets the password once; nothing is stored. Raises PermissionDenied."""
    person = User.objects.get(pk=user_id)
    require(can_manage_account, by, person)
    record_act(by, "cấp đường dẫn đặt mật khẩu", person, at=at, province_id=_home_province(person))
    return urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)


@transaction.atomic
def create_administrator(*, email: str, full_name: str, password: str, province: Province, at: datetime) -> User:
    """The first administrator of a real installation, made at the console and so by nobody. Raises ValidationError."""
    person = User(email=email.strip().lower(), full_name=full_name)
    person.full_clean(exclude=["password"])
    validate_password(password, person)
    person.set_password(password)
    person.save()
    grant = RoleGrant.objects.create(user=person, role=Role.ADMINISTRATOR, province=province, valid_from=_day(at))
    record_act(None, "lập tài khoản quản trị", person, at=at, province_id=province.pk, after=_in_words(grant))
    return person


def _agency_of_role(role: Role, province_id: int, agency_id: int | None) -> Agency | None:
    if role not in AGENCY_ROLES:
        return None
    if agency_id is None:
        raise AgencyRoleNeedsAgency("Vai trò này hoạt động cho một cơ quan: hãy chọn cơ quan.")
    agency = Agency.objects.filter(pk=agency_id, province_id=province_id).first()
    if agency is None:
        raise AgencyRoleNeedsAgency("Cơ quan đã chọn không thuộc tỉnh này.")
    return agency


def _keep_an_administrator(province_id: int, *, without: int, on: date) -> None:
    roles = [role for role, permissions in ROLE_PERMISSIONS.items() if Permission.MANAGE_PEOPLE in permissions]
    others = RoleGrant.objects.in_force(on).filter(province_id=province_id, role__in=roles, user__is_active=True)
    if not others.exclude(user_id=without).exists():
        raise LastAdministrator(
            "Đây là người quản trị cuối cùng của tỉnh; hãy giao vai trò Quản trị cho người khác trước."
        )


def _set_active(person: User, is_active: bool, act: str, *, by: User, at: datetime) -> User:
    if person.is_active != is_active:
        person.is_active = is_active
        person.save(update_fields=["is_active"])
        record_act(by, act, person, at=at, province_id=_home_province(person))
    return person


def _home_province(person: User) -> int | None:
    """The province in whose trail acts on the account itself stand: that of the oldest role."""
    return person.grants.order_by("pk").values_list("province_id", flat=True).first()


def _in_words(grant: RoleGrant) -> dict[str, str]:
    words = {"vai trò": grant.get_role_display(), "tỉnh": grant.province.full_name}
    return words | ({"cơ quan": grant.agency.name} if grant.agency else {})


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
