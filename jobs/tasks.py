"""Entry points of the worker. Each may run twice for the same row; the lease decides who works."""

from __future__ import annotations

import logging
from types import TracebackType

from celery import shared_task
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobs.handlers import UnknownJobKindError, handler_for
from jobs.models import Job
from jobs.services import JobCancelledError, claim, complete, fail, retry_later, unfinished_ids

logger = logging.getLogger(__name__)


class _Attempt:
    """One attempt at a job: whatever goes wrong inside ends in the job's row, where the person can read it."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None or not isinstance(error, Exception):
            return False  # a worker told to stop leaves the lease to run out
        at = timezone.now()
        if isinstance(error, JobCancelledError):
            logger.info("job %s was cancelled", self.job.pk)
        elif isinstance(error, ValidationError):
            fail(job=self.job, reason=" ".join(error.messages), at=at)
        elif isinstance(error, UnknownJobKindError):
            fail(job=self.job, reason=str(error), at=at)
        else:
            logger.error("job %s (%s) failed", self.job.pk, self.job.kind, exc_info=error)
            retry_later(job=self.job, reason=f"{type(error).__name__}: {error}", at=at)
        return True


@shared_task
def run_job(*, job_id: int) -> None:
    """Do the job unless it is done, cancelled or in other hands."""
    job = claim(job_id=job_id, at=timezone.now())
    if job is None:
        return
    with _Attempt(job):
        result = handler_for(job.kind).handle(job)
        complete(job=job, result=result, at=timezone.now())


@shared_task
def sweep_jobs() -> int:
    """Start again what brokers and killed workers lost; runs every minute. Returns how many were started."""
    waiting = unfinished_ids(at=timezone.now())
    for job_id in waiting:
        run_job.delay(job_id=job_id)
    return len(waiting)
