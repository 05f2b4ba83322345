"""A job slow enough to be interrupted; loaded by the worker that a test starts."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.utils import timezone

from jobs.handlers import job_handler
from jobs.models import Job
from jobs.services import report_progress


@job_handler("slow count", lease=timedelta(seconds=2))
def slow_count(job: Job) -> dict[str, Any]:
    """Counts to the number asked for, from where the worker before stopped."""
    total = job.arguments["total"]
    for done in range(job.progress_done + 1, total + 1):
        time.sleep(0.2)
        report_progress(job_id=job.pk, done=done, total=total, at=timezone.now())
    return {"attempt": job.attempts}
