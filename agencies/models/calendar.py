"""The working calendar: what the law's weekly pattern and the holidays library cannot know."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.enums import DayKind
from agencies.models.territory import Province


class CalendarDay(models.Model):
    """A day off or a swapped working day that overrides the holidays library; without a province it holds everywhere."""

    province = models.ForeignKey(Province, models.CASCADE, null=True, blank=True, related_name="calendar_days")
    day = models.DateField("ngày")
    kind = models.CharField("loại ngày", max_length=10, choices=DayKind)
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày đặc biệt"
        verbose_name_plural = "ngày đặc biệt"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "day"], condition=Q(province__isnull=False), name="calendar_day_once_per_province"
            ),
            models.UniqueConstraint(
                fields=["day"], condition=Q(province__isnull=True), name="calendar_day_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.get_kind_display()}"
