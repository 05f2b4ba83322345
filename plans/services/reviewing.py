"""The coordinator goes through the proposed tasks: accept, edit, drop, restore, add. Only what is accepted becomes a task."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.services.auditing import record_act
from agencies.services.matching import match_many
from documents.parsed import Deadline
from documents.parsed import DeadlineKind as ParsedDeadlineKind
from documents.reading import read_time, years_of
from plans.enums import DeadlineKind, DraftState, MatchKind, TaskRole
from plans.models import DraftTask, DraftTaskAgency, PlanImport
from plans.services.importing import effective_day, join_agencies, lock_import, parsed_of


class DraftChangedMeanwhile(ValidationError):
    """Somebody else changed the row after the form was opened."""


class TaskNeedsText(ValidationError):
    """A task without words cannot be ordered."""


class DeadlineNotUnderstood(ValidationError):
    """The words give no time limit."""


class TaskNeedsLead(ValidationError):
    """A task without a lead agency would be owed by nobody."""


@dataclass(frozen=True, kw_only=True)
class TaskWords:
    """What a coordinator may write into a draft task. Agency names are matched again as they are written.

    `deadline` is in the words of plans ("trước ngày 15/6", "hằng quý"); `due_date` may say the last day to act against it.
    """

    text: str
    lead: Sequence[str]
    coordinating: Sequence[str] = ()
    deadline: str = ""
    due_date: date | None = None
    output: str = ""
    indices: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def accept_draft(*, draft_id: int, by: User, at: datetime) -> DraftTask:
    """Take the proposed task as it stands. Accepting twice changes nothing. Raises PermissionDenied, ImportClosed."""
    return _decide(draft_id, DraftState.ACCEPTED, "nhận nhiệm vụ đề xuất", by=by, at=at)


@transaction.atomic
def drop_draft(*, draft_id: int, by: User, at: datetime) -> DraftTask:
    """Leave the proposed task out. Raises PermissionDenied, ImportClosed."""
    return _decide(draft_id, DraftState.DROPPED, "bỏ nhiệm vụ đề xuất", by=by, at=at)


@transaction.atomic
def restore_draft(*, draft_id: int, by: User, at: datetime) -> DraftTask:
    """Take a decision back: the task is a proposal again. Raises PermissionDenied, ImportClosed."""
    return _decide(draft_id, DraftState.PROPOSED, "xem lại nhiệm vụ đề xuất", by=by, at=at)


@transaction.atomic
def accept_all(*, import_id: int, by: User, at: datetime) -> int:
    """Accept every task still proposed and return how many there were. Raises PermissionDenied, ImportClosed."""
    plan_import = lock_import(import_id=import_id, by=by)
    count = plan_import.draft_tasks.filter(state=DraftState.PROPOSED).update(state=DraftState.ACCEPTED)
    if count:
        record_act(by, "nhận mọi nhiệm vụ đề xuất", plan_import, at=at, after={"tasks": count})
    return count


@transaction.atomic
def edit_draft(*, draft_id: int, words: TaskWords, fingerprint: str | None = None, by: User, at: datetime) -> DraftTask:
    """Write the coordinator's words into the draft and accept it.

    `fingerprint` is what the form showed (see `fingerprint_of`); when the row has changed since, nothing is written.
    Raises PermissionDenied, ImportClosed, DraftChangedMeanwhile, TaskNeedsText, TaskNeedsLead.
    """
    draft = _locked(draft_id, by)
    if fingerprint is not None and fingerprint != fingerprint_of(draft):
        raise DraftChangedMeanwhile(
            "Nhiệm vụ này vừa được người khác sửa. Nội dung anh/chị gõ vẫn còn bên dưới; "
            "hãy so với bản hiện tại rồi bấm lưu lần nữa."
        )
    before = {"text": draft.text, "deadline": draft.deadline_value, "due": draft.due_date}
    _write(draft, words)
    draft.state = DraftState.ACCEPTED
    draft.save()
    _join(draft, words)
    record_act(
        by,
        "sửa nhiệm vụ đề xuất",
        draft,
        at=at,
        province_id=draft.plan_import.province_id,
        before=before,
        after={"text": draft.text, "deadline": draft.deadline_value, "due": draft.due_date},
    )
    return draft


@transaction.atomic
def add_draft(*, import_id: int, words: TaskWords, by: User, at: datetime) -> DraftTask:
    """Add a task the reader did not find; it stands at the end, accepted. Raises as `edit_draft`."""
    plan_import = lock_import(import_id=import_id, by=by)
    last = plan_import.draft_tasks.aggregate(last=Max("order"))["last"] or 0
    draft = DraftTask(plan_import=plan_import, order=last + 1, is_added_by_hand=True, state=DraftState.ACCEPTED)
    _write(draft, words)
    draft.save()
    _join(draft, words)
    record_act(by, "thêm nhiệm vụ bằng tay", draft, at=at, province_id=plan_import.province_id)
    return draft


def fingerprint_of(draft: DraftTask) -> str:
    """Changes whenever what a form shows of the draft changes."""
    shown = [
        draft.text,
        draft.output,
        draft.deadline_text,
        draft.due_date.isoformat() if draft.due_date else None,
        draft.indices,
        [(str(row.role), row.name_written) for row in draft.agencies.all()],
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def names_of(draft: DraftTask, role: TaskRole) -> list[str]:
    """The names written for that role, in order."""
    return [row.name_written for row in draft.agencies.all() if row.role == role]


def unmatched_names(plan_import: PlanImport) -> list[str]:
    """Names of tasks not dropped that no known agency or group answers to, each once, in document order."""
    rows = (
        DraftTaskAgency.objects.filter(draft_task__plan_import=plan_import, agency=None, group=None)
        .exclude(draft_task__state=DraftState.DROPPED)
        .order_by("draft_task__order", "order")
        .values_list("name_written", flat=True)
    )
    return list(dict.fromkeys(rows))


def _decide(draft_id: int, state: DraftState, act: str, *, by: User, at: datetime) -> DraftTask:
    draft = _locked(draft_id, by)
    if draft.state != state:
        before, draft.state = draft.state, state
        draft.save(update_fields=["state"])
        record_act(
            by,
            act,
            draft,
            at=at,
            province_id=draft.plan_import.province_id,
            before={"state": before},
            after={"state": state},
        )
    return draft


def _locked(draft_id: int, by: User) -> DraftTask:
    """The draft, its import locked first so that confirming and deciding never cross."""
    import_id = DraftTask.objects.values_list("plan_import_id", flat=True).get(pk=draft_id)
    plan_import = lock_import(import_id=import_id, by=by)
    draft = DraftTask.objects.prefetch_related("agencies").get(pk=draft_id)
    draft.plan_import = plan_import
    return draft


def _write(draft: DraftTask, words: TaskWords) -> None:
    text = words.text.strip()
    if not text:
        raise TaskNeedsText({"text": "Hãy ghi nội dung nhiệm vụ."})
    if not any(name.strip() for name in words.lead):
        raise TaskNeedsLead(
            {"lead": "Hãy ghi ít nhất một cơ quan chủ trì; nhiệm vụ không có cơ quan thì không ai phải làm."}
        )
    draft.text = text
    draft.output = words.output.strip()
    draft.indices = list(words.indices)
    _write_deadline(draft, words)
    draft.doubts = []
    draft.confidence = 1.0


def _write_deadline(draft: DraftTask, words: TaskWords) -> None:
    """New words are read as the reader reads a plan; a day typed against what was shown wins over what the words give."""
    text = words.deadline.strip()
    is_typed = words.due_date != draft.due_date
    if text != draft.deadline_text:
        deadline = read_time(text, years_of(parsed_of(draft.plan_import).document)) if text else Deadline()
        if text and deadline.kind == ParsedDeadlineKind.NONE and words.due_date is None:
            raise DeadlineNotUnderstood(
                {
                    "deadline": "Chưa hiểu thời hạn này. Hãy ghi như “trước ngày 15/6/2026”, “Quý II/2026”, "
                    "“hằng quý”, “thường xuyên”, hoặc ghi hạn cuối ở ô dưới."
                }
            )
        draft.deadline_kind = DeadlineKind(deadline.kind.value)
        draft.deadline_value = deadline.value or ""
        draft.deadline_text = text
        draft.due_date = deadline.due
    if is_typed:
        draft.due_date = words.due_date
    if draft.due_date and draft.deadline_kind == DeadlineKind.NONE:
        draft.deadline_kind, draft.deadline_value = DeadlineKind.DATE, draft.due_date.isoformat()


def _join(draft: DraftTask, words: TaskWords) -> None:
    names = {name.strip(): TaskRole.COORDINATING for name in words.coordinating if name.strip()}
    names |= {name.strip(): TaskRole.LEAD for name in words.lead if name.strip()}
    parsed = parsed_of(draft.plan_import)
    on = effective_day(parsed.document, fallback=timezone.localdate(draft.plan_import.uploaded_at))
    matches = match_many(draft.plan_import.province, names, on=on)
    chosen = {row.name_written: row for row in draft.agencies.filter(match=MatchKind.CHOSEN)}
    draft.agencies.all().delete()
    ordered = sorted(names.items(), key=lambda pair: pair[1] != TaskRole.LEAD)
    rows = join_agencies(draft, ordered, matches)
    for row in rows:
        if row.name_written in chosen:
            standing = chosen[row.name_written]
            row.agency_id, row.group_id, row.match = standing.agency_id, standing.group_id, MatchKind.CHOSEN
    DraftTaskAgency.objects.bulk_create(rows)
