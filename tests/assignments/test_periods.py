"""Recurring orders become periods with their last day to act."""

from __future__ import annotations

from datetime import date

import pytest

from assignments.services.periods import periods_of

START = date(2024, 1, 1)


def dates(value: str, *, year: int = 2024, since: date = START) -> list[str]:
    return [period.due.isoformat() for period in periods_of(value, year=year, since=since)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("quarterly", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("quarterly:m3-15", ["2024-03-15", "2024-06-15", "2024-09-15", "2024-12-15"]),
        ("half-yearly", ["2024-06-30", "2024-12-31"]),
        ("half-yearly:06-10,12-10", ["2024-06-10", "2024-12-10"]),
        ("yearly", ["2024-12-31"]),
        ("yearly:11-15", ["2024-11-15"]),
        ("yearly:06-01,11-15", ["2024-06-01", "2024-11-15"]),
        ("yearly:12", ["2024-12-31"]),
        ("yearly:2", ["2024-02-29"]),
        ("daily", []),
        ("", []),
        ("khi cần", []),
    ],
)
def test_each_form_of_a_recurring_deadline_has_its_dates(value, expected):
    assert dates(value) == expected


def test_monthly_order_is_due_on_its_day_or_the_months_last():
    assert dates("monthly:20")[:2] == ["2024-01-20", "2024-02-20"]
    assert dates("monthly")[:2] == ["2024-01-31", "2024-02-29"]
    assert len(dates("monthly:31")) == 12


def test_weekly_order_is_due_every_named_day():
    found = periods_of("weekly:fri", year=2024, since=START)
    assert len(found) == 52
    assert {period.due.weekday() for period in found} == {4}


def test_periods_over_before_the_plan_are_left_out():
    assert dates("quarterly", since=date(2024, 7, 14)) == ["2024-09-30", "2024-12-31"]


def test_plan_at_the_end_of_the_year_orders_the_next_one():
    assert dates("yearly:11-15", since=date(2024, 12, 15)) == ["2025-11-15"]


def test_labels_tell_the_periods_of_an_order_apart():
    for value in ("quarterly,half-yearly,yearly", "monthly:10,25", "yearly:06-01,11-15", "weekly:fri"):
        labels = [period.label for period in periods_of(value, year=2024, since=START)]
        assert len(set(labels)) == len(labels)
        assert max(map(len, labels)) <= 40


def test_period_is_named_as_offices_name_it():
    assert [period.label for period in periods_of("quarterly", year=2024, since=START)] == [
        "Quý I/2024",
        "Quý II/2024",
        "Quý III/2024",
        "Quý IV/2024",
    ]
