"""A person's unfinished work on a draft: kept with every change, so that a lost session loses nothing."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from registry.models.documents import IssuedDocument


class Edit(models.Model):
    """What one person has changed in a draft and not yet put into the register.

    `base_hash` is the content hash the work began from: another one in the document means that somebody else saved first.
    `position` is the step shown now; undo and redo move it. `revision` grows with every change, so that an act sent from a page
    that shows an older state is known as such.
    """

    document = models.ForeignKey(IssuedDocument, models.CASCADE, related_name="edits")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="document_edits")
    base_hash = models.CharField("mã băm nội dung gốc", max_length=64)
    position = models.PositiveIntegerField("bước đang xem", default=0)
    revision = models.PositiveIntegerField("lần thay đổi", default=0)
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản đang sửa"
        verbose_name_plural = "bản đang sửa"
        constraints = [models.UniqueConstraint(fields=["document", "editor"], name="one_edit_per_person")]

    def __str__(self) -> str:
        return f"{self.document} ({self.editor})"


class EditStep(models.Model):
    """The whole content after one change. `item` is the provision whose text was typed: typing in one go is one step."""

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField("bước")
    act = models.CharField("việc đã làm", max_length=60)
    item = models.CharField("mục được gõ chữ", max_length=40, blank=True)
    content = models.JSONField("nội dung")

    class Meta:
        verbose_name = "bước sửa"
        verbose_name_plural = "bước sửa"
        ordering = ["edit", "position"]
        constraints = [models.UniqueConstraint(fields=["edit", "position"], name="edit_step_in_turn")]

    def __str__(self) -> str:
        return f"{self.edit}: {self.act}"
