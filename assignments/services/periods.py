"""From a recurring order to its periods: "quarterly:m3-15" is due four times a year, on the 15th of the quarter's last month.

The forms of a deadline's value stand in docs/contracts.md.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

_ROMAN = ("I", "II", "III", "IV")
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_FREQUENCIES = ("half-yearly", "quarterly", "monthly", "yearly", "weekly", "daily")
_MONTH_DAY = re.compile(r"^(\d{1,2})-(\d{1,2})$")
_DAY_OF_MONTH_IN_PERIOD = re.compile(r"^m(\d)-(\d{1,2})$")


@dataclass(frozen=True, order=True)
class Period:
    """One occasion to answer: `label` ("Quý I/2025") tells it from the others of the same order."""

    due: date
    label: str


def periods_of(value: str, *, year: int, since: date) -> list[Period]:
    """The periods of the year that were not over on the day `since`, by due date; those of the next year when all were.

    Empty for "daily", for an unstated frequency and for a form that is not known: such an order is answered once,
    without a date.
    """
    for candidate in (year, year + 1):
        found = sorted({period for period in _periods(value, candidate) if period.due >= since})
        if found:
            labels = Counter(period.label for period in found)
            return [
                replace(period, label=f"{period.label}, hạn {period.due:%d/%m}") if labels[period.label] > 1 else period
                for period in found
            ]
    return []


def _periods(value: str, year: int) -> Iterator[Period]:
    for frequency, points in _orders(value):
        for point in points or [""]:
            yield from _PERIODS[frequency](year, point)


def _orders(value: str) -> Iterator[tuple[str, list[str]]]:
    """Frequencies with their points: a part without a frequency belongs to the one before ("yearly:06-01,11-15")."""
    orders: list[tuple[str, list[str]]] = []
    for part in filter(None, (part.strip() for part in value.split(","))):
        name, _, point = part.partition(":")
        if name in _FREQUENCIES:
            orders.append((name, [point] if point else []))
        elif orders:
            orders[-1][1].append(part)
    yield from orders


def _monthly(year: int, point: str) -> Iterator[Period]:
    for month in range(1, 13):
        day = int(point) if point.isdigit() else 31
        yield Period(_day(year, month, day), f"Tháng {month}/{year}")


def _quarterly(year: int, point: str) -> Iterator[Period]:
    for quarter, name in enumerate(_ROMAN):
        yield Period(_within(year, quarter * 3 + 1, 3, point), f"Quý {name}/{year}")


def _half_yearly(year: int, point: str) -> Iterator[Period]:
    for half, name in enumerate(("6 tháng đầu năm", "6 tháng cuối năm")):
        if match := _MONTH_DAY.match(point):
            month, day = int(match[1]), int(match[2])
            if (month > 6) != bool(half):
                continue  # each named day belongs to the half-year it lies in
            yield Period(_day(year, month, day), f"{name} {year}")
        else:
            yield Period(_within(year, half * 6 + 1, 6, point), f"{name} {year}")


def _yearly(year: int, point: str) -> Iterator[Period]:
    if match := _MONTH_DAY.match(point):
        due = _day(year, int(match[1]), int(match[2]))
        yield Period(due, f"Năm {year}, hạn {due:%d/%m}")
    elif point.isdigit() and 1 <= int(point) <= 12:
        yield Period(_day(year, int(point), 31), f"Năm {year}, tháng {int(point)}")
    else:
        yield Period(date(year, 12, 31), f"Năm {year}")


def _weekly(year: int, point: str) -> Iterator[Period]:
    day = date(year, 1, 1)
    day += timedelta(days=(_WEEKDAYS.get(point, 4) - day.weekday()) % 7)
    while day.year == year:
        yield Period(day, f"Tuần đến {day:%d/%m/%Y}")
        day += timedelta(days=7)


def _daily(year: int, point: str) -> Iterator[Period]:
    yield from ()


_PERIODS = {
    "monthly": _monthly,
    "quarterly": _quarterly,
    "half-yearly": _half_yearly,
    "yearly": _yearly,
    "weekly": _weekly,
    "daily": _daily,
}


def _within(year: int, first_month: int, months: int, point: str) -> date:
    """The point inside a period of so many months: "m3-15" its third month's 15th, "20" the 20th of its last month, "" its end."""
    last_month = first_month + months - 1
    if match := _DAY_OF_MONTH_IN_PERIOD.match(point):
        return _day(year, min(first_month + int(match[1]) - 1, last_month), int(match[2]))
    return _day(year, last_month, int(point) if point.isdigit() else 31)


def _day(year: int, month: int, day: int) -> date:
    """The day, or the month's last where it has fewer."""
    month = min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))
