"""What the clock asks of this room. Runs often: a reminder already written is not written again."""

from dataclasses import asdict

from celery import shared_task
from django.utils import timezone

from assignments.services.reminders import remind


@shared_task
def send_reminders() -> dict[str, int]:
    """Write today's reminders and those of days on which nothing ran."""
    at = timezone.now()
    return asdict(remind(on=timezone.localdate(at), at=at))
