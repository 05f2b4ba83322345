"""The status people see follows from state, progress and dates, and lists filter by the same rules."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.roles import Role
from assignments.enums import DeliverableState, DutyStatus
from assignments.models import Deliverable
from assignments.status import StatusClock, duty_status
from tests.factories import make_duty, make_person, make_plan

# A Monday without holidays near it.
MONDAY = date(2026, 10, 19)
S, D = DeliverableState, DutyStatus


@pytest.mark.parametrize(
    ("state", "due_in", "fields", "expected", "days"),
    [
        (S.OPEN, None, {}, D.NOT_STARTED, None),
        (S.OPEN, 30, {}, D.NOT_STARTED, None),
        (S.OPEN, 30, {"progress_percent": 0}, D.NOT_STARTED, None),
        (S.OPEN, 30, {"progress_percent": 10}, D.IN_PROGRESS, None),
        (S.OPEN, 10, {"progress_percent": 10}, D.IN_PROGRESS, None),
        (S.OPEN, 9, {"progress_percent": 10}, D.DUE_SOON, 7),
        (S.OPEN, 4, {}, D.DUE_SOON, 4),
        (S.OPEN, 0, {}, D.DUE_SOON, 0),
        (S.OPEN, -1, {"progress_percent": 90}, D.OVERDUE, 1),
        (S.RETURNED, 3, {}, D.RETURNED, None),
        (S.RETURNED, -5, {}, D.OVERDUE, 5),
        (S.SUBMITTED, -5, {}, D.SUBMITTED, None),
        (S.ACCEPTED, -5, {}, D.DONE_ON_TIME, None),
        (S.ACCEPTED, None, {}, D.DONE_ON_TIME, None),
        (S.ACCEPTED, -5, {"submitted_on": MONDAY - timedelta(days=2)}, D.DONE_LATE, 3),
        (S.WAIVED, -5, {}, D.STOPPED, None),
        (S.CANCELLED, 5, {}, D.STOPPED, None),
    ],
)
def test_status_of_a_duty(health, state, due_in, fields, expected, days):
    due = None if due_in is None else MONDAY + timedelta(days=due_in)
    duty = make_duty(health, due=due, state=state, **fields)
    assert duty_status(duty, MONDAY) == expected
    assert StatusClock(health.province, MONDAY).days(duty) == days


def test_lists_and_badges_agree(health):
    plan, reviewer = make_plan(health.province), make_person(Role.COORDINATOR, health.province)
    for state, due_in, progress in itertools.product(S, [None, -9, -1, 0, 1, 8, 9, 10, 11, 60], [None, 0, 50]):
        due = None if due_in is None else MONDAY + timedelta(days=due_in)
        fields = {"progress_percent": progress}
        if state == S.ACCEPTED:
            fields |= {"submitted_on": MONDAY, "accepted_by": reviewer}
        make_duty(health, plan=plan, due=due, state=state, **fields)
    clock = StatusClock(health.province, MONDAY)
    duties = list(Deliverable.objects.all())
    for status in D:
        listed = set(Deliverable.objects.with_status(status, on=MONDAY, due_soon_until=clock.due_soon_until))
        badges = {duty for duty in duties if clock.status(duty) == status}
        if status == D.RETURNED:
            # A returned answer past its date shows as overdue and still is in both lists.
            assert badges < listed
            assert {duty.state for duty in listed} == {S.RETURNED}
        else:
            assert listed == badges


def test_drawn_states_are_those_of_the_table(capsys):
    call_command("statemachine")
    page = (Path(__file__).parents[2] / "docs" / "duty-states.md").read_text(encoding="utf-8")
    assert re.search(r"```mermaid\n(.*?)\n```", page, re.DOTALL)[1] == capsys.readouterr().out.strip()
