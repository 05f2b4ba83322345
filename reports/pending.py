"""What waits for somebody's decision: the coordinator's day, and the few lines a leader must settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse

from agencies.services.calendar import working_days_before
from assignments.enums import DeliverableState
from assignments.services.reminders import remind
from conferences.models import Conference
from plans.enums import ImportState, PlanState
from plans.models import Plan, PlanImport, TaskAgency
from reports.queries import Scope, duties, duty_list_url

if TYPE_CHECKING:
    from accounts.models import User
    from assignments.models.assignment import DeliverableQuerySet

# Working days an agency may expect to wait for an answer; after that the leader sees it.
PATIENCE_WORKING_DAYS = 5
ROWS_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something to settle: how many rows, what they are, and where they stand. `icon` and `tone` as in the status component."""

    count: int
    text: str
    url: str
    icon: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """So many mails that recall so many duties."""

    messages: int
    duties: int


def waiting_for_review(scope: Scope, user: User) -> DeliverableQuerySet:
    """Answers handed in and neither accepted nor returned, longest waiting first."""
    return (
        duties(scope, user)
        .filter(state=DeliverableState.SUBMITTED)
        .select_related("assignment__agency", "assignment__task__plan")
        .defer("assignment__task__plan__document")
        .order_by("submitted_on", "pk")
    )


def patience_ends_on(scope: Scope) -> date:
    """An answer handed in before this day has waited too long."""
    return working_days_before(scope.on, PATIENCE_WORKING_DAYS, scope.province)


def questions(scope: Scope, user: User) -> list[Question]:
    """What a leader has to settle, the gravest first; lines without rows are left out. Four queries."""
    parameters = scope.parameters()
    found = [
        *_waiting_too_long(scope, user),
        Question(
            count=duties(scope, user).filter(state=DeliverableState.RETURNED).count(),
            text="kết quả bị trả lại, cơ quan chưa nộp lại",
            url=duty_list_url(parameters | {"status": "returned"}),
            icon="arrow-back-up",
            tone="orange",
        ),
        *_unmatched(scope, user),
    ]
    return [question for question in found if question.count]


def going_out_tomorrow(scope: Scope, *, at: datetime) -> Outgoing:
    """What tomorrow's reminders would send in the province as things stand now, without what was recalled already."""
    found = remind(on=scope.on + timedelta(days=1), at=at, dry_run=True, province=scope.province)
    return Outgoing(messages=found.messages, duties=found.due - found.already_sent)


def imports_in_review(scope: Scope, user: User) -> list[PlanImport]:
    """Uploaded plans nobody has confirmed yet, newest first."""
    states = (ImportState.READING, ImportState.REVIEW)
    imports = PlanImport.objects.visible_to(user).filter(province=scope.province, state__in=states)
    return list(imports.defer("parsed").order_by("-pk")[:ROWS_SHOWN])


def plans_to_issue(scope: Scope, user: User) -> list[Plan]:
    """Confirmed plans whose tasks have not been given out."""
    drafts = Plan.objects.visible_to(user).filter(province=scope.province, state=PlanState.DRAFT)
    return list(drafts.defer("document").order_by("-pk")[:ROWS_SHOWN])


def next_conference(scope: Scope, user: User) -> Conference | None:
    """The nearest conference with a day that has not passed."""
    coming = Conference.objects.visible_to(user).filter(province=scope.province, held_on__gte=scope.on)
    return coming.order_by("held_on", "pk").first()


def _waiting_too_long(scope: Scope, user: User) -> list[Question]:
    """All answers that wait, as soon as one of them has waited beyond patience."""
    waiting = waiting_for_review(scope, user).order_by().aggregate(count=Count("pk"), since=Min("submitted_on"))
    if waiting["since"] is None or waiting["since"] >= patience_ends_on(scope):
        return []
    return [
        Question(
            count=waiting["count"],
            text=f"kết quả chờ duyệt, lâu nhất từ {waiting['since']:%d/%m/%Y}",
            url=duty_list_url(scope.parameters() | {"status": "submitted"}),
            icon="send",
            tone="violet",
        )
    ]


def _unmatched(scope: Scope, user: User) -> list[Question]:
    """One line for each plan given out that names agencies nobody recognised: their tasks reach nobody."""
    names = TaskAgency.objects.filter(
        agency__isnull=True,
        group__isnull=True,
        task__plan__in=Plan.objects.visible_to(user).filter(province=scope.province, state=PlanState.ISSUED),
    )
    if scope.plan is not None:
        names = names.filter(task__plan=scope.plan)
    if scope.year is not None:
        names = names.filter(task__plan__year=scope.year)
    counted = names.order_by().values_list("task__plan").annotate(names=Count("name_written", distinct=True))
    by_plan = dict(counted)
    plans = Plan.objects.filter(pk__in=by_plan).defer("document").order_by("-effective_on", "-pk")
    return [
        Question(
            count=by_plan[plan.pk],
            text=f"tên cơ quan trong {plan} chưa nhận ra, chưa giao được",
            url=reverse("plans:plan_detail", args=[plan.pk]),
            icon="alert-triangle",
            tone="amber",
        )
        for plan in plans
    ]
