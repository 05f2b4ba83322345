"""The plan on paper: PDF or Word in the official format."""

from __future__ import annotations

from dataclasses import dataclass

from documents.rendering import render_docx, render_pdf
from plans.models import Plan
from plans.services.composing import compose_document

PDF = "pdf"
DOCX = "docx"
MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class PrintedPlan:
    """A file to hand out, with a name that says what it is."""

    data: bytes
    media_type: str
    file_name: str


def print_plan(plan: Plan, *, file_format: str) -> PrintedPlan:
    """Render the plan as "pdf" or "docx"."""
    document = compose_document(plan)
    data = render_pdf(document).data if file_format == PDF else render_docx(document)
    number = plan.number_and_symbol.strip("/").replace("/", "-") or f"{plan.pk}"
    return PrintedPlan(data, MEDIA_TYPES[file_format], f"Ke-hoach-{number}-{plan.year}.{file_format}")
