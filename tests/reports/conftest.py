"""A small province with two agencies, a plan and people of each office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.enums import AgencyKind
from agencies.models import Agency, Province
from assignments.enums import AssignmentRole, DeliverableState
from assignments.models import Assignment, Deliverable
from indices.enums import CriterionLevel
from indices.models import Criterion, Framework, Index
from plans.enums import PlanState
from plans.models import Plan, Task


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def province(db) -> Province:
    return Province.objects.create(
        slug="hung-yen", scheme=34, code="33", name="Hưng Yên", full_name="Tỉnh Hưng Yên", kind="tỉnh"
    )


@pytest.fixture
def other_province(db) -> Province:
    return Province.objects.create(
        slug="dong-thap", scheme=34, code="82", name="Đồng Tháp", full_name="Tỉnh Đồng Tháp", kind="tỉnh"
    )


def make_agency(province: Province, code: str, name: str) -> Agency:
    return Agency.objects.create(
        province=province, code=code, symbol=code, name=name, short_name=name, kind=AgencyKind.DEPARTMENT
    )


@pytest.fixture
def home_affairs(province) -> Agency:
    return make_agency(province, "SNV", "Sở Nội vụ")


@pytest.fixture
def health(province) -> Agency:
    return make_agency(province, "SYT", "Sở Y tế")


def make_person(email: str, role: Role, province: Province, agency: Agency | None = None) -> User:
    person = User.objects.create_user(email, "matkhau-dai-12", full_name=email.split("@")[0])
    RoleGrant.objects.create(user=person, role=role, province=province, agency=agency)
    return person


@pytest.fixture
def leader(province) -> User:
    return make_person("leader@hy.invalid", Role.LEADER, province)


@pytest.fixture
def coordinator(province) -> User:
    return make_person("coordinator@hy.invalid", Role.COORDINATOR, province)


@pytest.fixture
def health_officer(province, health) -> User:
    return make_person("focal@hy.invalid", Role.FOCAL_POINT, province, health)


def make_plan(province: Province, *, number: str = "87", year: int | None = None) -> Plan:
    day = timezone.localdate() - timedelta(days=60)
    return Plan.objects.create(
        province=province,
        number=number,
        symbol="KH-UBND",
        title="Nâng cao Chỉ số PAPI",
        year=year or day.year,
        effective_on=day,
        issued_on=day,
        state=PlanState.ISSUED,
        document={},
        created_at=timezone.now(),
        released_at=timezone.now(),
    )


@pytest.fixture
def plan(province) -> Plan:
    return make_plan(province)


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
        framework=framework, code="PAPI-2", level=CriterionLevel.DIMENSION, name="Công khai, minh bạch"
    )


DutyMaker = Callable[..., Deliverable]


@pytest.fixture
def duty(plan, today) -> DutyMaker:
    """Make a duty: `duty(agency, due=-3)` is owed since three days; `done=-5` was handed in and accepted."""

    def make(
        agency: Agency,
        *,
        due: int | None = 10,
        done: int | None = None,
        state: DeliverableState = DeliverableState.OPEN,
        of: Plan | None = None,
        indices: list[Index] | None = None,
        criteria: list[Criterion] | None = None,
        **fields: Any,
    ) -> Deliverable:
        of = of or plan
        task = Task.objects.create(plan=of, order=of.tasks.count() + 1, text="Công khai bảng giá đất")
        task.indices.set(indices or [])
        task.criteria.set(criteria or [])
        assignment = Assignment.objects.create(province=of.province, task=task, agency=agency, role=AssignmentRole.LEAD)
        if done is not None:
            fields |= {
                "submitted_on": today + timedelta(days=done),
                "accepted_at": timezone.now(),
                "accepted_by": User.objects.get_or_create(email="approver@hy.invalid")[0],
            }
            state = DeliverableState.ACCEPTED
        return Deliverable.objects.create(
            assignment=assignment,
            due_date=None if due is None else today + timedelta(days=due),
            state=state,
            **fields,
        )

    return make
