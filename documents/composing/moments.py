"""Days and times of day as plans and invitations write them."""

from __future__ import annotations

from datetime import date, datetime, time

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def short_date(day: date) -> str:
    """Return "21/7/2022", "05/02/2026": a zero for days below 10 and for months 1 and 2 only, as in the date of issue."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def weekday(day: date) -> str:
    """Return "thứ Năm": the number word has a capital (Phụ lục II)."""
    return _WEEKDAYS[day.weekday()]


def clock_time(moment: time | datetime) -> str:
    """Return "14 giờ 00"."""
    return f"{moment.hour:02d} giờ {moment.minute:02d}"


def in_words(starts_at: datetime, ends_at: datetime | None = None) -> str:
    """Return "14 giờ 00, thứ Năm, ngày 21/7/2022", or "từ … đến …" when the end is known."""
    start = f"{clock_time(starts_at)}, {weekday(starts_at)}, ngày {short_date(starts_at)}"
    if ends_at is None:
        return start
    if ends_at.date() == starts_at.date():
        return (
            f"từ {clock_time(starts_at)} đến {clock_time(ends_at)}, {weekday(starts_at)}, ngày {short_date(starts_at)}"
        )
    return f"từ {start} đến {clock_time(ends_at)}, {weekday(ends_at)}, ngày {short_date(ends_at)}"
