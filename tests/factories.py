"""Rows in the words of the trade, for tests: a province with its agencies, people of each office, an issued plan.

Every maker gives sensible values and takes only what the test is about.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.enums import AgencyKind
from agencies.models import Agency, AgencyGroup, Province, Succession
from assignments.enums import AssignmentRole, DeliverableState
from assignments.models import Assignment, Deliverable
from plans.enums import DeadlineKind, PlanState, TaskRole
from plans.models import Plan, Task, TaskAgency

PASSWORD = "mat-khau-dai-12"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_numbers = count(1)


def moment(day: date, hour: int = 9) -> datetime:
    """That hour of the day in Vietnam."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)


def make_province(slug: str = "hung-yen", name: str = "Hưng Yên", code: str = "33", **fields: Any) -> Province:
    return Province.objects.create(
        **{"slug": slug, "scheme": 34, "code": code, "name": name, "full_name": f"Tỉnh {name}", "kind": "tỉnh"} | fields
    )


def make_agency(province: Province, code: str, name: str, **fields: Any) -> Agency:
    values = {"symbol": code, "short_name": name, "kind": AgencyKind.DEPARTMENT} | fields
    return Agency.objects.create(province=province, code=code, name=name, **values)


def make_group(province: Province, name: str, kinds: list[str], code: str = "") -> AgencyGroup:
    return AgencyGroup.objects.create(province=province, name=name, kinds=kinds, code=code or f"N{next(_numbers)}")


def make_succession(old: Agency, new: Agency, *, on: date) -> Succession:
    """From that day `new` carries on the work of `old`, which ended the day before."""
    old.valid_to = on - timedelta(days=1)
    old.save()
    return Succession.objects.create(predecessor=old, successor=new, effective_on=on)


def make_person(role: Role | None, province: Province, agency: Agency | None = None, **fields: Any) -> User:
    number = next(_numbers)
    values = {"email": f"nguoi{number}@example.invalid", "full_name": f"Nguyễn Văn {number}"} | fields
    person = User.objects.create_user(password=PASSWORD, **values)
    if role is not None:
        RoleGrant.objects.create(user=person, role=role, province=province, agency=agency)
    return person


def make_plan(province: Province, *, issued: bool = True, on: date | None = None, **fields: Any) -> Plan:
    """A plan dated `on` (default 60 days ago), issued unless told otherwise."""
    day = on or timezone.localdate() - timedelta(days=60)
    values = {
        "number": str(next(_numbers)),
        "symbol": "KH-UBND",
        "title": "Nâng cao Chỉ số PAPI",
        "year": day.year,
        "effective_on": day,
        "issued_on": day,
        "document": {},
        "created_at": moment(day),
        "state": PlanState.ISSUED if issued else PlanState.DRAFT,
        "released_at": moment(day) if issued else None,
    }
    return Plan.objects.create(province=province, **values | fields)


def make_task(
    plan: Plan,
    *,
    lead: Agency | AgencyGroup | str | None = None,
    coordinating: Agency | AgencyGroup | str | None = None,
    due: date | None = None,
    recurring: str = "",
    **fields: Any,
) -> Task:
    """A task for an agency, a group, or a name nobody recognises; due on a day or `recurring` ("quarterly")."""
    kind = DeadlineKind.RECURRING if recurring else DeadlineKind.DATE if due else DeadlineKind.NONE
    values = {
        "text": "Công khai bảng giá đất tại trụ sở",
        "section": "III.1",
        "deadline_kind": kind,
        "deadline_value": recurring or (due.isoformat() if due else ""),
        "due_date": due,
        "order": plan.tasks.count() + 1,
    }
    task = Task.objects.create(plan=plan, **values | fields)
    for role, named in ((TaskRole.LEAD, lead), (TaskRole.COORDINATING, coordinating)):
        if named is not None:
            TaskAgency.objects.create(
                task=task,
                role=role,
                agency=named if isinstance(named, Agency) else None,
                group=named if isinstance(named, AgencyGroup) else None,
                name_written=str(named),
            )
    return task


def make_duty(
    agency: Agency,
    *,
    plan: Plan | None = None,
    due: date | None = None,
    state: DeliverableState = DeliverableState.OPEN,
    role: AssignmentRole = AssignmentRole.LEAD,
    text: str = "Công khai bảng giá đất tại trụ sở",
    **fields: Any,
) -> Deliverable:
    """A duty of the agency in a state; accepted ones count as handed in on their due date unless told otherwise."""
    plan = plan or make_plan(agency.province)
    task = make_task(plan, lead=agency, due=due, text=text)
    assignment = Assignment.objects.create(province=agency.province, task=task, agency=agency, role=role)
    if state == DeliverableState.ACCEPTED:
        fields = {
            "submitted_on": due or timezone.localdate(),
            "accepted_at": timezone.now(),
            "accepted_by": fields.pop("accepted_by", None) or make_person(Role.COORDINATOR, agency.province),
        } | fields
    if state == DeliverableState.RETURNED:
        fields.setdefault("return_reason", "Thiếu bảng tổng hợp.")
    if state == DeliverableState.SUBMITTED:
        fields.setdefault("submitted_on", timezone.localdate())
    return Deliverable.objects.create(assignment=assignment, due_date=due, original_due_date=due, state=state, **fields)
