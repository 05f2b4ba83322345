"""A plan as issued: its document, its outline, the tasks it orders and to whom."""

from __future__ import annotations

from textwrap import shorten
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from agencies.fields import SearchKeyField
from agencies.models import Agency, AgencyGroup, Province
from indices.models import Criterion, Index
from plans.enums import PlanState, TaskRole
from plans.models.deadline import WithDeadline


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Plans of the person's provinces; a draft only for those who may import or issue plans there."""
        drafting = user.province_ids(Permission.IMPORT_PLAN) | user.province_ids(Permission.ISSUE_PLAN)
        return self.filter(Q(province__in=drafting) | Q(province__in=user.province_ids()) & ~Q(state=PlanState.DRAFT))


class Plan(models.Model):
    """A Kế hoạch of the province. `document` is the whole official document (documents.document_json), ready to print.

    `effective_on` is the date of issue, or for a draft the first day of the month it was dated: the day for which agency
    groups are resolved.
    """

    province = models.ForeignKey(Province, models.PROTECT, related_name="plans")
    issuer = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="issued_plans")
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("ngày xác định cơ quan")
    place = models.CharField("địa danh", max_length=80, blank=True)
    title = models.TextField("trích yếu")
    year = models.PositiveSmallIntegerField("năm")
    indices = models.ManyToManyField(Index, blank=True, related_name="plans", verbose_name="chỉ số")
    state = models.CharField("trạng thái", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    document = models.JSONField("văn bản")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="next_plans")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="created_plans")
    created_at = models.DateTimeField("lập lúc")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="released_plans"
    )
    released_at = models.DateTimeField("giao việc lúc", null=True, blank=True)
    search_key = SearchKeyField(of="title", max_length=1000)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "symbol", "number", "year"],
                condition=~Q(number=""),
                name="plan_number_once_per_year",
                violation_error_message="Tỉnh đã có kế hoạch mang số, ký hiệu này trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT.value) | Q(released_at__isnull=False),
                name="issued_plan_has_release_moment",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | Q(released_at__isnull=False), name="plan_released_by_and_at"
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch {self.number_and_symbol}" if self.number else shorten(self.title, 80, placeholder="…")

    def get_absolute_url(self) -> str:
        return reverse("plans:plan_detail", args=[self.pk])

    @property
    def number_and_symbol(self) -> str:
        """ "129/KH-UBND", or "…/KH-UBND" while the number is blank."""
        return f"{self.number or '…'}/{self.symbol}"

    @property
    def citation(self) -> str:
        """The plan as a sentence cites it: number and title, or the title alone while the number is blank."""
        return f"{self} “{self.title}”" if self.number else f"Kế hoạch “{self.title}”"


class Provision(models.Model):
    """A provision of the plan's outline, in document order; lines point into the imported text."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="provisions")
    number = models.PositiveIntegerField("thứ tự")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    kind = models.CharField("cấp", max_length=12)
    marker = models.CharField("ký hiệu đầu mục", max_length=20, blank=True)
    text = models.TextField("nội dung")
    first_line = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "mục của kế hoạch"
        verbose_name_plural = "mục của kế hoạch"
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="provision_number_once_per_plan")]

    def __str__(self) -> str:
        return f"{self.marker} {self.text[:80]}".strip()


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Tasks of the plans the person may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))


class Task(WithDeadline):
    """An order as written in the plan. Who answers it, by when and how it went stands in the room above."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    provision = models.ForeignKey(Provision, models.SET_NULL, null=True, blank=True, related_name="tasks")
    order = models.PositiveIntegerField("thứ tự")
    section = models.CharField("mục", max_length=60, blank=True)
    text = models.TextField("nội dung nhiệm vụ")
    output = models.CharField("sản phẩm", max_length=500, blank=True)
    indices = models.ManyToManyField(Index, blank=True, related_name="tasks", verbose_name="chỉ số")
    criteria = models.ManyToManyField(Criterion, blank=True, related_name="tasks", verbose_name="nội dung, lĩnh vực")
    search_key = SearchKeyField(of="text", max_length=4000)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="task_order_once_per_plan")]

    def __str__(self) -> str:
        return self.text[:120]

    def get_absolute_url(self) -> str:
        return reverse("plans:task_detail", args=[self.pk])


class TaskAgency(models.Model):
    """The plan names an agency or a group for the task; `name_written` keeps the plan's own words."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="agencies")
    role = models.CharField("vai trò", max_length=15, choices=TaskRole)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="ordered_tasks")
    group = models.ForeignKey(AgencyGroup, models.PROTECT, null=True, blank=True, related_name="ordered_tasks")
    name_written = models.CharField("tên theo văn bản", max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "cơ quan được giao"
        verbose_name_plural = "cơ quan được giao"
        ordering = ["task", "role", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=True) | Q(group__isnull=True), name="task_agency_or_group_not_both"
            )
        ]

    def __str__(self) -> str:
        return self.name_written


class Measure(models.Model):
    """An action of the plan with nobody named, kept under the dimension it serves until somebody is made responsible."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures")
    provision = models.ForeignKey(Provision, models.SET_NULL, null=True, blank=True, related_name="measures")
    order = models.PositiveIntegerField("thứ tự")
    text = models.TextField("nội dung")
    dimension = models.CharField("nội dung chỉ số", max_length=300)
    criterion = models.ForeignKey(Criterion, models.SET_NULL, null=True, blank=True, related_name="measures")
    proposed_lead = models.JSONField("cơ quan được đề xuất", default=list, blank=True)

    class Meta:
        verbose_name = "giải pháp"
        verbose_name_plural = "giải pháp"
        ordering = ["plan", "order"]

    def __str__(self) -> str:
        return self.text[:120]
