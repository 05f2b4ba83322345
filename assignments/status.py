"""The status people see, computed from state, progress and dates; never stored. Lists filter by the same rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from agencies.models import Province
from agencies.services.calendar import WorkingCalendar, working_calendar
from assignments.enums import DeliverableState, DutyStatus
from assignments.models import Deliverable

# A duty is due soon from the day of its first reminder on.
DUE_SOON_WORKING_DAYS = 7


@dataclass
class StatusClock:
    """One day in one province, with its calendar read once, for a page full of duties."""

    province: Province | None
    on: date
    calendar: WorkingCalendar = field(init=False)
    due_soon_until: date = field(init=False)

    def __post_init__(self) -> None:
        self.calendar = working_calendar(self.province)
        self.due_soon_until = self._last_day_within(DUE_SOON_WORKING_DAYS)

    def status(self, duty: Deliverable) -> DutyStatus:
        """The one status of the duty. A returned answer past the due date is overdue: a return counts as not done."""
        due = duty.due_date
        if duty.state == DeliverableState.ACCEPTED:
            late = due is not None and duty.submitted_on is not None and duty.submitted_on > due
            return DutyStatus.DONE_LATE if late else DutyStatus.DONE_ON_TIME
        if duty.state in (DeliverableState.WAIVED, DeliverableState.CANCELLED):
            return DutyStatus.STOPPED
        if duty.state == DeliverableState.SUBMITTED:
            return DutyStatus.SUBMITTED
        if due is not None and due < self.on:
            return DutyStatus.OVERDUE
        if duty.state == DeliverableState.RETURNED:
            return DutyStatus.RETURNED
        if due is not None and due <= self.due_soon_until:
            return DutyStatus.DUE_SOON
        return DutyStatus.IN_PROGRESS if duty.progress_percent else DutyStatus.NOT_STARTED

    def days(self, duty: Deliverable) -> int | None:
        """Working days left while due soon, calendar days late when overdue or done late, else None.

        None as well where only days off are left: zero means due today.
        """
        if duty.due_date is None:
            return None
        status = self.status(duty)
        if status == DutyStatus.DUE_SOON:
            left = self.calendar.days_between(self.on, duty.due_date)
            return left if left or duty.due_date == self.on else None
        if status == DutyStatus.OVERDUE:
            return (self.on - duty.due_date).days
        if status == DutyStatus.DONE_LATE and duty.submitted_on is not None:
            return (duty.submitted_on - duty.due_date).days
        return None

    def _last_day_within(self, working_days: int) -> date:
        """The last day that lies no more than so many working days ahead, days off after it included."""
        day = self.on
        while working_days >= 0:
            day += timedelta(days=1)
            working_days -= self.calendar.is_working_day(day)
        return day - timedelta(days=1)


def duty_status(deliverable: Deliverable, on: date) -> DutyStatus:
    """The status of one duty on a day. For a list, make one StatusClock and ask it."""
    return StatusClock(deliverable.assignment.province, on).status(deliverable)
