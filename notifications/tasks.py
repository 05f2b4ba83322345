"""Entry point of the worker for mail; may run twice at once, the lease of each message decides who sends it."""

from celery import shared_task
from django.utils import timezone

from notifications.services.sending import send_due


@shared_task
def send_due_messages() -> int:
    """Send what is due now. Returns how many left."""
    return send_due(at=timezone.now()).sent
