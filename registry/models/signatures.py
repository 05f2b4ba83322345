"""Digitally signed files of issued documents."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from registry.enums import SignatureMeans, SignatureRole
from registry.models.documents import IssuedDocument


class SignedFile(models.Model):
    """The document's PDF with one more signature than the file before it; the last one is the signed document.

    A person signs first, then the organisation puts its seal (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 7c and 8). Facts of the
    certificate are kept as read when the signature was made; the verification page reads them from the file anew.
    """

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="signed_files")
    sequence = models.PositiveSmallIntegerField("lần ký")
    role = models.CharField("ký với tư cách", max_length=12, choices=SignatureRole)
    means = models.CharField("phương tiện ký", max_length=10, choices=SignatureMeans)
    file = models.FileField("tệp", upload_to="signed/%Y/%m", max_length=200)
    sha256 = models.CharField("mã băm tệp", max_length=64)
    signer_name = models.CharField("người ký", max_length=300)
    certificate_issuer = models.CharField("nơi cấp chứng thư số", max_length=500, blank=True)
    certificate_serial = models.CharField("số hiệu chứng thư số", max_length=100, blank=True)
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recorded_signatures")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bản ký số"
        verbose_name_plural = "bản ký số"
        ordering = ["document", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sequence"], name="signature_in_turn"),
            models.UniqueConstraint(
                fields=["document", "role"],
                name="signature_once_in_each_role",
                violation_error_message="Văn bản đã có chữ ký này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.signer_name}"
