"""Who may stop a background job."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from jobs.models import Job


def can_cancel_job(user: User, job: Job) -> bool:
    """The person who asked for it."""
    return job.requested_by_id == user.pk
