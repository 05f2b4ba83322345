"""When a province reminds, and the record that it did."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Province
from assignments.models.assignment import Deliverable
from notifications.models import Message


class ReminderRule(models.Model):
    """Working days before (positive), on (0) or after (negative) the due date on which an owed duty is recalled.

    Without a province the rule holds for every province that has none of its own.
    """

    province = models.ForeignKey(Province, models.CASCADE, null=True, blank=True, related_name="reminder_rules")
    working_days_before = models.SmallIntegerField("số ngày làm việc trước hạn")
    is_active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "quy tắc nhắc việc"
        verbose_name_plural = "quy tắc nhắc việc"
        ordering = ["-working_days_before"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "working_days_before"],
                condition=Q(province__isnull=False),
                name="reminder_rule_once_per_province",
            ),
            models.UniqueConstraint(
                fields=["working_days_before"], condition=Q(province__isnull=True), name="reminder_rule_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.working_days_before} ngày làm việc trước hạn"


class Reminder(models.Model):
    """A duty was recalled to one person for one rule and due date; the unique row is what keeps a second run silent."""

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="reminders")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    message = models.ForeignKey(Message, models.CASCADE, related_name="reminders")
    working_days_before = models.SmallIntegerField()
    due_date = models.DateField("hạn được nhắc")
    remind_on = models.DateField("ngày nhắc")

    class Meta:
        verbose_name = "lần nhắc"
        verbose_name_plural = "các lần nhắc"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "recipient", "working_days_before", "due_date"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.deliverable}: {self.remind_on:%d/%m/%Y}"
