"""What dashboards count: duties due some days from now, in a province where tasks serve PAPI."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from agencies.models import Agency
from assignments.enums import DeliverableState
from assignments.models import Deliverable
from indices.enums import CriterionLevel
from indices.models import Criterion, Framework, Index
from plans.models import Plan
from tests import factories

DutyMaker = Callable[..., Deliverable]


@pytest.fixture
def papi(db) -> Index:
    return Index.objects.create(
        code="PAPI",
        name="Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh",
        short_name="PAPI",
        publisher="UNDP",
        first_year=2011,
        scale_min=8,
        scale_max=80,
        unit="điểm",
    )


@pytest.fixture
def transparency(papi) -> Criterion:
    framework = Framework.objects.create(index=papi, code="PAPI 2021", first_year=2021)
    return Criterion.objects.create(
        framework=framework, code="PAPI.2", level=CriterionLevel.DIMENSION, name="Công khai, minh bạch"
    )


@pytest.fixture
def duty(plan: Plan, today: date, coordinator) -> DutyMaker:
    """`duty(agency, due=-3)` has been owed for three days; `done=-5` was handed in five days ago and accepted."""

    def make(
        agency: Agency,
        *,
        due: int | None = 10,
        done: int | None = None,
        of: Plan | None = None,
        indices: tuple[Index, ...] = (),
        criteria: tuple[Criterion, ...] = (),
        **fields: Any,
    ) -> Deliverable:
        if done is not None:
            fields |= {
                "state": DeliverableState.ACCEPTED,
                "submitted_on": today + timedelta(days=done),
                "accepted_by": coordinator,
            }
        due_date = None if due is None else today + timedelta(days=due)
        made = factories.make_duty(agency, plan=of or plan, due=due_date, **fields)
        made.assignment.task.indices.set(indices)
        made.assignment.task.criteria.set(criteria)
        return made

    return make
