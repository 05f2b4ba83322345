"""An agency's answer, version by version, and the files that prove it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from assignments.models.assignment import Deliverable


class Submission(models.Model):
    """One answer to a deliverable. Versions count from 1; an earlier one is kept as it was when returned or withdrawn."""

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="submissions")
    version = models.PositiveSmallIntegerField("lần nộp")
    text = models.TextField("kết quả thực hiện")
    document_number = models.CharField("số, ký hiệu văn bản", max_length=80, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="submissions")
    submitted_at = models.DateTimeField("nộp lúc")
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reviewed_submissions"
    )
    reviewed_at = models.DateTimeField("duyệt/trả lúc", null=True, blank=True)
    is_accepted = models.BooleanField("được duyệt", null=True, blank=True)
    review_note = models.TextField("ý kiến", blank=True)

    class Meta:
        verbose_name = "lần nộp"
        verbose_name_plural = "các lần nộp"
        ordering = ["deliverable", "version"]
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "version"], name="submission_version_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="submission_reviewed_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliverable}, lần {self.version}"


class StoredFile(models.Model):
    """A file kept once, whatever number of proofs it serves. Its type is told from the content, not from the name."""

    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField("tệp", upload_to="evidence/%Y/%m/")
    media_type = models.CharField("loại nội dung", max_length=120)
    size = models.PositiveBigIntegerField("dung lượng (byte)")

    class Meta:
        verbose_name = "tệp lưu"
        verbose_name_plural = "tệp lưu"

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size} byte"


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Evidence of the duties the person may see."""
        return self.filter(deliverable__in=Deliverable.objects.visible_to(user).values("pk"))


class Evidence(models.Model):
    """A proof attached to a duty: a file, with the section and page that prove it. Frozen with the submission it belongs to.

    `submission` is null while the proof waits for the answer to be handed in.
    """

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="evidence")
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, blank=True, related_name="evidence")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uses")
    file_name = models.CharField("tên tệp", max_length=255)
    section = models.CharField("mục", max_length=120, blank=True)
    page = models.CharField("trang", max_length=40, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence")
    uploaded_at = models.DateTimeField("tải lên lúc")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["deliverable", "pk"]

    def __str__(self) -> str:
        return self.file_name
