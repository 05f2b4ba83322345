from __future__ import annotations

from datetime import date

import pytest

from agencies.enums import DayKind
from agencies.models import CalendarDay, Province
from agencies.services.calendar import is_working_day, working_days_before, working_days_between
from agencies.services.loading import load_calendar_days
from agencies.services.territories import load_provinces

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 2), True),
        (date(2026, 3, 7), False),
        (date(2026, 2, 17), False),  # mùng Một Tết Bính Ngọ
        (date(2030, 2, 2), False),  # Tết falls a day before China's
        (date(2026, 4, 27), False),  # Giỗ Tổ Hùng Vương fell on a Sunday
        (date(2026, 8, 22), True),  # Saturday worked for 31/08
        (date(2026, 8, 31), False),
        (date(2026, 11, 24), False),
    ],
)
def test_national_calendar_is_known(day, works):
    assert is_working_day(day, None) is works


def test_swapped_days_of_the_reference_file_override_the_library():
    load_calendar_days()
    assert [is_working_day(day, None) for day in (date(2026, 1, 2), date(2026, 1, 10))] == [False, True]


def test_day_of_one_province_overrides_the_national_one_there_alone():
    load_provinces()
    here, there = Province.objects.get(slug="hung-yen"), Province.objects.get(slug="dong-thap")
    CalendarDay.objects.create(day=date(2026, 3, 2), kind=DayKind.WORKING)
    CalendarDay.objects.create(day=date(2026, 3, 2), kind=DayKind.HOLIDAY, province=here)
    assert [is_working_day(date(2026, 3, 2), province) for province in (here, there)] == [False, True]


def test_seven_working_days_before_a_monday_skip_two_weekends():
    assert working_days_before(date(2026, 3, 23), 7, None) == date(2026, 3, 12)


def test_working_days_before_a_date_after_tet_skip_the_whole_break():
    assert working_days_before(date(2026, 2, 23), 1, None) == date(2026, 2, 13)


def test_working_days_between_two_days_count_the_last_and_not_the_first():
    assert working_days_between(date(2026, 3, 6), date(2026, 3, 10), None) == 2
    assert working_days_between(date(2026, 3, 10), date(2026, 3, 6), None) == -2
    assert working_days_between(date(2026, 3, 10), date(2026, 3, 10), None) == 0


def test_calendar_is_read_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        working_days_between(date(2026, 1, 1), date(2026, 12, 31), None)
