"""The account under which a command acts where a province has nobody yet."""

from __future__ import annotations

from django.db import transaction

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.models import Province

# Reserved by RFC 2606: no mail to it can reach anybody.
DOMAIN = "lenh.invalid"


@transaction.atomic
def command_line_actor(province: Province) -> User:
    """The province's command-line coordinator, made on first use. Nobody can sign in as it and no mail goes to it.

    Whoever runs commands on the server already holds the database; the account keeps the audit trail honest about it.
    """
    actor, is_new = User.objects.get_or_create(
        email=f"{province.slug}@{DOMAIN}",
        defaults={"full_name": f"Dòng lệnh ({province.name})", "is_active": False},
    )
    if is_new:
        actor.set_unusable_password()
        actor.save(update_fields=["password"])
    RoleGrant.objects.get_or_create(user=actor, role=Role.COORDINATOR, province=province, agency=None)
    return actor
