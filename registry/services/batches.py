"""Personal invitations in numbers: asked for at once, printed in parts by several workers, joined at the end.

The row of each copy is the truth: a copy that is printed is never printed again, whatever happens to the jobs around it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from documents.checking import check_document
from documents.composing.invitation import Invitee, NothingToAddress, personal_invitation
from documents.official import OfficialDocument
from documents.rendering import FontsMissing, RenderedDocument, render_pdf
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import cancel, enqueue
from registry.enums import BatchItemState
from registry.models import Batch, BatchItem, IssuedDocument
from registry.permissions import can_print_batch

logger = logging.getLogger(__name__)

INVITATION = "GM"
PART_KIND = "in giấy mời"
JOIN_KIND = "ghép giấy mời"
# So many that asking for work costs little beside it, so few that two workers end at nearly the same time.
ITEMS_PER_JOB = 10
RUNNING = (JobState.WAITING, JobState.RUNNING)


class NotAnInvitation(ValidationError):
    """Personal copies are made of invitations that have a paragraph "… kính mời"."""


class NobodyInvited(ValidationError):
    """The list of invited persons is empty."""


class BatchStillRunning(ValidationError):
    """Workers are at it: nothing to repeat yet."""


class BatchEnded(ValidationError):
    """The batch was cancelled or all of it is printed."""


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How many copies are in which state, and whether a worker is or will be at it."""

    total: int
    done: int
    failed: int
    cancelled: int
    with_findings: int
    is_running: bool

    @property
    def waiting(self) -> int:
        return self.total - self.done - self.failed - self.cancelled

    @property
    def percent(self) -> int:
        return 100 * (self.done + self.failed) // self.total if self.total else 0


def personal_copy(document: OfficialDocument, invitee: Invitee) -> RenderedDocument:
    """Return the printed invitation of one person. Raises NotAnInvitation, FontsMissing."""
    try:
        personal = personal_invitation(document, invitee)
    except NothingToAddress as error:
        raise NotAnInvitation(str(error)) from error
    return render_pdf(personal, fonts=settings.DOCUMENT_FONT_DIR)


@transaction.atomic
def start_batch(*, document_id: int, invitees: Sequence[Invitee], by: User, at: datetime) -> Batch:
    """Ask for a personal copy of the invitation as it is now for each person, in that order.

    Asked twice with the same list while the first is at work, it is one batch. Raises PermissionDenied, NotAnInvitation, NobodyInvited.
    """
    document = IssuedDocument.objects.select_for_update(of=("self",)).select_related("type").get(pk=document_id)
    require(can_print_batch, by, document)
    if document.type.code != INVITATION:
        raise NotAnInvitation("Chỉ in hàng loạt được giấy mời.")
    if not invitees:
        raise NobodyInvited("Danh sách chưa có người nào in được: hãy nhập ít nhất một dòng đúng mẫu.")
    try:
        personal_invitation(document.official, invitees[0])
    except NothingToAddress as error:
        raise NotAnInvitation(str(error)) from error
    if same := _running_with(document, invitees):
        return same
    batch = Batch.objects.create(
        document=document,
        content_hash=document.content_hash,
        content=document.content,
        created_by=by,
        created_at=at,
    )
    BatchItem.objects.bulk_create(
        BatchItem(
            batch=batch,
            order=order,
            honorific=invitee.honorific,
            name=invitee.name,
            post=invitee.post,
            organisation=invitee.organisation,
        )
        for order, invitee in enumerate(invitees, start=1)
    )
    _ask_for_waiting(batch, by=by, at=at)
    record_act(by, "in giấy mời hàng loạt", document, at=at, after={"copies": len(invitees)})
    return batch


@transaction.atomic
def cancel_batch(*, batch_id: int, by: User, at: datetime) -> Batch:
    """Print no further copies; what is printed stays. Raises PermissionDenied, BatchEnded."""
    batch = _locked(batch_id)
    require(can_print_batch, by, batch.document)
    if batch.cancelled_at or batch.finished_at:
        raise BatchEnded("Đợt in này đã kết thúc, không cần hủy nữa.")
    stopped = batch.items.filter(state=BatchItemState.WAITING).update(state=BatchItemState.CANCELLED)
    batch.cancelled_by, batch.cancelled_at = by, at
    batch.save(update_fields=["cancelled_by", "cancelled_at"])
    for job in batch.jobs.filter(state__in=RUNNING, requested_by=by, kind=PART_KIND).order_by("pk"):
        cancel(job_id=job.pk, by=by, at=at)
    record_act(by, "hủy in giấy mời hàng loạt", batch.document, at=at, after={"left out": stopped})
    _join_when_printed(batch, at=at)
    return batch


@transaction.atomic
def retry_batch(*, batch_id: int, by: User, at: datetime) -> Batch:
    """Print again what failed or was left by workers that died; nothing that is printed is printed again.

    Raises PermissionDenied, BatchStillRunning, BatchEnded.
    """
    batch = _locked(batch_id)
    require(can_print_batch, by, batch.document)
    if batch.jobs.filter(state__in=RUNNING).exists():
        raise BatchStillRunning("Đợt in đang chạy: đợi xong rồi in lại những giấy bị lỗi.")
    if batch.cancelled_at:
        raise BatchEnded("Đợt in này đã hủy: hãy lập đợt in mới cho những người chưa có giấy.")
    batch.items.filter(state=BatchItemState.FAILED).update(state=BatchItemState.WAITING, error="")
    if batch.items.filter(state=BatchItemState.WAITING).exists():
        _ask_for_waiting(batch, by=by, at=at)
    elif batch.joined_file:
        raise BatchEnded("Mọi giấy mời đã in xong, không còn gì để in lại.")
    else:
        _join_when_printed(batch, at=at)
    batch.finished_at = None
    batch.save(update_fields=["finished_at"])
    record_act(by, "in lại giấy mời bị lỗi", batch.document, at=at)
    return batch


def print_item(*, item_id: int, document: OfficialDocument, at: datetime) -> bool:
    """Print, check and store one copy; False when it is printed, failed or cancelled already.

    Two workers at the same copy both print it, and only the first stores it.
    """
    item = BatchItem.objects.get(pk=item_id)
    if item.state != BatchItemState.WAITING:
        return False
    try:
        printed = personal_copy(document, item.invitee)
        findings = check_document(printed.data, type_code=document.type_code, is_draft=document.is_draft)
    except Exception as error:
        # One person's copy must not hold up those of the others; the page shows the reason.
        logger.exception("copy %s of batch %s could not be printed", item.order, item.batch_id)
        waiting = BatchItem.objects.filter(pk=item_id, state=BatchItemState.WAITING)
        return bool(waiting.update(state=BatchItemState.FAILED, error=_reason(error)))
    return _store(item_id, printed, [finding.as_json() for finding in findings])


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, FontsMissing):
        return str(error)
    return f"Chưa in được do lỗi phần mềm ({type(error).__name__}). Hãy in lại; nếu vẫn lỗi, báo người quản trị."


def _store(item_id: int, printed: RenderedDocument, findings: list[dict]) -> bool:
    with transaction.atomic():
        item = BatchItem.objects.select_for_update(of=("self",)).get(pk=item_id)
        if item.state != BatchItemState.WAITING:
            return False
        item.state, item.error, item.pages, item.findings = BatchItemState.DONE, "", printed.pages, findings
        item.sha256 = hashlib.sha256(printed.data).hexdigest()
        item.file.save(f"{item.batch_id}-{item.file_name}", ContentFile(printed.data), save=False)
        item.save()
    return True


@transaction.atomic
def note_part_done(*, batch_id: int, at: datetime) -> None:
    """Ask for the joined file once no copy waits any more; asked by every part, done once."""
    _join_when_printed(_locked(batch_id), at=at)


def progress_of(batch: Batch) -> BatchProgress:
    """Return where the batch stands."""
    counts = batch.items.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state=BatchItemState.DONE)),
        failed=Count("pk", filter=Q(state=BatchItemState.FAILED)),
        cancelled=Count("pk", filter=Q(state=BatchItemState.CANCELLED)),
        with_findings=Count("pk", filter=Q(state=BatchItemState.DONE) & ~Q(findings=[])),
    )
    return BatchProgress(**counts, is_running=batch.jobs.filter(state__in=RUNNING).exists())


def printed_items(batch: Batch) -> QuerySet[BatchItem]:
    """The copies that are there, in the order of the list."""
    return batch.items.filter(state=BatchItemState.DONE).order_by("order")


def _running_with(document: IssuedDocument, invitees: Sequence[Invitee]) -> Batch | None:
    """The batch at work on the same paper and list, if there is one: a button pressed twice."""
    running = document.batches.filter(content_hash=document.content_hash, finished_at=None, cancelled_at=None)
    for batch in running:
        if [item.invitee for item in batch.items.order_by("order")] == list(invitees):
            return batch
    return None


def _ask_for_waiting(batch: Batch, *, by: User, at: datetime) -> None:
    """One job for every few copies that wait, so that as many workers as there are work on the batch."""
    waiting = list(batch.items.filter(state=BatchItemState.WAITING).order_by("order").values_list("pk", flat=True))
    attempt = batch.jobs.count()
    for start in range(0, len(waiting), ITEMS_PER_JOB):
        job = enqueue(
            kind=PART_KIND,
            key=f"batch {batch.pk} after {attempt} from {waiting[start]}",
            arguments={"batch": batch.pk, "items": waiting[start : start + ITEMS_PER_JOB]},
            by=by,
            at=at,
            province=batch.document.province,
        )
        batch.jobs.add(job)


def _join_when_printed(batch: Batch, *, at: datetime) -> Job | None:
    if batch.items.filter(state=BatchItemState.WAITING).exists() or not printed_items(batch).exists():
        return None
    # The same however many parts end at once; another after a retry, or after a joining that was given up.
    parts = batch.jobs.filter(kind=PART_KIND).count()
    given_up = batch.jobs.filter(kind=JOIN_KIND, state__in=(JobState.FAILED, JobState.CANCELLED)).count()
    job = enqueue(
        kind=JOIN_KIND,
        key=f"batch {batch.pk} joined after {parts} and {given_up}",
        arguments={"batch": batch.pk},
        by=batch.created_by,
        at=at,
        province=batch.document.province,
    )
    batch.jobs.add(job)
    return job


def _locked(batch_id: int) -> Batch:
    return (
        Batch.objects.select_for_update(of=("self",))
        .select_related("document__type", "document__province", "created_by")
        .get(pk=batch_id)
    )
