"""Printed files kept by content: the same document under the same layout is printed once, and checked once."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict, fields
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from documents.checking import Level, RuleFinding, check_document
from documents.document_json import content_hash
from documents.layout import LAYOUT_VERSION
from documents.official import OfficialDocument
from documents.rendering import render_docx, render_pdf
from documents.rendering.pdf import SignatureBox
from registry.enums import FileFormat
from registry.models import Rendition

logger = logging.getLogger(__name__)


def printed_file(*, document: OfficialDocument, file_format: FileFormat, at: datetime) -> Rendition:
    """Return the kept file of the document, printing and checking it when content or layout is new.

    A kept file that is gone from the storage is printed again. Raises FontsMissing.
    """
    kept = kept_file(document_hash=content_hash(document), file_format=file_format)
    if kept is not None and kept.file.name and kept.file.storage.exists(kept.file.name):
        return kept
    key = _key(content_hash(document), file_format)
    pages: int | None = None
    box: SignatureBox | None = None
    if file_format == FileFormat.PDF:
        printed = render_pdf(document, fonts=settings.DOCUMENT_FONT_DIR)
        data, pages, box = printed.data, printed.pages, printed.signature_box
    else:
        data = render_docx(document, fonts=settings.DOCUMENT_FONT_DIR)
    rendition = kept or Rendition(**key)
    rendition.sha256, rendition.pages, rendition.created_at = hashlib.sha256(data).hexdigest(), pages, at
    rendition.signature_box = asdict(box) if box is not None else None
    rendition.findings = [_storable(finding) for finding in _checked(data, document)]
    rendition.file.save(f"{key['content_hash'][:16]}.{file_format}", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            rendition.save()
    except IntegrityError:
        # Another worker printed the same document in the meantime; its file is equal byte for byte.
        rendition.file.delete(save=False)
        return Rendition.objects.get(**key)
    return rendition


def kept_file(*, document_hash: str, file_format: FileFormat) -> Rendition | None:
    """Return the file printed from content of that hash under today's layout, None when nobody has printed it yet."""
    return Rendition.objects.filter(**_key(document_hash, file_format)).first()


def findings_of(rendition: Rendition) -> list[RuleFinding]:
    """Return what the check said of the file when it was printed, in the order of the rules."""
    known = {field.name for field in fields(RuleFinding)}
    return [
        RuleFinding(
            **{name: value for name, value in finding.items() if name in known} | {"level": Level(finding["level"])}
        )
        for finding in rendition.findings
    ]


def _checked(data: bytes, document: OfficialDocument) -> list[RuleFinding]:
    try:
        return check_document(data, type_code=document.type_code, is_draft=document.is_draft)
    except Exception:
        # The paper is printed all the same; that nobody checked it is itself something to show.
        logger.exception("the print of %s could not be checked", content_hash(document))
        return [RuleFinding("F00", Level.ERROR, "Chưa kiểm tra được thể thức của tệp này; hãy xem kỹ bản in.")]


def _storable(finding: RuleFinding) -> dict[str, str | int | None]:
    """The finding as JSON every database takes: words measured in a PDF may end within an emoji or hold a null."""
    return {
        name: value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
        if isinstance(value, str)
        else value
        for name, value in finding.as_json().items()
    }


def _key(document_hash: str, file_format: FileFormat) -> dict[str, str]:
    return {"content_hash": document_hash, "layout_version": LAYOUT_VERSION, "format": file_format}
