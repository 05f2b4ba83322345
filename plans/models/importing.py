"""An uploaded plan under review: nothing of it counts before a person confirms."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission
from agencies.models import Agency, AgencyGroup, Province
from plans.enums import DraftState, ImportState, MatchKind, TaskRole
from plans.models.deadline import WithDeadline


class PlanImportQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Imports of the provinces in which the person may import plans."""
        return self.filter(province__in=user.province_ids(Permission.IMPORT_PLAN))


class PlanImport(models.Model):
    """One file and what was read from it. The same bytes are taken in once per province, unless the import was discarded.

    `parsed` is the JSON of documents.serialising; the source lines stay inside it, so that review needs no second reading.
    """

    province = models.ForeignKey(Province, models.PROTECT, related_name="plan_imports")
    file = models.FileField("tệp", upload_to="plan-imports/%Y/%m/")
    file_name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField("trạng thái", max_length=10, choices=ImportState, default=ImportState.READING)
    error = models.TextField("lý do không đọc được", blank=True)
    title = models.TextField("trích yếu", blank=True)
    parsed = models.JSONField(null=True, blank=True)
    header = models.JSONField("phần đầu văn bản đã rà soát", default=dict, blank=True)
    plan = models.OneToOneField(
        "plans.Plan", models.SET_NULL, null=True, blank=True, related_name="source_import", verbose_name="kế hoạch"
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="plan_imports")
    uploaded_at = models.DateTimeField("tải lên lúc")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="confirmed_imports"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập kế hoạch"
        verbose_name_plural = "các lần nhập kế hoạch"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "sha256"],
                condition=~Q(state__in=[ImportState.DISCARDED.value, ImportState.FAILED.value]),
                name="same_file_imported_once",
                violation_error_message="Văn bản này đã được nhập.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="import_confirmed_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name


class DraftTask(WithDeadline):
    """A task as proposed by the reader or typed by the coordinator, beside the source lines it comes from.

    `confidence` runs from 0 to 1. A row added by hand has no source lines (0, 0).
    """

    plan_import = models.ForeignKey(PlanImport, models.CASCADE, related_name="draft_tasks")
    order = models.PositiveIntegerField()
    provision_number = models.PositiveIntegerField(null=True, blank=True)
    section = models.CharField("mục", max_length=60, blank=True)
    text = models.TextField("nội dung nhiệm vụ")
    original_text = models.TextField("nội dung đọc được", blank=True)
    output = models.CharField("sản phẩm", max_length=500, blank=True)
    indices = models.JSONField("chỉ số", default=list, blank=True)
    state = models.CharField("quyết định", max_length=10, choices=DraftState, default=DraftState.PROPOSED)
    is_added_by_hand = models.BooleanField("thêm bằng tay", default=False)
    confidence = models.FloatField("độ chắc chắn", default=1.0)
    doubts = models.JSONField("điều còn ngờ", default=list, blank=True)
    first_line = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nhiệm vụ dự thảo"
        verbose_name_plural = "nhiệm vụ dự thảo"
        ordering = ["plan_import", "order"]

    def __str__(self) -> str:
        return self.text[:80]


class DraftTaskAgency(models.Model):
    """An agency name as written in the plan and what it was joined to: one agency, one group, or nothing yet."""

    draft_task = models.ForeignKey(DraftTask, models.CASCADE, related_name="agencies")
    role = models.CharField("vai trò", max_length=15, choices=TaskRole, default=TaskRole.LEAD)
    order = models.PositiveSmallIntegerField(default=0)
    name_written = models.CharField("tên theo văn bản", max_length=300)
    agency = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.ForeignKey(AgencyGroup, models.SET_NULL, null=True, blank=True, related_name="+")
    match = models.CharField("cách nhận ra", max_length=10, choices=MatchKind, default=MatchKind.NONE)

    class Meta:
        verbose_name = "cơ quan của nhiệm vụ dự thảo"
        verbose_name_plural = "cơ quan của nhiệm vụ dự thảo"
        ordering = ["draft_task", "role", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=True) | Q(group__isnull=True), name="draft_agency_or_group_not_both"
            )
        ]

    def __str__(self) -> str:
        return self.name_written
