"""Printed files."""

from __future__ import annotations

from django.db import models

from registry.enums import FileFormat


class Rendition(models.Model):
    """A printed file. Equal content under an equal layout is printed once, whoever asks for it.

    `findings` is what the checker said of the file when it was printed (`RuleFinding.as_json`), shown wherever the file is.
    `signature_box` is where a PDF is signed (`documents.rendering.SignatureBox`), None where no signer is named.
    """

    content_hash = models.CharField("mã băm nội dung", max_length=64)
    layout_version = models.CharField("phiên bản trình bày", max_length=16)
    format = models.CharField("định dạng", max_length=4, choices=FileFormat)
    file = models.FileField("tệp", upload_to="renditions/%Y/%m", max_length=200)
    sha256 = models.CharField("mã băm tệp", max_length=64)
    pages = models.PositiveIntegerField("số trang", null=True, blank=True)
    findings = models.JSONField("điểm sai thể thức", default=list, blank=True)
    signature_box = models.JSONField("chỗ ký", null=True, blank=True)
    created_at = models.DateTimeField("in lúc")

    class Meta:
        verbose_name = "bản in"
        verbose_name_plural = "bản in"
        constraints = [
            models.UniqueConstraint(fields=["content_hash", "layout_version", "format"], name="rendition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()} {self.content_hash[:12]}"
