"""Which dimensions of its indices a plan serves, and who leads there: an empty row is a gap of the plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from indices.enums import CriterionLevel
from indices.models import Criterion, Framework
from plans.enums import TaskRole
from plans.models import Plan

_LEVELS = (CriterionLevel.DIMENSION, CriterionLevel.FIELD, CriterionLevel.SUB_INDEX)


@dataclass(frozen=True)
class Coverage:
    """A dimension with the number of its tasks and measures and the agencies that lead, as written."""

    criterion: Criterion
    task_count: int
    measure_count: int
    leads: list[str]

    @property
    def is_gap(self) -> bool:
        return not (self.task_count or self.measure_count)


def coverage_of(plan: Plan) -> list[Coverage]:
    """One row for each dimension, field or sub-index of the plan's indices in the plan's year, in their order.

    A constant number of queries. Empty for a plan none of whose tasks quotes a dimension: it plans an event, not results.
    """
    tasks: dict[int, int] = defaultdict(int)
    leads: dict[int, dict[str, None]] = defaultdict(dict)
    for task in plan.tasks.prefetch_related("criteria", "agencies"):
        for criterion in task.criteria.all():
            tasks[criterion.pk] += 1
            leads[criterion.pk] |= {row.name_written: None for row in task.agencies.all() if row.role == TaskRole.LEAD}
    measures: dict[int, int] = defaultdict(int)
    for criterion_id in plan.measures.exclude(criterion=None).values_list("criterion_id", flat=True):
        measures[criterion_id] += 1
    if not (tasks or measures):
        return []
    frameworks = Framework.objects.filter(index__in=plan.indices.all()).in_year(plan.year)
    criteria = Criterion.objects.filter(framework__in=frameworks, level__in=_LEVELS).select_related("framework__index")
    return [
        Coverage(one, tasks[one.pk], measures[one.pk], list(leads[one.pk]))
        for one in criteria.order_by("framework__index__order", "order", "pk")
    ]
