"""The table of who may do what, written out once more so that a slip in it is seen."""

import pytest

from accounts.models import RoleGrant
from accounts.permissions import can_manage_account, has_permission_for_agency, has_permission_in, permissions_in
from accounts.roles import AGENCY_ROLES, ROLE_PERMISSIONS, Permission, Role
from agencies.models import Agency

ALL = set(Role)
READERS = ALL
COORDINATES = {Role.ADMINISTRATOR, Role.COORDINATOR}
WATCHES = {Role.ADMINISTRATOR, Role.COORDINATOR, Role.APPROVER, Role.LEADER, Role.AUDITOR}
HOLDERS = {
    Permission.IMPORT_PLAN: COORDINATES,
    Permission.ISSUE_PLAN: COORDINATES | {Role.APPROVER},
    Permission.VIEW_PLANS: READERS,
    Permission.VIEW_ALL_DUTIES: WATCHES,
    Permission.ANSWER_DUTY: {Role.FOCAL_POINT, Role.AGENCY_HEAD},
    Permission.REVIEW_SUBMISSION: COORDINATES | {Role.APPROVER},
    Permission.MANAGE_REMINDERS: COORDINATES,
    Permission.MANAGE_CONFERENCES: COORDINATES,
    Permission.VIEW_OVERVIEW: WATCHES,
    Permission.VIEW_INDICES: READERS,
    Permission.PRINT_DOCUMENTS: READERS,
    Permission.VIEW_AUDIT: COORDINATES | {Role.AUDITOR},
    Permission.MANAGE_PEOPLE: {Role.ADMINISTRATOR},
}


def test_every_permission_is_in_the_table():
    assert set(HOLDERS) == set(Permission)
    assert set(ROLE_PERMISSIONS) == set(Role)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_role_carries_the_permission_only_where_the_table_says(
    role, permission, person_with, hung_yen, dong_thap, home_department
):
    person = person_with(role)
    carries = role in HOLDERS[permission]

    assert person.may(permission) == carries
    assert (permission in permissions_in(person, hung_yen.pk)) == carries
    assert has_permission_in(person, permission, hung_yen.pk) == (carries and role not in AGENCY_ROLES)
    assert has_permission_for_agency(person, permission, home_department.pk) == (carries and role in AGENCY_ROLES)
    assert not has_permission_in(person, permission, dong_thap.pk)
    assert permissions_in(person, dong_thap.pk) == frozenset()


def test_role_of_one_agency_says_nothing_of_another(person_with, hung_yen):
    finance = Agency.objects.create(province=hung_yen, code="stc", name="Sở Tài chính", kind="department")

    assert not has_permission_for_agency(person_with(Role.FOCAL_POINT), Permission.ANSWER_DUTY, finance.pk)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (None, None, True),
        ("2026-03-10", "2026-03-10", True),
        ("2026-03-11", None, False),
        (None, "2026-03-09", False),
    ],
)
def test_role_holds_between_its_days_ends_included(time_machine, person_with, hung_yen, valid_from, valid_to, holds):
    time_machine.move_to("2026-03-10T09:00:00+07:00", tick=False)
    person = person_with()
    RoleGrant.objects.create(user=person, role=Role.LEADER, province=hung_yen, valid_from=valid_from, valid_to=valid_to)

    assert person.may(Permission.VIEW_OVERVIEW) == holds


def test_account_shared_with_another_province_is_not_the_administrators_alone(administrator, person_with, dong_thap):
    own = person_with(Role.LEADER)
    shared = person_with(Role.LEADER)
    RoleGrant.objects.create(user=shared, role=Role.LEADER, province=dong_thap)

    assert can_manage_account(administrator, own)
    assert not can_manage_account(administrator, shared)
