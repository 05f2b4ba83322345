"""The copies of a batch as one file to print and as an archive of single files."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from documents.rendering.joining import joined
from registry.models import Batch
from registry.services.batches import printed_items

# Archives tell no time of their own, so that the same copies make the same archive.
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def join_batch(*, batch_id: int, at: datetime) -> Batch:
    """Write the joined PDF and the archive anew from all copies that are printed."""
    batch = Batch.objects.get(pk=batch_id)
    copies: list[tuple[str, bytes]] = []
    for item in printed_items(batch):
        with item.file.open("rb") as file:
            copies.append((item.file_name, file.read()))
    whole, archive = joined([data for _, data in copies]), _archive(copies)
    with transaction.atomic():
        batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id)
        old = [
            partial(file.storage.delete, file.name or "") for file in (batch.joined_file, batch.archive_file) if file
        ]
        batch.joined_file.save(f"giay-moi-{batch.pk}.pdf", ContentFile(whole), save=False)
        batch.archive_file.save(f"giay-moi-{batch.pk}.zip", ContentFile(archive), save=False)
        batch.finished_at = at
        batch.save(update_fields=["joined_file", "archive_file", "finished_at"])
        for delete in old:
            transaction.on_commit(delete, robust=True)
    return batch


def _archive(copies: list[tuple[str, bytes]]) -> bytes:
    """A ZIP of the files; PDF is compressed already."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in copies:
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data)
    return stream.getvalue()
