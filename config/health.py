"""Whether the portal lives and can do its work, for a load balancer or a watchdog. Tells strangers no detail."""

import logging
import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from jobs.models import Heartbeat

logger = logging.getLogger(__name__)

SCHEDULER = "scheduler"
# The scheduler beats every minute; three missed beats are a fault, one is a busy worker.
SCHEDULER_MAX_AGE = timedelta(minutes=3)


class PartDownError(Exception):
    """A part of the portal does not answer; the message is for the log."""


def check_database() -> None:
    """One round trip to the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise PartDownError(str(error)) from error


def check_broker() -> None:
    """The broker takes messages."""
    if current_app.conf.broker_url.startswith("filesystem://"):
        _check_writable(Path(current_app.conf.broker_transport_options["data_folder_out"]))
        return
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError) as error:
        raise PartDownError(str(error)) from error


def check_storage() -> None:
    """Evidence and printed documents can be written."""
    _check_writable(Path(settings.MEDIA_ROOT))


def check_scheduler() -> None:
    """Scheduler and worker have both done something lately."""
    try:
        beaten_at = Heartbeat.objects.values_list("beaten_at", flat=True).filter(name=SCHEDULER).first()
    except DatabaseError as error:
        raise PartDownError(str(error)) from error
    if beaten_at is None:
        raise PartDownError("no beat yet")
    age = timezone.now() - beaten_at
    if age > SCHEDULER_MAX_AGE:
        raise PartDownError(f"last beat {age} ago")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "broker": check_broker,
    "storage": check_storage,
    "scheduler": check_scheduler,
}


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; touches nothing else."""
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when every part works, else 503; `ok` or `fail` for each part, the reason only in the log."""
    parts = {name: _state(name, check) for name, check in CHECKS.items()}
    ready = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ok" if ready else "fail", **parts}, status=200 if ready else 503)


def _state(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except PartDownError as error:
        logger.warning("not ready: %s: %s", name, error)
        return "fail"
    return "ok"


def _check_writable(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ok")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise PartDownError(str(error)) from error
