"""The answer to a duty: progress, proof, submission, withdrawal, acceptance, return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from assignments.enums import OWED_STATES, TRANSITIONS, DeliverableState, DutyAct
from assignments.models import Deliverable, Evidence, Submission
from assignments.permissions import can_answer, can_review
from assignments.services.announcing import announce_decision, announce_submission
from assignments.services.evidence import store_file

MOST_FILES = 20


class DutyStateError(ValidationError):
    """The act does not fit the state the duty is in now."""


class ReasonMissingError(ValidationError):
    """A return says why."""


class AnswerEmptyError(ValidationError):
    """An answer says what was done."""


class OutdatedReviewError(ValidationError):
    """The reviewer looked at an earlier version than the one that waits."""


class EvidenceFrozenError(ValidationError):
    """Proof that was handed in stays as it was."""


class TooMuchEvidenceError(ValidationError):
    """The duty has as many waiting files as it may have."""


_REFUSALS = {
    (DutyAct.SUBMIT, DeliverableState.SUBMITTED): "Nhiệm vụ này đã nộp, đang chờ duyệt; không cần nộp lại.",
    (DutyAct.SUBMIT, DeliverableState.ACCEPTED): "Nhiệm vụ này đã hoàn thành và được duyệt; không cần nộp lại.",
    (DutyAct.WITHDRAW, DeliverableState.ACCEPTED): "Kết quả đã được duyệt, không rút lại được.",
    (DutyAct.WITHDRAW, DeliverableState.RETURNED): "Kết quả đã được trả lại; hãy bổ sung rồi nộp lại.",
    (DutyAct.ACCEPT, DeliverableState.ACCEPTED): "Kết quả này đã được duyệt trước đó.",
    (DutyAct.ACCEPT, DeliverableState.OPEN): "Cơ quan vừa rút lại kết quả, chưa có gì để duyệt.",
    (DutyAct.ACCEPT, DeliverableState.RETURNED): "Kết quả này đã được trả lại trước đó, cơ quan chưa nộp lại.",
    (DutyAct.RETURN, DeliverableState.RETURNED): "Kết quả này đã được trả lại trước đó.",
    (DutyAct.RETURN, DeliverableState.ACCEPTED): "Kết quả này đã được duyệt, không trả lại được.",
    (DutyAct.RETURN, DeliverableState.OPEN): "Cơ quan vừa rút lại kết quả, không còn gì để trả lại.",
}


def next_state(state: str, act: DutyAct) -> DeliverableState:
    """Where the act leads from that state. Raises DutyStateError."""
    before = DeliverableState(state)
    if (before, act) not in TRANSITIONS:
        plain = f"Nhiệm vụ đang ở trạng thái “{before.label}”, không thể {act.label.lower()}. Hãy tải lại trang."
        raise DutyStateError(_REFUSALS.get((act, before), plain))
    return TRANSITIONS[before, act]


@transaction.atomic
def report_progress(*, deliverable_id: int, percent: int, note: str, by: User, at: datetime) -> Deliverable:
    """Record how far the agency is, 0 to 100. Raises PermissionDenied, DutyStateError, ValidationError."""
    duty = _locked(deliverable_id)
    require(can_answer, by, duty)
    _require_owed(duty, "báo tiến độ")
    before = {"progress_percent": duty.progress_percent, "progress_note": duty.progress_note}
    duty.progress_percent, duty.progress_note, duty.progress_at = percent, note.strip(), at
    duty.clean_fields(exclude=[field.name for field in duty._meta.fields if field.name != "progress_percent"])
    duty.save(update_fields=["progress_percent", "progress_note", "progress_at"])
    after = {"progress_percent": percent, "progress_note": duty.progress_note}
    _record(by, "báo tiến độ", duty, at=at, before=before, after=after)
    return duty


@transaction.atomic
def attach_evidence(
    *, deliverable_id: int, upload: UploadedFile, by: User, at: datetime, section: str = "", page: str = ""
) -> Evidence:
    """Attach a file that waits for the next submission; the same content twice is one proof.

    Raises PermissionDenied, DutyStateError, EvidenceRefusedError, TooMuchEvidenceError.
    """
    duty = _locked(deliverable_id)
    require(can_answer, by, duty)
    _require_owed(duty, "đính kèm minh chứng")
    return _attach(duty, upload, by=by, at=at, section=section, page=page)


@transaction.atomic
def remove_evidence(*, evidence_id: int, by: User, at: datetime) -> Deliverable:
    """Take back a file that was not handed in yet. Raises PermissionDenied, EvidenceFrozenError, Evidence.DoesNotExist."""
    duty = _locked(Evidence.objects.values_list("deliverable_id", flat=True).get(pk=evidence_id))
    require(can_answer, by, duty)
    evidence = duty.evidence.get(pk=evidence_id)
    if evidence.submission_id is not None:
        raise EvidenceFrozenError("Minh chứng đã nộp cùng kết quả, không gỡ được nữa.")
    evidence.delete()
    _record(by, "gỡ minh chứng", duty, at=at, before={"file": evidence.file_name})
    return duty


@transaction.atomic
def submit(
    *,
    deliverable_id: int,
    text: str,
    by: User,
    at: datetime,
    document_number: str = "",
    uploads: Sequence[UploadedFile] = (),
) -> Submission:
    """Hand in a new version with the proof that waits and the files given; tell those who decide.

    Raises PermissionDenied, DutyStateError, AnswerEmptyError, EvidenceRefusedError, TooMuchEvidenceError.
    """
    duty = _locked(deliverable_id)
    require(can_answer, by, duty)
    after = next_state(duty.state, DutyAct.SUBMIT)
    if not text.strip():
        raise AnswerEmptyError("Hãy ghi kết quả thực hiện trước khi nộp.")
    for upload in uploads:
        _attach(duty, upload, by=by, at=at)
    last = duty.submissions.aggregate(last=Max("version"))["last"] or 0
    submission = Submission.objects.create(
        deliverable=duty,
        version=last + 1,
        text=text.strip(),
        document_number=document_number.strip(),
        submitted_by=by,
        submitted_at=at,
    )
    frozen = duty.evidence.filter(submission=None).update(submission=submission)
    duty.submitted_on = timezone.localdate(at)
    _move(duty, after, ["submitted_on"])
    _record(by, "nộp kết quả", duty, at=at, after={"version": submission.version, "evidence": frozen})
    announce_submission(submission, at=at)
    return submission


@transaction.atomic
def withdraw(*, deliverable_id: int, by: User, at: datetime) -> Deliverable:
    """Take the waiting version back; it stays in the history, its proof waits for the next one.

    Raises PermissionDenied, DutyStateError.
    """
    duty = _locked(deliverable_id)
    require(can_answer, by, duty)
    after = next_state(duty.state, DutyAct.WITHDRAW)
    submission = _waiting_submission(duty)
    if submission is not None:
        submission.withdrawn_at = at
        submission.save(update_fields=["withdrawn_at"])
        Evidence.objects.bulk_create(_copies_of(submission))
    duty.submitted_on = None
    _move(duty, after, ["submitted_on"])
    _record(by, "rút lại kết quả", duty, at=at, after={"version": submission.version if submission else None})
    return duty


@transaction.atomic
def accept(*, deliverable_id: int, by: User, at: datetime, version: int | None = None, note: str = "") -> Deliverable:
    """Accept the waiting version and tell the agency. `version` is the one the reviewer saw.

    Raises PermissionDenied, DutyStateError, OutdatedReviewError.
    """
    duty = _locked(deliverable_id)
    require(can_review, by, duty)
    after = next_state(duty.state, DutyAct.ACCEPT)
    submission = _reviewed(duty, version, by=by, at=at, is_accepted=True, note=note.strip())
    duty.accepted_by, duty.accepted_at, duty.return_reason = by, at, ""
    duty.progress_percent = 100
    _move(duty, after, ["accepted_by", "accepted_at", "return_reason", "progress_percent"])
    _record(by, "duyệt kết quả", duty, at=at, after={"version": submission.version if submission else None})
    announce_decision(duty, submission, at=at)
    return duty


@transaction.atomic
def return_(*, deliverable_id: int, reason: str, by: User, at: datetime, version: int | None = None) -> Deliverable:
    """Send the waiting version back with a reason; the duty is owed again. `version` is the one the reviewer saw.

    Raises PermissionDenied, DutyStateError, ReasonMissingError, OutdatedReviewError.
    """
    duty = _locked(deliverable_id)
    require(can_review, by, duty)
    after = next_state(duty.state, DutyAct.RETURN)
    reason = reason.strip()
    if not reason:
        raise ReasonMissingError("Hãy ghi lý do trả lại để cơ quan biết cần bổ sung gì.")
    submission = _reviewed(duty, version, by=by, at=at, is_accepted=False, note=reason)
    duty.return_reason = reason
    duty.submitted_on = None
    _move(duty, after, ["return_reason", "submitted_on"])
    if submission is not None:
        Evidence.objects.bulk_create(_copies_of(submission))
    result = {"version": submission.version if submission else None, "reason": reason}
    _record(by, "trả lại kết quả", duty, at=at, after=result)
    announce_decision(duty, submission, at=at)
    return duty


def _locked(deliverable_id: int) -> Deliverable:
    return (
        Deliverable.objects.select_for_update(of=("self",))
        .select_related("assignment__agency", "assignment__province", "assignment__task__plan")
        .defer("assignment__task__plan__document")
        .get(pk=deliverable_id)
    )


def _require_owed(duty: Deliverable, act: str) -> None:
    if duty.state not in OWED_STATES:
        raise DutyStateError(
            f"Nhiệm vụ đang ở trạng thái “{duty.get_state_display()}”, không thể {act}. Hãy tải lại trang."
        )


def _move(duty: Deliverable, state: DeliverableState, fields: list[str]) -> None:
    duty.state = state
    duty.save(update_fields=["state", *fields])


def _attach(
    duty: Deliverable, upload: UploadedFile, *, by: User, at: datetime, section: str = "", page: str = ""
) -> Evidence:
    stored, name = store_file(upload=upload)
    waiting = duty.evidence.filter(submission=None)
    known = waiting.filter(stored_file=stored).first()
    if known is not None:
        return known
    if waiting.count() >= MOST_FILES:
        raise TooMuchEvidenceError(f"Mỗi lần nộp có tối đa {MOST_FILES} tệp. Hãy gỡ bớt tệp rồi đính kèm.")
    evidence = Evidence.objects.create(
        deliverable=duty,
        stored_file=stored,
        file_name=name,
        section=section.strip(),
        page=page.strip(),
        uploaded_by=by,
        uploaded_at=at,
    )
    _record(by, "đính kèm minh chứng", duty, at=at, after={"file": name, "sha256": stored.sha256})
    return evidence


def _waiting_submission(duty: Deliverable) -> Submission | None:
    """The version that waits for a decision."""
    waiting = duty.submissions.filter(withdrawn_at=None, reviewed_at=None)
    return waiting.order_by("-version").first()


def _reviewed(
    duty: Deliverable, version: int | None, *, by: User, at: datetime, is_accepted: bool, note: str
) -> Submission | None:
    submission = _waiting_submission(duty)
    if submission is None:
        return None
    if version is not None and version != submission.version:
        raise OutdatedReviewError("Cơ quan vừa nộp lại bản khác. Hãy xem bản mới trước khi quyết định.")
    submission.reviewed_by, submission.reviewed_at = by, at
    submission.is_accepted, submission.review_note = is_accepted, note
    submission.save(update_fields=["reviewed_by", "reviewed_at", "is_accepted", "review_note"])
    return submission


def _copies_of(submission: Submission) -> list[Evidence]:
    """The version keeps its proof; the same files wait for the next version, where they may be removed."""
    return [
        Evidence(
            deliverable_id=evidence.deliverable_id,
            stored_file_id=evidence.stored_file_id,
            file_name=evidence.file_name,
            section=evidence.section,
            page=evidence.page,
            uploaded_by_id=evidence.uploaded_by_id,
            uploaded_at=evidence.uploaded_at,
        )
        for evidence in submission.evidence.order_by("pk")
    ]


def _record(
    by: User, act: str, duty: Deliverable, *, at: datetime, before: dict | None = None, after: dict | None = None
) -> None:
    record_act(by, act, duty, at=at, province_id=duty.assignment.province_id, before=before, after=after)
