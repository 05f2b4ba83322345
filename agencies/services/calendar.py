"""Working days of a province: the national holidays, and the days that decisions of each year move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.db.models import Q

from agencies.enums import DayKind
from agencies.models import CalendarDay, Province

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The calendar of one province, read once and asked often. `moved` overrides the holidays library by day."""

    moved: Mapping[date, str]

    def is_working_day(self, day: date) -> bool:
        """True when offices work that day."""
        if day in self.moved:
            return self.moved[day] == DayKind.WORKING
        return _national_holidays().is_working_day(day)

    def days_before(self, day: date, count: int) -> date:
        """The day that lies `count` working days before the given day; with 0 the day itself."""
        while count > 0:
            day -= _ONE_DAY
            count -= self.is_working_day(day)
        return day

    def days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.days_between(end, start)
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def working_calendar(province: Province | None) -> WorkingCalendar:
    """Read the calendar of the province in one query; a day of its own overrides the national one."""
    days = CalendarDay.objects.filter(Q(province=None) | Q(province=province)).order_by("day", "pk")
    of_all = {row.day: row.kind for row in days if row.province_id is None}
    own = {row.day: row.kind for row in days if row.province_id is not None}
    return WorkingCalendar(of_all | own)


def is_working_day(day: date, province: Province | None) -> bool:
    """True when offices of the province work that day."""
    return working_calendar(province).is_working_day(day)


def working_days_before(day: date, n: int, province: Province | None) -> date:
    """The day that lies n working days before the given day."""
    return working_calendar(province).days_before(day, n)


def working_days_between(a: date, b: date, province: Province | None) -> int:
    """Working days after `a` up to and including `b`; negative when `b` lies before `a`."""
    return working_calendar(province).days_between(a, b)


@lru_cache(maxsize=1)
def _national_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("VN", language="vi")
