"""Types of documents, documents from draft to issue, and their yearly numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.roles import Permission
from agencies.fields import SearchKeyField
from agencies.models import Agency, Province
from documents.document_json import document_from_json, json_hash
from documents.official import OfficialDocument
from registry.enums import TRANSITIONS, DocumentState

if TYPE_CHECKING:
    from accounts.models import User


class DocumentType(models.Model):
    """A type of administrative document with its code of Phụ lục III (Nghị định 30/2020/NĐ-CP). "CV" and "PL" are keys only."""

    code = models.CharField("mã", max_length=10, unique=True)
    name = models.CharField("tên loại", max_length=100)
    name_en = models.CharField("tên tiếng Anh", max_length=100, blank=True)
    has_type_line = models.BooleanField("in tên loại", default=True)
    example_number = models.CharField("ví dụ số, ký hiệu", max_length=60, blank=True)

    class Meta:
        verbose_name = "loại văn bản"
        verbose_name_plural = "loại văn bản"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class DocumentFrozen(ValidationError):
    """An issued document was about to be changed or deleted."""

    def __init__(self) -> None:
        super().__init__(
            "Văn bản đã ban hành không sửa, không xóa được. Hãy lập văn bản đính chính hoặc văn bản thay thế."
        )


# What stands on paper or in the register book: nobody changes it once the document is issued.
FROZEN_FIELDS = (
    "province_id",
    "issuer_id",
    "type_id",
    "title",
    "content",
    "content_hash",
    "state",
    "year",
    "sequence_number",
    "symbol",
    "issued_on",
    "corrects_id",
    "issued_by_id",
    "issued_at",
)


class IssuedDocumentQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Issued documents of the person's provinces; unissued ones only for those who prepare or issue them there."""
        preparing = user.province_ids(Permission.IMPORT_PLAN) | user.province_ids(Permission.ISSUE_PLAN)
        return self.filter(Q(province__in=preparing) | Q(province__in=user.province_ids(), state=DocumentState.ISSUED))

    def without_content(self) -> Self:
        """Rows for lists: the whole paper and the words it is searched by stay in the database."""
        return self.defer("content", "body_key")

    def update(self, **values: object) -> int:
        """Raises DocumentFrozen when it would change what an issued document says."""
        frozen = {*FROZEN_FIELDS, *(name.removesuffix("_id") for name in FROZEN_FIELDS)}
        if frozen & values.keys() and self.filter(state=DocumentState.ISSUED).exists():
            raise DocumentFrozen
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises DocumentFrozen when an issued document is among the rows."""
        if self.filter(state=DocumentState.ISSUED).exists():
            raise DocumentFrozen
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class IssuedDocument(models.Model):
    """An official document on its way from draft to issue. Its content is frozen when it is issued.

    A mistake found later is put right by a new document that names the old one in `corrects`. `content` is the whole
    OfficialDocument as JSON, `content_hash` finds its printed files.
    """

    province = models.ForeignKey(Province, models.PROTECT, related_name="documents")
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="documents", verbose_name="cơ quan ban hành")
    type = models.ForeignKey(DocumentType, models.PROTECT, related_name="documents", verbose_name="loại")
    title = models.TextField("trích yếu")
    content = models.JSONField("nội dung")
    content_hash = models.CharField("mã băm nội dung", max_length=64)
    state = models.CharField("trạng thái", max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    sequence_number = models.PositiveIntegerField("số", null=True, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="created_documents")
    created_at = models.DateTimeField("lập lúc")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="submitted_documents"
    )
    submitted_at = models.DateTimeField("trình lúc", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approved_documents"
    )
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="documents_issued_by"
    )
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    search_key = SearchKeyField(of="title", max_length=1000)
    # Number, title and every word of the text without diacritics; written with the content.
    body_key = models.TextField(editable=False, default="")

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "type", "year", "sequence_number"],
                condition=Q(sequence_number__isnull=False),
                name="document_number_once_per_year",
                violation_error_message="Số văn bản này đã cấp trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="document_submitted_pair",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="document_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True, issued_at__isnull=True)
                | Q(issued_by__isnull=False, issued_at__isnull=False),
                name="document_issued_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.ISSUED.value)
                | Q(
                    year__isnull=False, sequence_number__isnull=False, issued_on__isnull=False, issued_at__isnull=False
                ),
                name="issued_document_has_number_and_date",
                violation_error_message="Văn bản đã ban hành phải có số và ngày.",
            ),
        ]

    def __str__(self) -> str:
        if self.sequence_number is None:
            return f"{self.type} (dự thảo): {self.title[:80]}"
        return f"{self.type} số {self.number_and_symbol}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises DocumentFrozen when what is stored was issued and something on paper would change."""
        if self.pk is not None and not self._state.adding:
            stored = (
                IssuedDocument.objects.filter(pk=self.pk, state=DocumentState.ISSUED).values(*FROZEN_FIELDS).first()
            )
            if stored is not None and any(getattr(self, name) != value for name, value in stored.items()):
                raise DocumentFrozen
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("registry:document_detail", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises DocumentFrozen once the document is issued."""
        if IssuedDocument.objects.filter(pk=self.pk, state=DocumentState.ISSUED).exists():
            raise DocumentFrozen
        return super().delete(*args, **kwargs)

    @property
    def has_stored_hash(self) -> bool:
        """True while the stored content is the one its hash was taken of."""
        return json_hash(self.content) == self.content_hash

    @property
    def number_and_symbol(self) -> str:
        """ "08/KH-UBND", or "/KH-UBND" while the number is not given."""
        number = "" if self.sequence_number is None else f"{self.sequence_number:02d}"
        return f"{number}/{self.symbol}"

    @property
    def subject(self) -> str:
        """The title as lists show it; that of an official letter opens with "V/v"."""
        return self.title if self.type.has_type_line else f"V/v {self.title}"

    @property
    def short_name(self) -> str:
        """ "08/KH-UBND", or "Dự thảo" while the number is not given."""
        return "Dự thảo" if self.sequence_number is None else self.number_and_symbol

    @property
    def official(self) -> OfficialDocument:
        """The document ready to print."""
        return document_from_json(self.content)

    def can_become(self, state: DocumentState) -> bool:
        return state in TRANSITIONS[DocumentState(self.state)]


class NumberSequence(models.Model):
    """The number register of one issuer and type for one year; starts at 1 on 1 January (Phụ lục I, mục II khoản 3)."""

    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="number_sequences")
    type = models.ForeignKey(DocumentType, models.PROTECT, related_name="number_sequences")
    year = models.PositiveSmallIntegerField("năm")
    last_number = models.PositiveIntegerField("số đã cấp gần nhất", default=0)

    class Meta:
        verbose_name = "sổ cấp số"
        verbose_name_plural = "sổ cấp số"
        constraints = [models.UniqueConstraint(fields=["issuer", "type", "year"], name="number_sequence_once")]

    def __str__(self) -> str:
        return f"{self.issuer}, {self.type}, {self.year}: {self.last_number}"


class OutsideNumbers(models.Model):
    """A run of numbers that the issuer gave on paper: before the portal was put to use, or while it stood still.

    The register goes on after `last_number`; the register book shows the run with its reason instead of a gap.
    """

    sequence = models.ForeignKey(NumberSequence, models.PROTECT, related_name="outside_numbers")
    first_number = models.PositiveIntegerField("từ số")
    last_number = models.PositiveIntegerField("đến số")
    reason = models.TextField("lý do")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recorded_outside_numbers")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "số cấp ngoài cổng"
        verbose_name_plural = "số cấp ngoài cổng"
        ordering = ["sequence", "first_number"]
        constraints = [
            models.UniqueConstraint(fields=["sequence", "first_number"], name="outside_numbers_once"),
            models.CheckConstraint(
                condition=Q(first_number__lte=models.F("last_number")), name="outside_numbers_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.first_number}–{self.last_number}"
