"""Who may hold, release or send again a message of the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import has_permission_in
from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models import Message


def can_view_outbox(user: User) -> bool:
    """People who manage reminders in some province."""
    return user.may(Permission.MANAGE_REMINDERS)


def can_manage_message(user: User, message: Message) -> bool:
    """People who manage reminders in the message's province."""
    return message.province_id is not None and has_permission_in(user, Permission.MANAGE_REMINDERS, message.province_id)
