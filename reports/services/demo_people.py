"""The people of the demo: one for each office the portal knows, in the sample provinces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.models import Agency, Province
from documents.vietnamese import search_key

DEMO_PROVINCES = ("hung-yen", "dong-thap", "khanh-hoa")
# Reserved by RFC 2606: no mail to it can ever reach anybody.
DEMO_DOMAIN = "demo.invalid"
OFFICES = (
    ("coordinator", Role.COORDINATOR, "Nguyễn Thị Điều Phối", "Chuyên viên Sở Nội vụ"),
    ("leader", Role.LEADER, "Trần Văn Lãnh Đạo", "Lãnh đạo tỉnh"),
    ("admin", Role.ADMINISTRATOR, "Lê Thị Quản Trị", "Quản trị hệ thống"),
)


@transaction.atomic
def load_demo_people(*, password: str) -> int:
    """Create the demo's people with that password and their roles; return how many people there are.

    Run again, it adds who is missing and sets the password anew only when it has changed. Raises Province.DoesNotExist
    when the reference data is not loaded.
    """
    provinces = [Province.objects.get(slug=slug) for slug in DEMO_PROVINCES]
    agencies = list(Agency.objects.filter(province__in=provinces).order_by("pk"))
    addresses = focal_addresses(agencies)
    wanted = [_person(name, full_name, position) for name, _, full_name, position in OFFICES]
    named: dict[str, User] = {}
    for agency in agencies:
        name = addresses[agency.pk]
        named.setdefault(name, _person(name, f"Đầu mối {agency.name}", ""))
    people = _save_people([*wanted, *named.values()], password)
    grants = [
        RoleGrant(user=people[f"{name}@{DEMO_DOMAIN}"], role=role, province=province)
        for name, role, _, _ in OFFICES
        for province in provinces
    ]
    grants += [
        RoleGrant(
            user=people[f"{addresses[agency.pk]}@{DEMO_DOMAIN}"],
            role=Role.FOCAL_POINT,
            province_id=agency.province_id,
            agency=agency,
        )
        for agency in agencies
    ]
    _save_grants(grants)
    return len(people)


def focal_addresses(agencies: Iterable[Agency]) -> dict[int, str]:
    """ "focal.snv" for each agency: its symbol in lower-case ASCII, or its code where several agencies of the province share one."""
    agencies = list(agencies)
    shared = Counter((agency.province_id, _plain(agency.symbol)) for agency in agencies)
    return {
        agency.pk: "focal."
        + (
            _plain(agency.symbol)
            if agency.symbol and shared[agency.province_id, _plain(agency.symbol)] == 1
            else _plain(agency.code)
        )
        for agency in agencies
    }


def demo_user(name: str) -> User:
    """The demo's person of that name: "coordinator", "focal.snv". Raises User.DoesNotExist."""
    return User.objects.get(email=f"{name}@{DEMO_DOMAIN}")


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]", "", search_key(text))


def _person(name: str, full_name: str, position: str) -> User:
    return User(email=f"{name}@{DEMO_DOMAIN}", full_name=full_name[:120], position=position[:120])


def _save_people(wanted: list[User], password: str) -> dict[str, User]:
    present = User.objects.in_bulk([person.email for person in wanted], field_name="email")
    known = next(iter(present.values()), None)
    # Hashing is slow by design and the demo's password is no secret: one hash serves all.
    same = known is not None and check_password(password, known.password)
    hashed = known.password if same and known is not None else make_password(password)
    missing = [person for person in wanted if person.email not in present]
    for person in missing:
        person.password = hashed
    User.objects.bulk_create(missing)
    if not same:
        User.objects.filter(pk__in=[person.pk for person in present.values()]).update(password=hashed)
    return present | {person.email: person for person in missing}


def _save_grants(grants: list[RoleGrant]) -> None:
    people = {grant.user_id for grant in grants}
    present = set(RoleGrant.objects.filter(user__in=people).values_list("user_id", "role", "province_id", "agency_id"))
    RoleGrant.objects.bulk_create(
        grant for grant in grants if (grant.user_id, str(grant.role), grant.province_id, grant.agency_id) not in present
    )
