"""Conferences called by a plan: time and place, delegates by group, programme, presentation papers."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from agencies.models import Agency, Province
from conferences.enums import ConferenceFormat
from indices.models import Index
from plans.models import Plan


class ConferenceQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Conferences of the plans the person may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user).values("pk"))


class Conference(models.Model):
    """A conference as its plan orders it. `month` ("2022-07") stands while the day is still open."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="conferences")
    plan = models.OneToOneField(Plan, models.CASCADE, related_name="conference")
    name = models.TextField("tên hội nghị")
    held_on = models.DateField("ngày họp", null=True, blank=True)
    month = models.CharField("tháng dự kiến", max_length=7, blank=True)
    start_time = models.TimeField("giờ khai mạc", null=True, blank=True)
    time_written = models.CharField("thời gian theo văn bản", max_length=300, blank=True)
    format = models.CharField("hình thức", max_length=10, choices=ConferenceFormat, default=ConferenceFormat.IN_PERSON)
    venue = models.CharField("địa điểm", max_length=300, blank=True)
    remote_venues = models.JSONField("điểm cầu", default=list, blank=True)
    chair = models.CharField("chủ trì", max_length=300, blank=True)
    funding = models.TextField("kinh phí", blank=True)
    delegate_count = models.PositiveIntegerField("số đại biểu dự kiến", null=True, blank=True)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "hội nghị"
        verbose_name_plural = "hội nghị"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.name[:120]

    def get_absolute_url(self) -> str:
        return reverse("conferences:conference_detail", args=[self.pk])


class DelegateGroup(models.Model):
    """A group of delegates in the plan's own words."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="delegate_groups")
    order = models.PositiveSmallIntegerField()
    text = models.TextField("thành phần")

    class Meta:
        verbose_name = "thành phần tham dự"
        verbose_name_plural = "thành phần tham dự"
        ordering = ["conference", "order"]

    def __str__(self) -> str:
        return self.text


class AgendaItem(models.Model):
    """A row of the programme; `level` 1 belongs to the numbered row before it. Times are null where the plan gives none."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    start_time = models.TimeField("bắt đầu", null=True, blank=True)
    end_time = models.TimeField("kết thúc", null=True, blank=True)
    content = models.TextField("nội dung")
    owner_written = models.CharField("thực hiện", max_length=300, blank=True)

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "chương trình"
        ordering = ["conference", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False), name="agenda_end_needs_start"
            )
        ]

    def __str__(self) -> str:
        return self.content[:120]


class Paper(models.Model):
    """A presentation paper (tham luận) asked of an agency on one topic."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="papers")
    agency_written = models.CharField("đơn vị tham luận", max_length=300)
    topic = models.TextField("nội dung tham luận")
    index = models.ForeignKey(Index, models.SET_NULL, null=True, blank=True, related_name="papers")

    class Meta:
        verbose_name = "tham luận"
        verbose_name_plural = "tham luận"
        ordering = ["conference", "order"]

    def __str__(self) -> str:
        return f"{self.agency_written}: {self.topic[:80]}"
