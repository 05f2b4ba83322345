"""The life of a background job: asked for, taken under a lease, done, tried again, given up, cancelled."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.models import Province
from jobs.enums import JobState
from jobs.handlers import UnknownJobKindError, handler_for
from jobs.models import Job
from jobs.permissions import can_cancel_job

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class JobAlreadyFinishedError(ValidationError):
    """The job has ended; there is nothing to cancel."""


class JobCancelledError(Exception):
    """Raised in the worker when the job it works on was cancelled or taken over."""


@transaction.atomic
def enqueue(
    *,
    kind: str,
    key: str,
    arguments: Mapping[str, Any],
    by: User | None,
    at: datetime,
    province: Province | None = None,
) -> Job:
    """Ask for a job in the caller's transaction; a worker starts it once that is committed.

    The same key asked twice is one job, whatever became of it.
    """
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "arguments": dict(arguments),
            "province": province,
            "requested_by": by,
            "requested_at": at,
            "next_attempt_at": at,
        },
    )
    if is_new:
        # A broker that is down must not undo what the person sees as done: the sweep finds the row.
        transaction.on_commit(partial(_dispatch, job.pk), robust=True)
    return job


@transaction.atomic
def claim(*, job_id: int, at: datetime) -> Job | None:
    """Take the job under a lease; None when it is not due, finished, or in other hands.

    A job whose workers died as often as it may be tried is given up here.
    """
    job = Job.objects.select_for_update(skip_locked=True, of=("self",)).runnable(at).filter(pk=job_id).first()
    if job is None:
        return None
    if job.attempts >= job.max_attempts:
        _give_up(job, "Việc bị ngắt giữa chừng quá nhiều lần.", at=at)
        return None
    job.state = JobState.RUNNING
    job.attempts += 1
    job.lease_until = at + _lease_of(job)
    job.save(update_fields=["state", "attempts", "lease_until"])
    return job


def complete(*, job: Job, result: Mapping[str, Any] | None, at: datetime) -> bool:
    """Record the result; False when the lease was lost meanwhile and somebody else's result counts."""
    values = {"state": JobState.DONE, "result": dict(result or {}), "error": "", "lease_until": None, "finished_at": at}
    return bool(_held(job).update(**values))


def retry_later(*, job: Job, reason: str, at: datetime) -> None:
    """Try again after a pause that doubles with each attempt; give up after the last."""
    if job.attempts >= job.max_attempts:
        _give_up(job, reason, at=at)
        return
    pause = min(FIRST_RETRY * 2 ** (job.attempts - 1), LONGEST_RETRY)
    _held(job).update(state=JobState.WAITING, next_attempt_at=at + pause, lease_until=None, error=reason)


def fail(*, job: Job, reason: str, at: datetime) -> None:
    """End the job without a further attempt."""
    _give_up(job, reason, at=at)


@transaction.atomic
def cancel(*, job_id: int, by: User, at: datetime) -> Job:
    """Stop a job: a waiting one never starts, a running one ends at its next report of progress.

    Raises PermissionDenied, JobAlreadyFinishedError.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job_id)
    require(can_cancel_job, by, job)
    if job.is_finished:
        raise JobAlreadyFinishedError("Việc này đã kết thúc, không cần hủy nữa.")
    job.state = JobState.CANCELLED
    job.lease_until = None
    job.finished_at = at
    job.save(update_fields=["state", "lease_until", "finished_at"])
    record_act(by, "hủy việc chạy nền", job, at=at, after={"kind": job.kind, "key": job.key})
    return job


def report_progress(*, job_id: int, done: int, total: int, at: datetime) -> None:
    """Record how far the running job is and renew its lease. Raises JobCancelledError when it no longer runs."""
    job = Job.objects.filter(pk=job_id, state=JobState.RUNNING).first()
    if job is None:
        raise JobCancelledError
    values = {"progress_done": done, "progress_total": total, "lease_until": at + _lease_of(job)}
    if not _held(job).update(**values):
        raise JobCancelledError


def unfinished_ids(*, at: datetime, limit: int = 200) -> list[int]:
    """Jobs nobody works on, the longest waiting first."""
    return list(Job.objects.runnable(at).order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:limit])


def _held(job: Job):
    """The row as long as this attempt still holds it: a worker that comes back late changes nothing."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _give_up(job: Job, reason: str, *, at: datetime) -> None:
    logger.warning("job %s (%s) given up: %s", job.pk, job.kind, reason)
    held = Job.objects.filter(pk=job.pk, state__in=UNFINISHED, attempts=job.attempts)
    held.update(state=JobState.FAILED, error=reason, lease_until=None, finished_at=at)


def _lease_of(job: Job) -> timedelta:
    try:
        return handler_for(job.kind).lease
    except UnknownJobKindError:
        return FIRST_RETRY


def _dispatch(job_id: int) -> None:
    # Tasks stand on services; imported late because asking for work is the one step the other way.
    from jobs.tasks import run_job

    run_job.delay(job_id=job_id)
