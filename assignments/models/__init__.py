"""Duties: what one agency owes by one date, what it answered, with which evidence, and when it was reminded."""

from assignments.models.assignment import Assignment, Deliverable
from assignments.models.reminder import Reminder, ReminderRule
from assignments.models.submission import Evidence, StoredFile, Submission

__all__ = ["Assignment", "Deliverable", "Evidence", "Reminder", "ReminderRule", "StoredFile", "Submission"]
