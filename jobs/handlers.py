"""Which function does which kind of job. A room registers its own in `job_handlers.py`, loaded when the portal starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from jobs.models import Job

Handle = Callable[[Job], dict[str, Any] | None]

# Longer than the time limit of a task (CELERY_TASK_TIME_LIMIT): nobody takes over a job that still runs.
DEFAULT_LEASE = timedelta(minutes=15)


class UnknownJobKindError(LookupError):
    """No room of this portal handles the kind."""


@dataclass(frozen=True)
class Handler:
    """What does a kind of job, and how long it may stay silent before another worker takes over."""

    handle: Handle
    lease: timedelta


_HANDLERS: dict[str, Handler] = {}


def job_handler(kind: str, *, lease: timedelta = DEFAULT_LEASE) -> Callable[[Handle], Handle]:
    """Register the function for jobs of that kind. It takes the job and returns its result as JSON values.

    It may run twice, after its worker died half-way: it looks what is done already. Work that is short, or that calls
    `report_progress` often, may ask for a shorter lease and is then resumed sooner. A `ValidationError` ends the job
    with its message; anything else is tried again later.
    """

    def register(handle: Handle) -> Handle:
        _HANDLERS[kind] = Handler(handle, lease)
        return handle

    return register


def handler_for(kind: str) -> Handler:
    """Raises UnknownJobKindError."""
    try:
        return _HANDLERS[kind]
    except KeyError:
        raise UnknownJobKindError(f"Không có bộ phận nào làm việc loại “{kind}”.") from None
