"""States of a document in the register, with their transition table, and the formats it is printed in."""

from __future__ import annotations

from django.db import models


class DocumentState(models.TextChoices):
    """DRAFT -> SUBMITTED -> APPROVED -> ISSUED; SUBMITTED and APPROVED may go back to DRAFT. ISSUED never changes."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Đã trình"
    APPROVED = "approved", "Đã duyệt"
    ISSUED = "issued", "Đã ban hành"


TRANSITIONS: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.SUBMITTED}),
    DocumentState.SUBMITTED: frozenset({DocumentState.APPROVED, DocumentState.DRAFT}),
    DocumentState.APPROVED: frozenset({DocumentState.ISSUED, DocumentState.DRAFT}),
    DocumentState.ISSUED: frozenset(),
}


class FileFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


class SignatureRole(models.TextChoices):
    """In which capacity a file was signed; the person signs before the organisation."""

    PERSON = "person", "Người ký văn bản"
    ORGANISATION = "organisation", "Cơ quan (con dấu)"


class SignatureMeans(models.TextChoices):
    PKCS12 = "pkcs12", "Tệp chứng thư số (PKCS#12)"
    PKCS11 = "pkcs11", "Thiết bị ký số (PKCS#11)"
    UPLOADED = "uploaded", "Ký bên ngoài, tải lên"


class BatchItemState(models.TextChoices):
    """WAITING -> DONE | FAILED; a retry puts FAILED back to WAITING, a cancel leaves what is done."""

    WAITING = "waiting", "Chờ in"
    DONE = "done", "Đã in"
    FAILED = "failed", "Lỗi"
    CANCELLED = "cancelled", "Đã hủy"
