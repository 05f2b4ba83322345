"""A reviewed import becomes a plan: outline, tasks, measures, and the document ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.models import Agency
from documents.document_json import document_to_json
from documents.parsed import ParsedDocument
from documents.vietnamese import search_key
from indices.models import Criterion, Index
from plans.enums import DraftState, ImportState
from plans.models import DraftTask, Measure, Plan, PlanImport, Provision, Task, TaskAgency
from plans.permissions import can_review_import
from plans.services.importing import (
    PlanImportError,
    change_import_state,
    effective_day,
    lock_import,
    parsed_of,
    plan_with_number,
)

_YEAR = re.compile(r"\bnăm (20\d\d)\b")


class NothingAccepted(PlanImportError):
    """A plan needs at least one accepted task."""


class TasksUndecided(PlanImportError):
    """Some proposed tasks are neither accepted nor dropped."""


class PlanNumberTaken(PlanImportError):
    """Another plan of the province carries this number in the year."""


@transaction.atomic
def confirm_import(*, import_id: int, by: User, at: datetime) -> Plan:
    """Make the plan from what was accepted; pressing twice gives the same plan.

    Raises PermissionDenied, ImportClosed, TasksUndecided, NothingAccepted, PlanNumberTaken.
    """
    standing = PlanImport.objects.select_for_update().get(pk=import_id)
    require(can_review_import, by, standing)
    if standing.state == ImportState.CONFIRMED and standing.plan is not None:
        return standing.plan
    plan_import = lock_import(import_id=import_id, by=by)
    drafts = list(plan_import.draft_tasks.prefetch_related("agencies").order_by("order"))
    undecided = sum(draft.state == DraftState.PROPOSED for draft in drafts)
    if undecided:
        raise TasksUndecided(f"Còn {undecided} nhiệm vụ chưa nhận hoặc bỏ. Hãy xem hết, hoặc bấm “Nhận tất cả”.")
    accepted = [draft for draft in drafts if draft.state == DraftState.ACCEPTED]
    if not accepted:
        raise NothingAccepted("Chưa có nhiệm vụ nào được nhận nên chưa lập được kế hoạch. Hãy nhận hoặc thêm nhiệm vụ.")
    parsed = parsed_of(plan_import)
    plan = _create_plan(plan_import, parsed, by=by, at=at)
    provisions = _create_provisions(plan, parsed)
    indices = {_index_key(name): index for index in Index.objects.all() for name in (index.code, index.short_name)}
    plan.indices.set({index for name in parsed.indices if (index := indices.get(_index_key(name)))})
    criteria = _criteria_by_name(plan)
    _create_tasks(plan, accepted, provisions, indices, criteria)
    _create_measures(plan, parsed, provisions, criteria)
    plan_import.plan = plan
    plan_import.confirmed_by, plan_import.confirmed_at = by, at
    plan_import.save(update_fields=["plan", "confirmed_by", "confirmed_at"])
    change_import_state(plan_import, ImportState.CONFIRMED)
    record_act(by, "xác nhận kế hoạch", plan, at=at, after={"tasks": len(accepted), "import": plan_import.pk})
    return plan


def plan_year(parsed: ParsedDocument, *, fallback: int) -> int:
    """The year the plan is numbered in: that of its date; for an undated draft the last year its title names."""
    document = parsed.document
    if document.issued_on is not None:
        return document.issued_on.year
    if document.date_written[0]:
        return document.date_written[0]
    named = _YEAR.findall(document.title)
    return int(named[-1]) if named else fallback


def _create_plan(plan_import: PlanImport, parsed: ParsedDocument, *, by: User, at: datetime) -> Plan:
    document = parsed.document
    year = plan_year(parsed, fallback=timezone.localdate(at).year)
    number, symbol = document.number or "", document.symbol or ""
    if plan_with_number(plan_import.province, symbol=symbol, number=number, year=year):
        raise PlanNumberTaken(
            f"Tỉnh đã có kế hoạch số {number}/{symbol} năm {year}. Hãy kiểm tra lại số, hoặc bỏ lần nhập này."
        )
    try:
        with transaction.atomic():
            return Plan.objects.create(
                province=plan_import.province,
                issuer=Agency.objects.filter(province=plan_import.province, kind="ubnd").first(),
                number=number,
                symbol=symbol,
                issued_on=document.issued_on,
                effective_on=effective_day(document, fallback=timezone.localdate(at)),
                place=(document.place or "")[:80],
                title=document.title or plan_import.file_name,
                year=year,
                document=document_to_json(document),
                created_by=by,
                created_at=at,
            )
    except IntegrityError as error:
        raise PlanNumberTaken(f"Tỉnh đã có kế hoạch số {number}/{symbol} năm {year}.") from error


def _create_provisions(plan: Plan, parsed: ParsedDocument) -> dict[int, Provision]:
    """Provisions by the reader's id; parents are joined afterwards, since the rows need their keys first."""
    nodes = parsed.document.provisions
    rows = Provision.objects.bulk_create(
        Provision(
            plan=plan,
            number=number,
            kind=node.kind.value,
            marker=node.marker[:20],
            text=node.text,
            first_line=node.lines[0],
            last_line=node.lines[1],
        )
        for number, node in enumerate(nodes, start=1)
    )
    by_id = {node.id: row for node, row in zip(nodes, rows, strict=True)}
    for node, row in zip(nodes, rows, strict=True):
        row.parent = by_id.get(node.parent) if node.parent is not None else None
    Provision.objects.bulk_update(rows, ["parent"], batch_size=500)
    return by_id


def _create_tasks(
    plan: Plan,
    drafts: Iterable[DraftTask],
    provisions: dict[int, Provision],
    indices: dict[str, Index],
    criteria: list[tuple[str, Criterion]],
) -> None:
    drafts = list(drafts)
    tasks = Task.objects.bulk_create(
        Task(
            plan=plan,
            provision=provisions.get(draft.provision_number) if draft.provision_number is not None else None,
            order=order,
            section=draft.section,
            text=draft.text,
            output=draft.output,
            deadline_kind=draft.deadline_kind,
            deadline_value=draft.deadline_value,
            deadline_text=draft.deadline_text,
            due_date=draft.due_date,
        )
        for order, draft in enumerate(drafts, start=1)
    )
    TaskAgency.objects.bulk_create(
        TaskAgency(
            task=task,
            role=row.role,
            agency_id=row.agency_id,
            group_id=row.group_id,
            name_written=row.name_written,
            order=row.order,
        )
        for task, draft in zip(tasks, drafts, strict=True)
        for row in draft.agencies.all()
    )
    only = list(plan.indices.all())
    index_links, criterion_links = [], []
    for task, draft in zip(tasks, drafts, strict=True):
        served = criteria_named_in(_with_headings(draft, task), criteria)
        named = {index for name in draft.indices if (index := indices.get(_index_key(name)))}
        named |= {criterion.framework.index for criterion in served}
        # A plan for one index orders every task for it.
        named |= set(only) if len(only) == 1 else set()
        index_links += [Task.indices.through(task=task, index=index) for index in named]
        criterion_links += [Task.criteria.through(task=task, criterion=criterion) for criterion in served]
    Task.indices.through.objects.bulk_create(index_links)
    Task.criteria.through.objects.bulk_create(criterion_links)


def _create_measures(
    plan: Plan, parsed: ParsedDocument, provisions: dict[int, Provision], criteria: list[tuple[str, Criterion]]
) -> None:
    Measure.objects.bulk_create(
        Measure(
            plan=plan,
            provision=provisions.get(measure.provision),
            order=order,
            text=measure.text,
            dimension=measure.dimension[:300],
            criterion=next(iter(criteria_named_in(measure.dimension, criteria)), None),
            proposed_lead=measure.proposed_lead,
        )
        for order, measure in enumerate(parsed.measures, start=1)
    )


def _with_headings(draft: DraftTask, task: Task) -> str:
    """The task's words and the headings above it: "1. Đối với nội dung “Tham gia …”" says what the items below serve."""
    words, above = [draft.text], task.provision
    while above is not None:
        words.append(above.text)
        above = above.parent
    return " ".join(words)


def _criteria_by_name(plan: Plan) -> list[tuple[str, Criterion]]:
    """Dimensions, fields and sub-indices of the year's frameworks of the plan's indices, by the words to look for."""
    found = (
        Criterion.objects.filter(framework__index__in=plan.indices.all(), level__in=["dimension", "field", "sub_index"])
        .select_related("framework__index")
        .order_by("framework__first_year", "order")
    )
    # A later framework's row replaces the earlier one of the same name, up to the plan's own year.
    by_name = {
        (criterion.framework.index_id, _topic_key(criterion.name)): criterion
        for criterion in found
        if criterion.framework.first_year <= plan.year
    }
    return [(name, criterion) for (_, name), criterion in by_name.items()]


def criteria_named_in(text: str, criteria: list[tuple[str, Criterion]]) -> list[Criterion]:
    """Criteria whose name stands in the text, small differences of wording aside."""
    key = _topic_key(text)
    return [criterion for name, criterion in criteria if name and name in key]


def _topic_key(text: str) -> str:
    """Words as compared for topics: plans write "của địa phương" and "dịch vụ hành chính công" where the framework does not."""
    key = re.sub(r"[^a-z0-9 ]+", " ", search_key(text))
    key = key.replace("dich vu hanh chinh cong", "dich vu cong").replace("ra quyet dinh cua", "ra quyet dinh o")
    return re.sub(r" +", " ", key).strip()


def _index_key(name: str) -> str:
    """ "PAR INDEX", "PAR-Index" and "PAR" are one."""
    return re.sub(r"[^a-z0-9]", "", search_key(name)).removesuffix("index")
