"""Reminders: seven and one working days before, on the day, after; each once, missed days caught up."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from assignments.enums import DeliverableState
from assignments.models import Reminder, ReminderRule
from assignments.services.reminders import remind
from assignments.services.submissions import submit
from assignments.tasks import send_reminders
from notifications.models import Message
from tests.factories import make_agency, make_duty, make_person, make_succession, moment

# Monday; the seventh working day before it is Thursday 8 October, the first is Friday the 16th.
DUE = date(2026, 10, 19)


@pytest.fixture(autouse=True)
def default_rules(db):
    """Tests that empty the tables also empty what a migration put there."""
    for days in (7, 1, 0, -1):
        ReminderRule.objects.get_or_create(province=None, working_days_before=days)


def run(on: date, **values):
    return remind(on=on, at=moment(on, 7), **values)


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        (date(2026, 10, 8), 7),
        (date(2026, 10, 16), 1),
        (DUE, 0),
        (date(2026, 10, 20), -1),
    ],
)
def test_each_rule_reminds_on_its_working_day(health, focal_point, on, rule):
    duty = make_duty(health, due=DUE)
    run(on - timedelta(days=1))
    before = Message.objects.count()
    assert run(on).messages == 1
    assert Message.objects.count() == before + 1
    newest = Reminder.objects.latest("pk")
    assert (newest.deliverable, newest.recipient, newest.working_days_before) == (duty, focal_point, rule)


def test_nobody_is_reminded_before_the_first_rule(health, focal_point):
    make_duty(health, due=DUE)
    result = run(date(2026, 10, 7))
    assert (result.due, result.messages) == (0, 0)


def test_second_run_sends_nothing_twice(health, focal_point):
    make_duty(health, due=DUE)
    first, second = run(DUE), run(DUE)
    assert (first.due, first.messages, first.already_sent) == (1, 1, 0)
    assert (second.due, second.messages, second.already_sent) == (1, 0, 1)


def test_days_between_the_rules_are_quiet(health, focal_point):
    make_duty(health, due=DUE)
    sent = [run(DUE + timedelta(days=days)).messages for days in range(-14, 30)]
    assert sum(sent) == 4


def test_missed_days_are_caught_up_by_one_mail(health, focal_point):
    make_duty(health, due=DUE)
    result = run(DUE + timedelta(days=20))
    assert result.messages == 1
    assert Reminder.objects.get().working_days_before == -1


def test_person_gets_one_mail_for_all_duties(health, focal_point):
    late, today, soon = (make_duty(health, due=DUE + timedelta(days=days), text=f"Việc {days}") for days in (-4, 0, 2))
    result = run(DUE)
    assert (result.due, result.messages) == (3, 1)
    message = Message.objects.get()
    assert message.subject == "Nhắc việc: 1 việc quá hạn, 1 việc đến hạn hôm nay, 1 việc sắp đến hạn"
    for duty in (late, today, soon):
        assert f"http://127.0.0.1:8000/nhiem-vu/{duty.pk}/" in message.body_text


def test_duty_found_later_the_same_day_makes_a_mail_of_its_own(health, focal_point):
    make_duty(health, due=DUE)
    run(DUE)
    make_duty(health, due=DUE, text="Việc mới")
    result = run(DUE)
    assert (result.messages, result.already_sent) == (1, 1)
    assert "Việc mới" in Message.objects.latest("pk").body_text
    assert Message.objects.latest("pk").body_text.count("/nhiem-vu/") == 1


@pytest.mark.parametrize(
    "state",
    [
        DeliverableState.SUBMITTED,
        DeliverableState.ACCEPTED,
        DeliverableState.WAIVED,
        DeliverableState.CANCELLED,
    ],
)
def test_answered_and_stopped_duties_are_not_recalled(health, focal_point, state):
    make_duty(health, due=DUE, state=state)
    assert run(DUE).due == 0


def test_returned_duty_is_recalled(health, focal_point):
    make_duty(health, due=DUE, state=DeliverableState.RETURNED)
    assert run(DUE).messages == 1


def test_answer_between_two_rules_ends_the_reminding(health, focal_point):
    duty = make_duty(health, due=DUE)
    run(date(2026, 10, 16))
    submit(deliverable_id=duty.pk, text="Xong.", by=focal_point, at=moment(date(2026, 10, 17)))
    assert run(DUE).messages == 0


def test_moved_due_date_is_recalled_anew(health, focal_point):
    duty = make_duty(health, due=DUE)
    run(DUE)
    duty.due_date = DUE + timedelta(days=1)
    duty.save()
    assert run(DUE).messages == 1


def test_successors_people_are_reminded_of_an_ended_agencys_duty(province, health, focal_point):
    old = make_agency(province, "SLD", "Sở Lao động")
    make_succession(old, health, on=date(2025, 3, 1))
    make_duty(old, due=DUE)
    run(DUE)
    assert Message.objects.get().recipient == focal_point


def test_head_is_reminded_where_nobody_is_the_focal_point(province, health):
    head = make_person(Role.AGENCY_HEAD, province, health)
    make_duty(health, due=DUE)
    run(DUE)
    assert Message.objects.get().recipient == head


def test_people_who_left_are_not_reminded(province, health, focal_point, coordinator):
    focal_point.is_active = False
    focal_point.save()
    make_duty(health, due=DUE)
    run(DUE)
    message = Message.objects.get()
    assert message.recipient == coordinator
    assert message.subject == "Nhắc việc: 1 nhiệm vụ chưa có người nhận"


def test_province_with_rules_of_its_own_follows_only_those(province, health, focal_point):
    ReminderRule.objects.create(province=province, working_days_before=3)
    make_duty(health, due=DUE)
    assert run(date(2026, 10, 8)).messages == 0
    assert run(date(2026, 10, 14)).messages == 1


def test_dry_run_counts_and_writes_nothing(health, focal_point):
    make_duty(health, due=DUE)
    result = run(DUE, dry_run=True)
    assert (result.due, result.messages) == (1, 1)
    assert not Message.objects.exists()
    assert not Reminder.objects.exists()


def test_command_prints_its_counts(health, focal_point, capsys):
    make_duty(health, due=DUE)
    call_command("send_reminders", "--on", DUE.isoformat())
    printed = json.loads(capsys.readouterr().out)
    assert isinstance(printed.pop("seconds"), float)
    assert printed == {"due": 1, "messages": 1, "already_sent": 0}


def test_clock_reminds_of_today(health, focal_point, today):
    make_duty(health, due=today)
    assert send_reminders()["messages"] == 1
    assert send_reminders()["messages"] == 0


def test_cost_does_not_grow_with_the_duties(province, health, focal_point):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            run(DUE)
        return len(counted)

    make_duty(health, due=DUE)
    with_one = queries()
    for number in range(5):
        agency = make_agency(province, f"S{number}", f"Sở {number}")
        make_person(Role.FOCAL_POINT, province, agency)
        make_duty(agency, due=DUE)
    assert queries() == with_one


def test_moment_of_the_run_is_kept_in_the_mail(health, focal_point):
    make_duty(health, due=DUE)
    run(DUE)
    assert isinstance(Message.objects.get().created_at, datetime)
    assert Message.objects.get().next_attempt_at == moment(DUE, 7)
