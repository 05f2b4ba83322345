"""The prints of a long document, made by a worker while the reader sees how far it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from documents.layout import LAYOUT_VERSION
from documents.rendering import FontsMissing
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import enqueue, report_progress
from registry.enums import FileFormat
from registry.models import IssuedDocument
from registry.services.outline_acts import size_of
from registry.services.previewing import LONGEST_AT_ONCE
from registry.services.rendition import kept_file, printed_file

PRINT_KIND = "registry.print"
PAUSE = timedelta(seconds=20)


def waits_for_worker(document: IssuedDocument) -> bool:
    """Whether the document is long and one of its prints is still to be made: nobody waits for that in a request."""
    return size_of(document.official) > LONGEST_AT_ONCE and not all(
        _is_kept(document, file_format) for file_format in FileFormat
    )


def ask_for_prints(document: IssuedDocument, *, by: User, at: datetime) -> Job:
    """Ask a worker for the prints, or return the person's job that already makes them or has just failed to."""
    key = f"{PRINT_KIND}:{document.pk}:{document.content_hash[:20]}-{LAYOUT_VERSION[:6]}:{by.pk}"
    under_way = Q(state__in=[JobState.WAITING, JobState.RUNNING]) | Q(requested_at__gt=at - PAUSE)
    known = Job.objects.filter(under_way, kind=PRINT_KIND, key__startswith=key).order_by("-pk").first()
    if known is not None:
        return known
    return enqueue(
        kind=PRINT_KIND,
        key=f"{key}:{at:%Y%m%d%H%M%S}",
        arguments={"document": document.pk},
        by=by,
        at=at,
        province=document.province,
    )


def print_long_document(job: Job, *, at: datetime) -> None:
    """Print, check and keep every format; what is kept is left alone. Raises ValidationError for an unprintable text."""
    document = IssuedDocument.objects.get(pk=job.arguments["document"])
    for done, file_format in enumerate(FileFormat, start=1):
        try:
            printed_file(document=document.official, file_format=file_format, at=at)
        except FontsMissing as error:
            # Trying again would not help: the person has to change the text.
            raise ValidationError(str(error)) from error
        report_progress(job_id=job.pk, done=done, total=len(FileFormat), at=at)


def _is_kept(document: IssuedDocument, file_format: FileFormat) -> bool:
    kept = kept_file(document_hash=document.content_hash, file_format=file_format)
    name = kept.file.name if kept is not None else ""
    return bool(name) and kept is not None and kept.file.storage.exists(str(name))
