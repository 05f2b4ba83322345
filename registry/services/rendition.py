"""Printed files kept by content: the same document under the same layout is printed once."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from documents.document_json import content_hash
from documents.layout import LAYOUT_VERSION
from documents.official import OfficialDocument
from documents.rendering import render_docx, render_pdf
from registry.enums import FileFormat
from registry.models import Rendition


def printed_file(*, document: OfficialDocument, file_format: FileFormat, at: datetime) -> Rendition:
    """Return the kept file of the document, printing it when content or layout is new.

    A kept file that is gone from the storage is printed again. Raises FontsMissing.
    """
    key = {"content_hash": content_hash(document), "layout_version": LAYOUT_VERSION, "format": file_format}
    kept = Rendition.objects.filter(**key).first()
    if kept is not None and kept.file.name and kept.file.storage.exists(kept.file.name):
        return kept
    pages: int | None = None
    if file_format == FileFormat.PDF:
        printed = render_pdf(document, fonts=settings.DOCUMENT_FONT_DIR)
        data, pages = printed.data, printed.pages
    else:
        data = render_docx(document, fonts=settings.DOCUMENT_FONT_DIR)
    rendition = kept or Rendition(**key)
    rendition.sha256, rendition.pages, rendition.created_at = hashlib.sha256(data).hexdigest(), pages, at
    rendition.file.save(f"{key['content_hash'][:16]}.{file_format}", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            rendition.save()
    except IntegrityError:
        # Another worker printed the same document in the meantime; its file is equal byte for byte.
        rendition.file.delete(save=False)
        return Rendition.objects.get(**key)
    return rendition
