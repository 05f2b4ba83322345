"""A deadline as the plan writes it and as the portal understands it; shared by draft and confirmed tasks."""

from __future__ import annotations

from django.db import models

from plans.enums import DeadlineKind


class WithDeadline(models.Model):
    """`deadline_value` has the forms of docs/contracts.md ("2024-01-15", "2025-Q4", "quarterly"); `due_date` is the last day to act."""

    deadline_kind = models.CharField("loại thời hạn", max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE)
    deadline_value = models.CharField("giá trị thời hạn", max_length=80, blank=True)
    deadline_text = models.CharField("thời hạn theo văn bản", max_length=300, blank=True)
    due_date = models.DateField("hạn cuối", null=True, blank=True)

    class Meta:
        abstract = True
