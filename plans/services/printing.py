"""The plan on paper: PDF or Word in the official format, and what the format's rules say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from documents.checking import RuleFinding, check_document
from plans.models import Plan
from plans.services.composing import compose_document
from registry.enums import FileFormat
from registry.services.rendition import printed_file

MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class PrintedPlan:
    """A file to hand out, with a name that says what it is."""

    data: bytes
    media_type: str
    file_name: str


def print_plan(plan: Plan, *, file_format: FileFormat, at: datetime) -> PrintedPlan:
    """The plan's file; unchanged plans are printed once. Raises FontsMissing."""
    parts = [plan.number, plan.symbol, str(plan.year)]
    name = "-".join(["Ke-hoach", *(part.replace("/", "-") for part in parts if part)]) + f".{file_format.value}"
    return PrintedPlan(_file(plan, file_format, at), MEDIA_TYPES[file_format], name)


def check_plan(plan: Plan, *, at: datetime) -> list[RuleFinding]:
    """What the printed plan breaks of the official format, in the order of the rules. Raises FontsMissing."""
    document = compose_document(plan)
    return check_document(_file(plan, FileFormat.PDF, at), type_code=document.type_code, is_draft=document.is_draft)


def _file(plan: Plan, file_format: FileFormat, at: datetime) -> bytes:
    rendition = printed_file(document=compose_document(plan), file_format=file_format, at=at)
    with rendition.file.open("rb") as stored:
        return stored.read()
