"""States of a background job."""

from django.db import models


class JobState(models.TextChoices):
    """WAITING -> RUNNING -> DONE | WAITING (retry) | FAILED; WAITING and RUNNING may be CANCELLED."""

    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không thành công"
    CANCELLED = "cancelled", "Đã hủy"
