"""States of a deliverable with their transition table, the status people see, and reminder offsets."""

from __future__ import annotations

from django.db import models


class DeliverableState(models.TextChoices):
    """What is stored. Late, due soon and in progress are computed from dates and progress, never stored."""

    OPEN = "open", "Đang mở"
    SUBMITTED = "submitted", "Đã nộp, chờ duyệt"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Hoàn thành"
    WAIVED = "waived", "Được miễn"
    CANCELLED = "cancelled", "Hủy"


class DutyAct(models.TextChoices):
    """Acts on a deliverable; each is a service and a button."""

    SUBMIT = "submit", "Nộp"
    WITHDRAW = "withdraw", "Rút lại"
    ACCEPT = "accept", "Duyệt"
    RETURN = "return", "Trả lại"
    REOPEN = "reopen", "Mở lại"
    WAIVE = "waive", "Miễn"
    CANCEL = "cancel", "Hủy"


S = DeliverableState
TRANSITIONS: dict[tuple[DeliverableState, DutyAct], DeliverableState] = {
    (S.OPEN, DutyAct.SUBMIT): S.SUBMITTED,
    (S.RETURNED, DutyAct.SUBMIT): S.SUBMITTED,
    (S.SUBMITTED, DutyAct.WITHDRAW): S.OPEN,
    (S.SUBMITTED, DutyAct.ACCEPT): S.ACCEPTED,
    (S.SUBMITTED, DutyAct.RETURN): S.RETURNED,
    (S.ACCEPTED, DutyAct.REOPEN): S.RETURNED,
    (S.OPEN, DutyAct.WAIVE): S.WAIVED,
    (S.RETURNED, DutyAct.WAIVE): S.WAIVED,
    (S.OPEN, DutyAct.CANCEL): S.CANCELLED,
    (S.RETURNED, DutyAct.CANCEL): S.CANCELLED,
}

# States in which the agency still has to act; reminders look only at these.
OWED_STATES = (S.OPEN, S.RETURNED)


class DutyStatus(models.TextChoices):
    """The status people see (docs/interface.md): always icon, word and colour, drawn by one component."""

    NOT_STARTED = "not_started", "Chưa bắt đầu"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    SUBMITTED = "submitted", "Đã nộp, chờ duyệt"
    RETURNED = "returned", "Trả lại"
    DONE_ON_TIME = "done_on_time", "Hoàn thành đúng hạn"
    DONE_LATE = "done_late", "Hoàn thành chậm"
    STOPPED = "stopped", "Tạm dừng / Hủy"


class AssignmentRole(models.TextChoices):
    LEAD = "lead", "Chủ trì"
    COORDINATING = "coordinating", "Phối hợp"
