"""Who acts for an agency or a province on a day, for those who write to them; a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.models import Agency, Succession


def people_of_agencies(agencies: Iterable[int], *, on: date) -> dict[int, list[User]]:
    """The active focal points of each agency; where it has none, its heads. An ended agency is answered by those it passed to."""
    wanted = set(agencies)
    answered_by = _who_answers(wanted, on)
    offices = wanted.union(*answered_by.values()) if answered_by else wanted
    grants = (
        RoleGrant.objects.in_force(on)
        .filter(agency__in=offices, role__in=[Role.FOCAL_POINT, Role.AGENCY_HEAD], user__is_active=True)
        .select_related("user")
        .order_by("user__sort_key", "pk")
    )
    people: dict[tuple[int | None, str], list[User]] = defaultdict(list)
    for grant in grants:
        people[grant.agency_id, grant.role].append(grant.user)

    def of(offices: Iterable[int]) -> list[User]:
        for role in (Role.FOCAL_POINT, Role.AGENCY_HEAD):
            found = {user.pk: user for office in offices for user in people.get((office, role), [])}
            if found:
                return list(found.values())
        return []

    return {agency: of(answered_by.get(agency, [])) or of([agency]) for agency in wanted}


def coordinators_of(province_id: int, *, on: date) -> list[User]:
    """The active coordinators of the province; where it has none, its administrators."""
    grants = (
        RoleGrant.objects.in_force(on)
        .filter(province=province_id, role__in=[Role.COORDINATOR, Role.ADMINISTRATOR], user__is_active=True)
        .select_related("user")
        .order_by("user__sort_key", "pk")
    )
    by_role: dict[str, dict[int, User]] = defaultdict(dict)
    for grant in grants:
        by_role[grant.role][grant.user_id] = grant.user
    return list((by_role[Role.COORDINATOR] or by_role[Role.ADMINISTRATOR]).values())


def _who_answers(agencies: set[int], on: date) -> dict[int, list[int]]:
    """Successors of those agencies that have ended by that day."""
    ended = Agency.objects.filter(pk__in=agencies, valid_to__lt=on).values_list("pk", flat=True)
    passed_on = Succession.objects.filter(predecessor__in=ended, effective_on__lte=on).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for old, new in passed_on.values_list("predecessor", "successor"):
        found[old].append(new)
    return found
