"""How a state of work looks, everywhere it is shown: list, page, mail and print."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma


@dataclass(frozen=True)
class StatusLook:
    """Icon and colour class of a state, the word it has when nobody gives one, and the sentence for its days."""

    icon: str
    tone: str
    word: str
    days_text: str = ""
    today_text: str = ""

    def detail(self, days: int | None) -> str:
        """ "còn 3 ngày làm việc", "chậm 5 ngày"; empty where days say nothing."""
        if days is None or not self.days_text:
            return ""
        if days == 0:
            return self.today_text
        return self.days_text.format(days=intcomma(abs(days)))


# Keys are the values of assignments.enums.DutyStatus, which stands above this room.
STATUS_LOOKS: dict[str, StatusLook] = {
    "not_started": StatusLook("circle-dashed", "grey", "Chưa bắt đầu"),
    "in_progress": StatusLook("progress", "blue", "Đang thực hiện"),
    "due_soon": StatusLook("hourglass", "amber", "Sắp đến hạn", "còn {days} ngày làm việc", "hạn hôm nay"),
    "overdue": StatusLook("alert-triangle", "red", "Quá hạn", "chậm {days} ngày"),
    "submitted": StatusLook("send", "violet", "Đã nộp, chờ duyệt"),
    "returned": StatusLook("arrow-back-up", "orange", "Trả lại"),
    "done_on_time": StatusLook("circle-check", "green", "Hoàn thành đúng hạn"),
    "done_late": StatusLook("clock-check", "green", "Hoàn thành chậm", "chậm {days} ngày"),
    "stopped": StatusLook("ban", "struck", "Tạm dừng / Hủy"),
}


def status_parts(status: str, *, word: str = "", days: int | None = None) -> dict[str, str]:
    """The context of `components/status.html` for a DutyStatus value. Raises KeyError for an unknown one."""
    look = STATUS_LOOKS[str(status)]
    return {
        "icon_name": look.icon,
        "tone": look.tone,
        "word": word or str(getattr(status, "label", look.word)),
        "detail": look.detail(days),
    }
