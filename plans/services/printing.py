"""The plan on paper: PDF or Word in the official format, and what the format's rules say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from documents.checking import RuleFinding
from documents.document_json import DocumentJsonError, content_hash
from plans.models import Plan
from plans.services.composing import compose_document
from registry.enums import FileFormat
from registry.models import Rendition
from registry.services.rendition import findings_of, kept_file, printed_file

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
    """What the printed plan breaks of the official format, in the order of the rules; found when it was printed.

    Raises FontsMissing.
    """
    return findings_of(_rendition(plan, FileFormat.PDF, at))


def kept_findings(plan: Plan) -> list[RuleFinding] | None:
    """What the check said of the plan as it is now; None while nobody has printed it."""
    try:
        document_hash = content_hash(compose_document(plan))
    except DocumentJsonError:
        return None
    kept = kept_file(document_hash=document_hash, file_format=FileFormat.PDF)
    return None if kept is None else findings_of(kept)


def _file(plan: Plan, file_format: FileFormat, at: datetime) -> bytes:
    with _rendition(plan, file_format, at).file.open("rb") as stored:
        return stored.read()


def _rendition(plan: Plan, file_format: FileFormat, at: datetime) -> Rendition:
    return printed_file(document=compose_document(plan), file_format=file_format, at=at)
