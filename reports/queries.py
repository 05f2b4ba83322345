"""What the province's duties come to: one definition of every figure, for page, spreadsheet and printed brief.

A figure counts deliverables, that is what one agency owes by one date; a task given to ten agencies counts ten times.
Waived and cancelled duties are in no figure. `DutyCounts.links` names for every figure the list that holds its rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Max
from django.urls import reverse

from agencies.models import Agency, Province
from assignments.models import Deliverable
from indices.models import Criterion, Index
from plans.enums import PlanState
from plans.models import Plan

if TYPE_CHECKING:
    from accounts.models import User
    from assignments.models.assignment import DeliverableQuerySet

# The four counts in the order people read them; the words are also the `status` of the list of duties.
COUNTED = ("done_on_time", "done_late", "running", "overdue")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a dashboard looks at: one province, on one day, perhaps only one plan or the plans of one year."""

    province: Province
    on: date
    plan: Plan | None = None
    year: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return self.plan is not None or self.year is not None

    def parameters(self) -> dict[str, str]:
        """The scope as the query string of any list that knows the same filters."""
        parameters = {}
        if self.plan is not None:
            parameters["plan"] = str(self.plan.pk)
        if self.year is not None:
            parameters["year"] = str(self.year)
        return parameters


@dataclass(frozen=True, kw_only=True)
class DutyCounts:
    """How many duties stand where, and where each of these sets of duties is listed."""

    done_on_time: int = 0
    done_late: int = 0
    running: int = 0
    overdue: int = 0
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.done_on_time + self.done_late + self.running + self.overdue

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def links(self) -> dict[str, str]:
        """Address of the list behind each figure, by the figure's name."""
        return {status: duty_list_url(self.parameters | {"status": status}) for status in COUNTED}


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
    """One agency's line. An agency that has ended keeps its own line under its own name."""

    agency: Agency
    counts: DutyCounts


@dataclass(frozen=True, kw_only=True)
class IndexRow:
    """One index, with those of its criteria that tasks name."""

    index: Index
    counts: DutyCounts
    criteria: list[CriterionRow]


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    criterion: Criterion
    counts: DutyCounts


def duty_list_url(parameters: dict[str, str]) -> str:
    """The list of duties under those filters."""
    return f"{reverse('assignments:duty_list')}?{urlencode(parameters)}"


def duties(scope: Scope, user: User) -> DeliverableQuerySet:
    """The duties the scope holds, as far as the person may see them."""
    chosen = Deliverable.objects.visible_to(user).filter(assignment__province=scope.province)
    if scope.plan is not None:
        chosen = chosen.filter(assignment__task__plan=scope.plan)
    if scope.year is not None:
        chosen = chosen.filter(assignment__task__plan__year=scope.year)
    return chosen


def duty_counts(scope: Scope, user: User) -> DutyCounts:
    """The four figures of the whole scope, in one query."""
    return DutyCounts(
        **duties(scope, user).aggregate(**Deliverable.objects.counts(on=scope.on)), parameters=scope.parameters()
    )


def counts_by_agency(scope: Scope, user: User) -> list[AgencyRow]:
    """A line for each agency that has a duty, latest first; two queries whatever the number of agencies."""
    by_agency = _grouped(scope, user, "assignment__agency", parameter="agency")
    rows = [AgencyRow(agency=agency, counts=by_agency[agency.pk]) for agency in Agency.objects.filter(pk__in=by_agency)]
    return sorted(rows, key=lambda row: (-row.counts.overdue, -row.counts.done_late, row.agency.sort_key))


def counts_by_index(scope: Scope, user: User) -> list[IndexRow]:
    """A line for each index that tasks serve, and below it for each criterion they name; four queries.

    A duty whose task serves two indices counts under both, so the lines add up to more than the whole.
    """
    by_index = _grouped(scope, user, "assignment__task__indices", parameter="index")
    by_criterion = _grouped(scope, user, "assignment__task__criteria", parameter="criterion")
    criteria: dict[int, list[CriterionRow]] = {}
    for criterion in Criterion.objects.filter(pk__in=by_criterion).select_related("framework").order_by("order", "pk"):
        row = CriterionRow(criterion=criterion, counts=by_criterion[criterion.pk])
        criteria.setdefault(criterion.framework.index_id, []).append(row)
    return [
        IndexRow(index=index, counts=by_index.get(index.pk, DutyCounts()), criteria=criteria.get(index.pk, []))
        for index in Index.objects.filter(pk__in={*by_index, *criteria})
    ]


def plans_to_choose(province: Province, user: User) -> list[Plan]:
    """Plans already given out, newest first: what the filters of a dashboard offer."""
    issued = Plan.objects.visible_to(user).filter(province=province).exclude(state=PlanState.DRAFT)
    return list(issued.defer("document").order_by("-effective_on", "-pk"))


def latest_submission_day(scope: Scope, user: User) -> date | None:
    """The last day on which anybody handed anything in: how fresh the figures are."""
    return duties(scope, user).aggregate(latest=Max("submitted_on"))["latest"]


def _grouped(scope: Scope, user: User, path: str, *, parameter: str) -> dict[int, DutyCounts]:
    """The four figures by the key at the end of `path`; duties without one are left out."""
    rows = (
        duties(scope, user)
        .filter(**{f"{path}__isnull": False})
        .order_by()
        .values_list(path)
        .annotate(**Deliverable.objects.counts(on=scope.on))
    )
    return {
        key: DutyCounts(
            **dict(zip(COUNTED, figures, strict=True)), parameters=scope.parameters() | {parameter: str(key)}
        )
        for key, *figures in rows
        if any(figures)
    }
