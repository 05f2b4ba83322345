"""The truth of every background job: brokers may lose messages, these rows do not."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Province
from jobs.enums import JobState


class JobQuerySet(models.QuerySet):
    def visible_to(self, user: object) -> Self:
        """Jobs the person asked for."""
        return self.filter(requested_by=user)

    def runnable(self, at: datetime) -> Self:
        """Jobs nobody works on: due and waiting, or running on a lease that ran out (their worker died)."""
        return self.filter(
            Q(state=JobState.WAITING, next_attempt_at__lte=at) | Q(state=JobState.RUNNING, lease_until__lt=at)
        )


class Job(models.Model):
    """Slow work asked for in a transaction and done later by a worker.

    `key` makes the request idempotent: the same key asked twice is one job. `lease_until` is the moment after which
    another worker may take the job over. Progress counts `progress_done` of `progress_total` units.
    """

    kind = models.CharField("loại việc", max_length=60)
    key = models.CharField("khóa chống lặp", max_length=200, unique=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField("trạng thái", max_length=12, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField("lỗi", blank=True)
    province = models.ForeignKey(Province, models.CASCADE, null=True, blank=True, related_name="jobs")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"])]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def is_finished(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}

    @property
    def progress_percent(self) -> int:
        """Whole per cent done, 0 while the total is unknown."""
        return self.progress_done * 100 // self.progress_total if self.progress_total else 0


class Heartbeat(models.Model):
    """When a part of the portal last showed life; `/readyz` reports the scheduler's age from here."""

    name = models.CharField(max_length=40, unique=True)
    beaten_at = models.DateTimeField()

    class Meta:
        verbose_name = "nhịp hoạt động"
        verbose_name_plural = "nhịp hoạt động"

    def __str__(self) -> str:
        return self.name
