"""Jobs of the register: parts of a batch of invitations, joining them, and the pages of long documents."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jobs.handlers import job_handler
from jobs.models import Job
from jobs.services import report_progress
from registry.models import Batch
from registry.services.batch_files import join_batch
from registry.services.batches import JOIN_KIND, PART_KIND, note_part_done, print_item
from registry.services.long_previews import PREVIEW_KIND, print_preview
from registry.services.long_prints import PRINT_KIND, print_long_document

# A copy takes a fraction of a second; after this silence the worker is dead and another goes on.
LEASE = timedelta(minutes=2)


@job_handler(PART_KIND, lease=LEASE)
def print_part(job: Job) -> dict[str, Any]:
    """Print the copies of the part that nobody has printed yet."""
    items = job.arguments["items"]
    batch = Batch.objects.get(pk=job.arguments["batch"])
    document, printed = batch.official, 0
    for done, item_id in enumerate(items, start=1):
        printed += print_item(item_id=item_id, document=document, at=timezone.now())
        report_progress(job_id=job.pk, done=done, total=len(items), at=timezone.now())
    note_part_done(batch_id=batch.pk, at=timezone.now())
    return {"printed": printed}


@job_handler(JOIN_KIND)
def join_printed(job: Job) -> dict[str, Any]:
    """Join what is printed; the address of the batch is where the person finds the files."""
    batch = join_batch(batch_id=job.arguments["batch"], at=timezone.now())
    return {"url": reverse("registry:batch_detail", args=[batch.pk])}


@job_handler(PREVIEW_KIND, lease=LEASE)
def print_long_preview(job: Job) -> dict[str, Any]:
    """Print and check a draft for the page on which it is edited."""
    print_preview(job, at=timezone.now())
    return {"url": reverse("registry:document_edit", args=[job.arguments["document"]])}


@job_handler(PRINT_KIND, lease=LEASE)
def print_long(job: Job) -> dict[str, Any]:
    """Print and check a long document for the page on which it is read."""
    print_long_document(job, at=timezone.now())
    return {"url": reverse("registry:document_detail", args=[job.arguments["document"]])}
