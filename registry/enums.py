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
