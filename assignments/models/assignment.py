"""An agency's part in a task, and what it owes for it by one date."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from agencies.models import Agency, Province
from assignments.enums import OWED_STATES, AssignmentRole, DeliverableState, DutyStatus
from plans.models import Task


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Assignments of the person's own agencies and those they follow, and of provinces where all duties are open to the person."""
        own = Agency.objects.answered_by(user.agency_ids(), on=timezone.localdate())
        return self.filter(
            Q(province__in=user.province_ids(Permission.VIEW_ALL_DUTIES)) | Q(agency__in=own.values("pk"))
        )


class Assignment(models.Model):
    """One agency's part in one task, as lead or coordinating agency. Groups have been resolved to their members."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="assignments")
    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assignments")
    role = models.CharField("vai trò", max_length=15, choices=AssignmentRole)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        ordering = ["task", "role", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "agency"], name="agency_assigned_once_per_task")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.task}"


# The four places a duty that still counts can be in; waived and cancelled duties are in none of them.
IS_DONE_ON_TIME = Q(state=DeliverableState.ACCEPTED) & (Q(due_date__isnull=True) | Q(submitted_on__lte=F("due_date")))
IS_DONE_LATE = Q(state=DeliverableState.ACCEPTED, submitted_on__gt=F("due_date"))


def is_overdue(on: date) -> Q:
    """Owed and past the due date on that day."""
    return Q(state__in=OWED_STATES, due_date__lt=on)


def is_running(on: date) -> Q:
    """Handed in and waiting for review, or owed and not past the due date on that day."""
    return Q(state=DeliverableState.SUBMITTED) | Q(state__in=OWED_STATES) & (
        Q(due_date__isnull=True) | Q(due_date__gte=on)
    )


class DeliverableQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Duties of the assignments the person may see."""
        return self.filter(assignment__in=Assignment.objects.visible_to(user).values("pk"))

    def answerable_by(self, user: User) -> Self:
        """Duties the person may answer for the own agency or one it follows."""
        own = Agency.objects.answered_by(user.agency_ids(Permission.ANSWER_DUTY), on=timezone.localdate())
        return self.filter(assignment__agency__in=own.values("pk"))

    def owed(self) -> Self:
        """The agency still has to act."""
        return self.filter(state__in=OWED_STATES)

    def overdue(self, *, on: date) -> Self:
        """Owed and past the due date; a submission waiting for review is not overdue, a returned one is."""
        return self.filter(is_overdue(on))

    def done(self) -> Self:
        return self.filter(state=DeliverableState.ACCEPTED)

    def done_on_time(self) -> Self:
        """Accepted, and handed in by the due date (or without one)."""
        return self.filter(IS_DONE_ON_TIME)

    def done_late(self) -> Self:
        return self.filter(IS_DONE_LATE)

    def running(self, *, on: date) -> Self:
        """Neither done, nor stopped, nor overdue: open before the due date, or waiting for review."""
        return self.filter(is_running(on))

    def counts(self, *, on: date) -> dict[str, models.Count]:
        """The four counts of a dashboard as aggregates: the same conditions that filter a list count in a table."""
        return {
            "done_on_time": models.Count("pk", filter=IS_DONE_ON_TIME),
            "done_late": models.Count("pk", filter=IS_DONE_LATE),
            "running": models.Count("pk", filter=is_running(on)),
            "overdue": models.Count("pk", filter=is_overdue(on)),
        }

    def with_status(self, status: str, *, on: date, due_soon_until: date) -> Self:
        """Duties of one DutyStatus, by the rules of assignments.status.

        "returned" also keeps answers returned whose date has passed since, which people see as overdue. "running",
        "done" and "owed" are wider words of the same list.
        """
        open_later = Q(state=DeliverableState.OPEN) & (Q(due_date__isnull=True) | Q(due_date__gt=due_soon_until))
        untouched = Q(progress_percent__isnull=True) | Q(progress_percent=0)
        conditions = {
            DutyStatus.NOT_STARTED: open_later & untouched,
            DutyStatus.IN_PROGRESS: open_later & ~untouched,
            DutyStatus.DUE_SOON: Q(state=DeliverableState.OPEN, due_date__gte=on, due_date__lte=due_soon_until),
            DutyStatus.OVERDUE: is_overdue(on),
            DutyStatus.SUBMITTED: Q(state=DeliverableState.SUBMITTED),
            DutyStatus.RETURNED: Q(state=DeliverableState.RETURNED),
            DutyStatus.DONE_ON_TIME: IS_DONE_ON_TIME,
            DutyStatus.DONE_LATE: IS_DONE_LATE,
            DutyStatus.STOPPED: Q(state__in=[DeliverableState.WAIVED, DeliverableState.CANCELLED]),
            "running": is_running(on),
            "done": Q(state=DeliverableState.ACCEPTED),
            "owed": Q(state__in=OWED_STATES),
        }
        return self.filter(conditions[status])

    def by_urgency(self) -> Self:
        """What is owed first, by due date, undated last."""
        return self.annotate(
            urgency=models.Case(
                models.When(state__in=OWED_STATES, then=0),
                models.When(state=DeliverableState.SUBMITTED, then=1),
                default=2,
                output_field=models.PositiveSmallIntegerField(),
            )
        ).order_by("urgency", F("due_date").asc(nulls_last=True), "pk")


class Deliverable(models.Model):
    """What one agency owes by one date for its assignment; recurring orders make one per period.

    Two clocks: `submitted_on` is the day of the submission that counts, `accepted_at` its acceptance. Late is computed.
    `progress_percent` null means nothing was reported, which is not zero.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="deliverables")
    period = models.CharField("kỳ", max_length=40, blank=True)
    due_date = models.DateField("hạn", null=True, blank=True)
    original_due_date = models.DateField("hạn ban đầu", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=DeliverableState, default=DeliverableState.OPEN)
    progress_percent = models.PositiveSmallIntegerField(
        "tiến độ (%)", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    progress_note = models.TextField("tình hình thực hiện", blank=True)
    progress_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField("nộp ngày", null=True, blank=True)
    accepted_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="accepted_deliverables"
    )
    return_reason = models.TextField("lý do trả lại", blank=True)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ phải nộp"
        verbose_name_plural = "nhiệm vụ phải nộp"
        ordering = ["due_date", "pk"]
        indexes = [models.Index(fields=["state", "due_date"])]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "period"], name="deliverable_once_per_period"),
            models.CheckConstraint(
                condition=Q(progress_percent__isnull=True) | Q(progress_percent__lte=100),
                name="progress_at_most_100",
                violation_error_message="Tiến độ từ 0 đến 100 %.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="deliverable_accepted_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliverableState.RETURNED.value) | ~Q(return_reason=""),
                name="return_has_a_reason",
                violation_error_message="Trả lại phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}{f' ({self.period})' if self.period else ''}"

    def get_absolute_url(self) -> str:
        return reverse("assignments:deliverable_detail", args=[self.pk])
