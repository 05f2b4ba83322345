"""One document printed for many people: personal invitations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.roles import Permission
from documents.composing.invitation import Invitee
from documents.document_json import document_from_json
from documents.official import OfficialDocument
from documents.vietnamese import search_key
from jobs.models import Job
from registry.enums import BatchItemState
from registry.models.documents import IssuedDocument

if TYPE_CHECKING:
    from accounts.models import User


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Batches of the provinces in which the person prepares or issues documents."""
        preparing = user.province_ids(Permission.IMPORT_PLAN) | user.province_ids(Permission.ISSUE_PLAN)
        return self.filter(document__province__in=preparing)


class Batch(models.Model):
    """A print run of personal copies of one document, one for each invitee; workers print it in parts."""

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="batches")
    content_hash = models.CharField("mã băm nội dung", max_length=64)
    content = models.JSONField("nội dung lúc in")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches")
    created_at = models.DateTimeField("lập lúc")
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cancelled_batches"
    )
    cancelled_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    jobs = models.ManyToManyField(Job, blank=True, related_name="batches")
    joined_file = models.FileField("tệp in chung", upload_to="batches/%Y/%m", max_length=200, blank=True)
    archive_file = models.FileField("tệp nén", upload_to="batches/%Y/%m", max_length=200, blank=True)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt in giấy mời"
        verbose_name_plural = "đợt in giấy mời"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_by__isnull=True, cancelled_at__isnull=True)
                | Q(cancelled_by__isnull=False, cancelled_at__isnull=False),
                name="batch_cancelled_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.created_at:%d/%m/%Y %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("registry:batch_detail", args=[self.pk])

    @property
    def official(self) -> OfficialDocument:
        """The document as it was when the printing was asked for."""
        return document_from_json(self.content)


class BatchItem(models.Model):
    """One personal copy: the invitee as printed, and the file once it is there."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField("thứ tự")
    honorific = models.CharField("danh xưng", max_length=40, blank=True)
    name = models.CharField("họ và tên", max_length=200)
    post = models.CharField("chức vụ", max_length=300, blank=True)
    organisation = models.CharField("cơ quan", max_length=300, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=BatchItemState, default=BatchItemState.WAITING)
    error = models.TextField("lỗi", blank=True)
    file = models.FileField("tệp", upload_to="batches/%Y/%m", max_length=200, blank=True)
    sha256 = models.CharField("mã băm tệp", max_length=64, blank=True)
    pages = models.PositiveIntegerField("số trang", null=True, blank=True)
    findings = models.JSONField("điểm sai thể thức", default=list, blank=True)

    class Meta:
        verbose_name = "giấy mời"
        verbose_name_plural = "giấy mời"
        ordering = ["batch", "order"]
        constraints = [models.UniqueConstraint(fields=["batch", "order"], name="batch_item_in_turn")]
        indexes = [models.Index(fields=["batch", "state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def invitee(self) -> Invitee:
        return Invitee(self.honorific, self.name, self.post, self.organisation)

    @property
    def file_name(self) -> str:
        """ "001-Nguyen-Van-A.pdf": the name in letters every system can store."""
        words = re.sub(r"[^a-z0-9]+", " ", search_key(self.name)).split()
        return "-".join([f"{self.order:03}", *(word.capitalize() for word in words)])[:80] + ".pdf"
