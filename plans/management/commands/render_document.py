"""Print a plan, a document of the register, or the reading of a file, in the official format (docs/contracts.md)."""

from __future__ import annotations

import hashlib
import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.checking import check_document
from documents.extraction import UnreadableDocument, extract
from documents.official import OfficialDocument
from documents.reading import read_plan
from documents.rendering import FontsMissing, render_docx, render_pdf

PDF, DOCX = "pdf", "docx"


class Command(BaseCommand):
    help = "In một kế hoạch hoặc văn bản ra tệp PDF hoặc Word đúng thể thức, rồi kiểm tra tệp vừa in."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "document",
            nargs="?",
            metavar="PLAN_OR_DOCUMENT_ID",
            help="số của kế hoạch, hoặc “document:SỐ” cho văn bản trong sổ đăng ký",
        )
        parser.add_argument("--format", choices=[PDF, DOCX], default=PDF, help="định dạng, mặc định pdf")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="tệp sẽ ghi")
        parser.add_argument(
            "--from-file", type=Path, metavar="FILE", help="in nội dung đọc được từ tệp, không cần cơ sở dữ liệu"
        )

    def handle(self, *args: Any, document: str | None, output: Path, from_file: Path | None, **options: Any) -> None:
        if (document is None) == (from_file is None):
            raise CommandError("Hãy cho số của kế hoạch hoặc --from-file, và chỉ một trong hai.", returncode=2)
        official = _read(from_file) if from_file is not None else _stored(document or "")
        started = time.perf_counter()
        data, pages = _printed(official, options["format"])
        seconds = time.perf_counter() - started
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {output}: {error.strerror}.") from error
        findings = check_document(data, type_code=official.type_code, is_draft=official.is_draft)
        report = {
            "file": str(output),
            "pages": pages,
            "sha256": hashlib.sha256(data).hexdigest(),
            "seconds": round(seconds, 3),
            "findings": [finding.as_json() for finding in findings],
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False))


def _printed(official: OfficialDocument, file_format: str) -> tuple[bytes, int | None]:
    """The file and its pages; those of a Word file are known only to Word."""
    try:
        if file_format == DOCX:
            return render_docx(official, fonts=settings.DOCUMENT_FONT_DIR), None
        printed = render_pdf(official, fonts=settings.DOCUMENT_FONT_DIR)
    except FontsMissing as error:
        raise CommandError(str(error)) from error
    return printed.data, printed.pages


def _read(path: Path) -> OfficialDocument:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
    try:
        return read_plan(extract(data, file_name=path.name)).document
    except UnreadableDocument as error:
        raise CommandError(str(error)) from error


def _stored(name: str) -> OfficialDocument:
    """The plan with that id, or the document of the register. Imported late: reading a file needs no database."""
    from plans.models import Plan
    from plans.services.composing import compose_document
    from registry.models import IssuedDocument

    kind, _, number = name.rpartition(":")
    if kind not in ("", "plan", "document") or not number.isdigit():
        raise CommandError(f"“{name}” không phải là số của kế hoạch hoặc “document:SỐ” của văn bản.", returncode=2)
    if kind != "document":
        plan = Plan.objects.filter(pk=number).first()
        if plan is not None:
            return compose_document(plan)
    if kind != "plan":
        entered = IssuedDocument.objects.filter(pk=number).first()
        if entered is not None:
            return entered.official
    raise CommandError(f"Không có kế hoạch hoặc văn bản số {number}.")
