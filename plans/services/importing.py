"""A file comes in: it is read, and what it orders waits as drafts for a person to confirm."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.enums import AgencyKind
from agencies.models import Agency, Province
from agencies.services.matching import AgencyMatch, match_many
from documents import reading_apart
from documents.extraction import UnreadableDocument
from documents.official import OfficialDocument, SignatureBlock
from documents.parsed import ParsedDocument, ParsedTask
from documents.serialising import from_json, to_json
from plans.enums import IMPORT_TRANSITIONS, DraftState, ImportState, MatchKind, TaskRole
from plans.models import DraftTask, DraftTaskAgency, Plan, PlanImport
from plans.permissions import can_import_plans, can_review_import

# Extensions under which the file is kept; anything else is kept without one. The content alone decides how it is read.
KEPT_EXTENSIONS = {".txt", ".md", ".docx", ".pdf", ".html", ".htm"}


class PlanImportError(ValidationError):
    """The file could not be taken in; the message says what to do."""


class PlanUnreadable(PlanImportError):
    """The file gives no plan text."""


class PlanAlreadyImported(PlanImportError):
    """The same file stands in the province already; `plan_import` is where."""

    def __init__(self, plan_import: PlanImport) -> None:
        self.plan_import = plan_import
        super().__init__(
            f"Văn bản này đã được nhập ngày {timezone.localdate(plan_import.uploaded_at):%d/%m/%Y} (“{plan_import}”). "
            "Hãy mở lần nhập đó thay vì nhập lại."
        )


class NoPlanInFile(PlanImportError):
    """The text is readable but orders nothing."""


class ImportClosed(PlanImportError):
    """The import was confirmed or discarded meanwhile."""


def start_import(*, province: Province, file_name: str, data: bytes, by: User, at: datetime) -> PlanImport:
    """Read the file and keep its tasks as drafts; the import waits in REVIEW. Nothing is written when it cannot be read.

    Raises PermissionDenied, PlanUnreadable, PlanAlreadyImported, NoPlanInFile.
    """
    require(can_import_plans, by, province)
    digest = hashlib.sha256(data).hexdigest()
    _refuse_known_file(province, digest)
    parsed = read_file(province=province, file_name=file_name, data=data)
    if not (parsed.document.provisions or parsed.tasks):
        raise NoPlanInFile("Không tìm thấy nội dung kế hoạch trong tệp. Hãy kiểm tra lại tệp rồi tải lên.")
    try:
        with transaction.atomic():
            return _keep(parsed, province=province, file_name=file_name, data=data, digest=digest, by=by, at=at)
    except IntegrityError:
        # A colleague, or a second press, took the same file in between our look and our write.
        _refuse_known_file(province, digest)
        raise


def read_file(*, province: Province, file_name: str, data: bytes) -> ParsedDocument:
    """What the file says, read with the agency names the province knows. Raises PlanUnreadable."""
    names = known_names(province)
    try:
        return reading_apart.read_file(data, file_name=file_name, known_agencies=names)
    except UnreadableDocument as error:
        raise PlanUnreadable(str(error), code=error.code) from error


def known_names(province: Province) -> list[str]:
    """Names of the province's agencies, committees apart: those the reader knows by their form.

    Other names are left to matching: a short one such as "Xây dựng" also opens sentences that name nobody.
    """
    committees = [AgencyKind.COMMUNE_COMMITTEE, AgencyKind.DISTRICT_COMMITTEE]
    return list(Agency.objects.filter(province=province).exclude(kind__in=committees).values_list("name", flat=True))


def effective_day(document: OfficialDocument, *, fallback: date) -> date:
    """The day for which agencies and groups are looked up: the date of issue; for a draft the first day of its month or
    year; without any date the given day.
    """
    if document.issued_on is not None:
        return document.issued_on
    year, month = document.date_written
    return date(year, month or 1, 1) if year else fallback


def parsed_of(plan_import: PlanImport) -> ParsedDocument:
    """What was read from the import's file, its head and signer as put right in review (see services.heading)."""
    parsed = from_json(plan_import.parsed or {})
    header = plan_import.header
    if header:
        document = parsed.document
        document.number, document.symbol = header["number"] or None, header["symbol"] or None
        document.place, document.title = header["place"] or None, header["title"]
        if header["issued_on"]:
            document.issued_on = date.fromisoformat(header["issued_on"])
            document.date_written = (document.issued_on.year, document.issued_on.month)
        else:
            document.issued_on = None
        document.signature = SignatureBlock(
            authority=header["authority"] or None,
            on_behalf=header["on_behalf"] or None,
            position=header["position"] or None,
            name=header["name"] or None,
        )
    return parsed


@transaction.atomic
def discard_import(*, import_id: int, by: User, at: datetime) -> PlanImport:
    """Put the import aside; the same file may then be taken in again. Raises PermissionDenied, ImportClosed."""
    plan_import = lock_import(import_id=import_id, by=by)
    change_import_state(plan_import, ImportState.DISCARDED)
    record_act(by, "bỏ lần nhập kế hoạch", plan_import, at=at)
    return plan_import


def lock_import(*, import_id: int, by: User) -> PlanImport:
    """Lock the import for a change of its review. Raises PermissionDenied, ImportClosed."""
    plan_import = PlanImport.objects.select_for_update().get(pk=import_id)
    require(can_review_import, by, plan_import)
    if plan_import.state != ImportState.REVIEW:
        raise ImportClosed(
            f"Lần nhập này {plan_import.get_state_display().lower()} nên không sửa được nữa. Hãy tải lại trang."
        )
    return plan_import


def change_import_state(plan_import: PlanImport, state: ImportState) -> None:
    """Move the import along its transition table. Raises ImportClosed."""
    if state not in IMPORT_TRANSITIONS[ImportState(plan_import.state)]:
        raise ImportClosed("Lần nhập này đã được xử lý. Hãy tải lại trang.")
    plan_import.state = state
    plan_import.save(update_fields=["state"])


def join_agencies(
    draft: DraftTask, names: Iterable[tuple[str, TaskRole]], matches: dict[str, AgencyMatch]
) -> list[DraftTaskAgency]:
    """Unsaved rows that join the written names to what they were matched with."""
    return [
        DraftTaskAgency(
            draft_task=draft,
            role=role,
            order=order,
            name_written=name[:300],
            agency=matches[name].agency,
            group=matches[name].group,
            match=MatchKind(matches[name].kind),
        )
        for order, (name, role) in enumerate(names)
    ]


def _refuse_known_file(province: Province, digest: str) -> None:
    standing = (
        PlanImport.objects.filter(province=province, sha256=digest)
        .exclude(state__in=[ImportState.DISCARDED, ImportState.FAILED])
        .first()
    )
    if standing is not None:
        raise PlanAlreadyImported(standing)


def _keep(
    parsed: ParsedDocument, *, province: Province, file_name: str, data: bytes, digest: str, by: User, at: datetime
) -> PlanImport:
    name = PurePath(file_name).name[-255:] or "ke-hoach"
    extension = PurePath(name).suffix.lower()
    plan_import = PlanImport(
        province=province,
        file_name=name,
        sha256=digest,
        state=ImportState.REVIEW,
        title=parsed.document.title,
        parsed=to_json(parsed),
        uploaded_by=by,
        uploaded_at=at,
    )
    kept_as = uuid.uuid4().hex + (extension if extension in KEPT_EXTENSIONS else "")
    plan_import.file.save(kept_as, ContentFile(data), save=False)
    try:
        with transaction.atomic():
            plan_import.save()
    except IntegrityError:
        plan_import.file.delete(save=False)
        raise
    _add_drafts(plan_import, parsed, on=effective_day(parsed.document, fallback=timezone.localdate(at)))
    record_act(by, "nhập văn bản kế hoạch", plan_import, at=at, after={"file": name, "tasks": len(parsed.tasks)})
    return plan_import


def _add_drafts(plan_import: PlanImport, parsed: ParsedDocument, *, on: date) -> None:
    written = {name for task in parsed.tasks for name in (*task.lead, *task.coordinating)}
    matches = match_many(plan_import.province, written, on=on)
    drafts = DraftTask.objects.bulk_create(
        _draft(plan_import, order, task) for order, task in enumerate(parsed.tasks, start=1)
    )
    DraftTaskAgency.objects.bulk_create(
        row
        for draft, task in zip(drafts, parsed.tasks, strict=True)
        for row in join_agencies(draft, _names_with_roles(task), matches)
    )


def _names_with_roles(task: ParsedTask) -> list[tuple[str, TaskRole]]:
    """Written names with their roles, each name once; who only cooperates (role "phối hợp") still owes the work named."""
    names = [(name, TaskRole.LEAD) for name in task.lead] + [
        (name, TaskRole.COORDINATING) for name in task.coordinating
    ]
    return list({name: (name, role) for name, role in reversed(names)}.values())[::-1]


def _draft(plan_import: PlanImport, order: int, task: ParsedTask) -> DraftTask:
    return DraftTask(
        plan_import=plan_import,
        order=order,
        provision_number=task.provision,
        section=task.section[:60],
        text=task.text,
        original_text=task.text,
        output=(task.output or "")[:500],
        indices=task.indices,
        state=DraftState.PROPOSED,
        confidence=task.confidence,
        doubts=task.doubts,
        first_line=task.lines[0],
        last_line=task.lines[1],
        deadline_kind=task.deadline.kind.value,
        deadline_value=(task.deadline.value or "")[:80],
        deadline_text=(task.deadline.text or "")[:300],
        due_date=task.deadline.due,
    )


def plan_with_number(province: Province, *, symbol: str, number: str, year: int) -> Plan | None:
    """The plan that carries the number in that year, None for a blank number or when there is none."""
    if not number:
        return None
    return Plan.objects.filter(province=province, symbol=symbol, number=number, year=year).first()
