"""States of an import, a draft task and a plan, with their transition tables."""

from __future__ import annotations

from django.db import models


class ImportState(models.TextChoices):
    """READING -> REVIEW -> CONFIRMED; READING -> FAILED; REVIEW -> DISCARDED."""

    READING = "reading", "Đang đọc văn bản"
    REVIEW = "review", "Chờ rà soát"
    CONFIRMED = "confirmed", "Đã xác nhận"
    FAILED = "failed", "Không đọc được"
    DISCARDED = "discarded", "Đã bỏ"


class DraftState(models.TextChoices):
    """What the coordinator decided about a proposed task."""

    PROPOSED = "proposed", "Đề xuất"
    ACCEPTED = "accepted", "Đã nhận"
    DROPPED = "dropped", "Đã bỏ"


class PlanState(models.TextChoices):
    """DRAFT -> ISSUED -> CLOSED."""

    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã ban hành"
    CLOSED = "closed", "Đã kết thúc"


class TaskRole(models.TextChoices):
    LEAD = "lead", "Chủ trì"
    COORDINATING = "coordinating", "Phối hợp"


class MatchKind(models.TextChoices):
    """How a written agency name was joined to a known agency or group."""

    EXACT = "exact", "Đúng tên"
    ALIAS = "alias", "Tên gọi khác"
    FUZZY = "fuzzy", "Gần đúng"
    CHOSEN = "chosen", "Người rà soát chọn"
    NONE = "none", "Chưa nhận ra"


class DeadlineKind(models.TextChoices):
    """The kinds of documents.parsed.DeadlineKind with the words people read."""

    DATE = "date", "Ngày"
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    YEAR = "year", "Năm"
    RANGE = "range", "Khoảng thời gian"
    RECURRING = "recurring", "Định kỳ"
    ONGOING = "ongoing", "Thường xuyên"
    EVENT = "event", "Sau sự kiện"
    NONE = "none", "Không nêu"


IMPORT_TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    ImportState.READING: frozenset({ImportState.REVIEW, ImportState.FAILED}),
    ImportState.REVIEW: frozenset({ImportState.CONFIRMED, ImportState.DISCARDED}),
    ImportState.CONFIRMED: frozenset(),
    ImportState.FAILED: frozenset(),
    ImportState.DISCARDED: frozenset(),
}

PLAN_TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.ISSUED}),
    PlanState.ISSUED: frozenset({PlanState.CLOSED}),
    PlanState.CLOSED: frozenset(),
}
