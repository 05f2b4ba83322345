"""Issuing a plan gives each agency meant on the plan's day what it owes."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.roles import Role
from agencies.enums import AgencyKind
from assignments.enums import AssignmentRole, DeliverableState
from assignments.models import Assignment, Deliverable
from assignments.services.issuing import PlanAlreadyIssuedError, PlanWithoutTasksError, issue_plan
from notifications.models import Message
from plans.enums import PlanState
from tests.factories import make_agency, make_group, make_person, make_plan, make_province, make_succession, make_task

ISSUED_ON = date(2024, 4, 15)


@pytest.fixture
def draft(province):
    return make_plan(province, issued=False, on=ISSUED_ON, year=2024)


def issue(plan, by):
    return issue_plan(plan_id=plan.pk, by=by, at=timezone.now())


def test_task_of_one_agency_becomes_one_duty_with_its_date(draft, health, coordinator):
    make_task(draft, lead=health, due=date(2024, 5, 3))
    result = issue(draft, coordinator)
    duty = Deliverable.objects.get()
    assert (result.assignments, result.deliverables, result.unmatched) == (1, 1, [])
    assert (duty.assignment.agency, duty.due_date, duty.original_due_date) == (
        health,
        date(2024, 5, 3),
        date(2024, 5, 3),
    )
    assert duty.state == DeliverableState.OPEN
    draft.refresh_from_db()
    assert (draft.state, draft.released_by) == (PlanState.ISSUED, coordinator)


def test_group_reaches_the_members_of_the_plans_day(draft, province, health, coordinator):
    ended = make_agency(province, "SLD", "Sở Lao động", valid_to=date(2025, 2, 28))
    later = make_agency(province, "SNNMT", "Sở Nông nghiệp và Môi trường", valid_from=date(2025, 3, 1))
    make_task(draft, lead=make_group(province, "Các sở", [AgencyKind.DEPARTMENT]))
    issue(draft, coordinator)
    reached = set(Assignment.objects.values_list("agency__code", flat=True))
    assert reached == {health.code, ended.code}
    assert later.code not in reached


def test_agency_named_twice_is_assigned_once_as_lead(draft, province, health, home_affairs, coordinator):
    make_task(draft, lead=health, coordinating=make_group(province, "Các sở", [AgencyKind.DEPARTMENT]))
    issue(draft, coordinator)
    roles = dict(Assignment.objects.values_list("agency__code", "role"))
    assert roles == {"SYT": AssignmentRole.LEAD, "SNV": AssignmentRole.COORDINATING}


def test_name_nobody_answers_to_is_reported_once(draft, health, coordinator):
    make_task(draft, lead="Sở Không Có")
    make_task(draft, lead=health, coordinating="Sở Không Có")
    result = issue(draft, coordinator)
    assert result.unmatched == ["Sở Không Có"]
    assert result.assignments == 1


def test_recurring_order_makes_one_duty_per_period_left(draft, health, coordinator):
    make_task(draft, lead=health, recurring="quarterly,half-yearly,yearly")
    issue(draft, coordinator)
    assert list(Deliverable.objects.order_by("due_date", "period").values_list("period", "due_date")) == [
        ("6 tháng đầu năm 2024", date(2024, 6, 30)),
        ("Quý II/2024", date(2024, 6, 30)),
        ("Quý III/2024", date(2024, 9, 30)),
        ("6 tháng cuối năm 2024", date(2024, 12, 31)),
        ("Năm 2024", date(2024, 12, 31)),
        ("Quý IV/2024", date(2024, 12, 31)),
    ]


def test_order_without_date_is_owed_without_date(draft, health, coordinator):
    make_task(draft, lead=health)
    issue(draft, coordinator)
    assert Deliverable.objects.get().due_date is None


def test_everybody_who_must_act_gets_one_mail(draft, health, home_affairs, focal_point, coordinator):
    make_task(draft, lead=health)
    make_task(draft, lead=health, coordinating=home_affairs)
    issue(draft, coordinator)
    message = Message.objects.get()
    assert message.recipient == focal_point
    assert message.subject == f"Giao việc: 2 nhiệm vụ theo Kế hoạch {draft.number}/KH-UBND"
    assert "http://127.0.0.1:8000/viec-cua-toi/" in message.body_text


def test_mail_names_a_plan_without_number_once(province, health, focal_point, coordinator):
    draft = make_plan(province, issued=False, number="", on=ISSUED_ON, title="Nâng cao Chỉ số SIPAS")
    make_task(draft, lead=health)
    issue(draft, coordinator)
    [opening] = [line for line in Message.objects.get().body_text.splitlines() if "vừa được ban hành" in line]
    assert opening.count("Nâng cao Chỉ số SIPAS") == 1


def test_mail_for_an_ended_agency_goes_to_its_successor(draft, province, health, coordinator):
    labour = make_agency(province, "SLD", "Sở Lao động")
    make_succession(labour, health, on=date(2025, 3, 1))
    officer = make_person(Role.FOCAL_POINT, province, health)
    make_task(draft, lead=labour)
    issue(draft, coordinator)
    assert Assignment.objects.get().agency == labour
    assert Message.objects.get().recipient == officer


def test_second_press_issues_nothing_again(draft, health, coordinator):
    make_task(draft, lead=health)
    issue(draft, coordinator)
    with pytest.raises(PlanAlreadyIssuedError):
        issue(draft, coordinator)
    assert Deliverable.objects.count() == 1


def test_plan_without_tasks_is_not_issued(draft, coordinator):
    with pytest.raises(PlanWithoutTasksError):
        issue(draft, coordinator)


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_people_without_the_office_may_not_issue(draft, province, health, role):
    make_task(draft, lead=health)
    with pytest.raises(PermissionDenied):
        issue(draft, make_person(role, province))


def test_coordinator_of_another_province_may_not_issue(draft, health, stranger):
    make_task(draft, lead=health)
    with pytest.raises(PermissionDenied):
        issue(draft, stranger)


def test_issuing_is_in_the_audit_trail(draft, health, coordinator):
    make_task(draft, lead=health)
    issue(draft, coordinator)
    event = AuditEvent.objects.get(act="ban hành kế hoạch")
    assert (event.actor, event.after["deliverables"]) == (coordinator, 1)


def test_cost_does_not_grow_with_the_agencies(db):
    def queries(agencies: int) -> int:
        other = make_province(f"tinh-{agencies}", f"Tỉnh {agencies}", str(agencies))
        by = make_person(Role.COORDINATOR, other)
        plan = make_plan(other, issued=False, on=ISSUED_ON)
        for number in range(agencies):
            agency = make_agency(other, f"S{number}", f"Sở {number}")
            make_person(Role.FOCAL_POINT, other, agency)
        make_task(plan, lead=make_group(other, "Các sở", [AgencyKind.DEPARTMENT]))
        with CaptureQueriesContext(connection) as counted:
            issue(plan, by)
        return len(counted)

    queries(1)  # the first act of all starts the audit chain
    assert queries(2) == queries(12)
