"""The portal's own pulse."""

from celery import shared_task
from django.utils import timezone

from config.health import SCHEDULER
from jobs.models import Heartbeat


@shared_task
def beat_alive() -> None:
    """Record that the scheduler asked and a worker answered; `/readyz` reads it."""
    Heartbeat.objects.update_or_create(name=SCHEDULER, defaults={"beaten_at": timezone.now()})
