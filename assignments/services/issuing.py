"""Issuing a plan: each task reaches the agencies meant on the plan's day, each agency gets what it owes by which date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from accounts.services.office_holders import people_of_agencies
from agencies.enums import AgencyKind
from agencies.models import Agency, AgencyGroup
from assignments.enums import AssignmentRole
from assignments.models import Assignment, Deliverable
from assignments.permissions import can_issue_plan
from assignments.services.periods import Period, periods_of
from notifications.enums import MessageKind
from notifications.services.composing import MailLine, MailSection, compose
from notifications.services.outbox import Draft, queue_messages
from plans.enums import PLAN_TRANSITIONS, DeadlineKind, PlanState, TaskRole
from plans.models import Plan, Task

_BATCH = 500
_LINES_PER_MAIL = 30


class PlanAlreadyIssuedError(ValidationError):
    """The plan left the draft state before: pressed twice, or issued by a colleague."""


class PlanWithoutTasksError(ValidationError):
    """There is nothing to give out."""


@dataclass(frozen=True, kw_only=True)
class IssueResult:
    """How many assignments and deliverables were made; `unmatched` are written names nobody answers to, each once."""

    assignments: int
    deliverables: int
    unmatched: list[str]


@dataclass(frozen=True, kw_only=True)
class TaskReach:
    """Whom one task will reach: agencies by role, names nobody answers to, and the dates each agency will owe."""

    task: Task
    roles: dict[int, AssignmentRole]
    unmatched: list[str] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)

    @property
    def agency_count(self) -> int:
        return len(self.roles)


@transaction.atomic
def issue_plan(*, plan_id: int, by: User, at: datetime) -> IssueResult:
    """Issue the plan: assignments, deliverables and one mail to everybody who must act.

    Raises PermissionDenied, PlanAlreadyIssuedError, PlanWithoutTasksError.
    """
    plan = Plan.objects.select_for_update(of=("self",)).defer("document").get(pk=plan_id)
    require(can_issue_plan, by, plan)
    if PlanState.ISSUED not in PLAN_TRANSITIONS[PlanState(plan.state)]:
        raise PlanAlreadyIssuedError("Kế hoạch này đã được ban hành, các nhiệm vụ đã giao.")
    reaches = plan_reach(plan)
    if not reaches:
        raise PlanWithoutTasksError("Kế hoạch chưa có nhiệm vụ nào để giao. Hãy thêm nhiệm vụ rồi ban hành.")

    plan.state = PlanState.ISSUED
    plan.released_by, plan.released_at = by, at
    plan.save(update_fields=["state", "released_by", "released_at"])
    assignments = Assignment.objects.bulk_create(
        [
            Assignment(province_id=plan.province_id, task=reach.task, agency_id=agency, role=role)
            for reach in reaches
            for agency, role in reach.roles.items()
        ],
        batch_size=_BATCH,
    )
    periods = {reach.task.pk: reach.periods for reach in reaches}
    deliverables = Deliverable.objects.bulk_create(
        [
            deliverable
            for assignment in assignments
            for deliverable in _deliverables(assignment, periods[assignment.task_id])
        ],
        batch_size=_BATCH,
    )
    result = IssueResult(
        assignments=len(assignments), deliverables=len(deliverables), unmatched=unmatched_names(reaches)
    )
    record_act(
        by,
        "ban hành kế hoạch",
        plan,
        at=at,
        before={"state": PlanState.DRAFT},
        after={
            "state": PlanState.ISSUED,
            "assignments": result.assignments,
            "deliverables": result.deliverables,
            "unmatched": result.unmatched,
        },
    )
    _announce(plan, deliverables, at=at)
    return result


def plan_reach(plan: Plan) -> list[TaskReach]:
    """For each task of the plan the agencies it means on the plan's day, also for the preview; lead wins over coordinating."""
    tasks = plan.tasks.prefetch_related("agencies__agency", "agencies__group").order_by("order")
    members: dict[int, list[int]] = {}

    def agencies_of(group: AgencyGroup) -> list[int]:
        if group.pk not in members:
            members[group.pk] = list(group.members_on(plan.effective_on).values_list("pk", flat=True))
        return members[group.pk]

    return [_reach(task, plan, agencies_of) for task in tasks]


def unmatched_names(reaches: list[TaskReach]) -> list[str]:
    """Written names nobody answers to, each once, in the order of the plan."""
    return list(dict.fromkeys(name for reach in reaches for name in reach.unmatched))


def _reach(task: Task, plan: Plan, agencies_of) -> TaskReach:
    roles: dict[int, AssignmentRole] = {}
    unmatched = []
    named = sorted(task.agencies.all(), key=lambda named: (named.role != TaskRole.LEAD, named.order, named.pk))
    for row in named:
        if row.agency is not None and row.agency.kind == AgencyKind.CENTRAL:
            # A province gives no orders to a ministry; "phối hợp với Bộ Nội vụ" is work of the agency that leads.
            continue
        if row.agency_id is not None:
            found = [row.agency_id]
        else:
            found = agencies_of(row.group) if row.group is not None else []
        if not found:
            unmatched.append(row.name_written)
        for agency in found:
            roles.setdefault(agency, AssignmentRole(row.role))
    return TaskReach(task=task, roles=roles, unmatched=unmatched, periods=_periods(task, plan))


def _periods(task: Task, plan: Plan) -> list[Period]:
    """The occasions of a recurring order; empty for all others, which are answered once."""
    if task.deadline_kind != DeadlineKind.RECURRING:
        return []
    return periods_of(task.deadline_value, year=plan.year, since=plan.effective_on)


def _deliverables(assignment: Assignment, periods: list[Period]) -> list[Deliverable]:
    occasions: list[tuple[str, date | None]] = [(period.label, period.due) for period in periods]
    return [
        Deliverable(assignment=assignment, period=label, due_date=due, original_due_date=due)
        for label, due in occasions or [("", assignment.task.due_date)]
    ]


def _announce(plan: Plan, deliverables: list[Deliverable], *, at: datetime) -> None:
    """One mail to each person who must act, with all that the person's agencies owe by this plan."""
    by_agency: dict[int, list[Deliverable]] = defaultdict(list)
    for deliverable in deliverables:
        by_agency[deliverable.assignment.agency_id].append(deliverable)
    people = people_of_agencies(by_agency, on=timezone.localdate(at))
    agencies = Agency.objects.in_bulk(by_agency)
    owed_by: dict[User, list[int]] = defaultdict(list)
    for agency_id, users in people.items():
        for user in users:
            owed_by[user].append(agency_id)
    drafts = []
    for user, agency_ids in owed_by.items():
        own = sorted((agencies[pk] for pk in agency_ids), key=lambda agency: agency.sort_key)
        total = sum(len(by_agency[agency.pk]) for agency in own)
        text, html = compose(
            greeting=f"Kính gửi {user.full_name},",
            paragraphs=[f"{plan.citation} vừa được ban hành và giao cho cơ quan anh/chị {total} nhiệm vụ:"],
            sections=[_section(agency, by_agency[agency.pk]) for agency in own],
            link=reverse("assignments:my_duties"),
            link_text="Mở danh sách việc của tôi",
        )
        drafts.append(
            Draft(
                recipient=user,
                kind=MessageKind.ASSIGNMENT,
                dedupe_key=f"issue:{plan.pk}:{user.pk}",
                subject=f"Giao việc: {total} nhiệm vụ theo {plan}",
                body_text=text,
                body_html=html,
                province=plan.province,
            )
        )
    queue_messages(drafts, at=at)


def _section(agency: Agency, deliverables: list[Deliverable]) -> MailSection:
    dated = sorted(deliverables, key=lambda duty: (duty.due_date is None, duty.due_date or date.max, duty.pk))
    lines = [
        MailLine(text=duty.assignment.task.text, detail=_when(duty), path=duty.get_absolute_url())
        for duty in dated[:_LINES_PER_MAIL]
    ]
    return MailSection(heading=agency.name, lines=lines, more=max(0, len(dated) - _LINES_PER_MAIL))


def _when(duty: Deliverable) -> str:
    due = f"Hạn {duty.due_date:%d/%m/%Y}" if duty.due_date else "Không nêu hạn"
    role = duty.assignment.get_role_display()
    return ". ".join(filter(None, [duty.period, due, role]))
