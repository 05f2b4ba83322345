"""A sample plan of the demo, taken in, issued and answered through the portal's own services.

Its dates move with the day of loading, so that a first look shows duties in every state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agencies.models import Province
from assignments.models import Deliverable
from assignments.services.issuing import issue_plan
from assignments.services.submissions import accept, report_progress, return_, submit
from plans.models import Plan
from plans.services.confirming import confirm_import
from plans.services.importing import start_import
from plans.services.reviewing import accept_all
from reports.services.demo_people import demo_user

SAMPLE = Path(__file__).parent.parent / "demo" / "ke-hoach-papi.txt"
SAMPLE_PROVINCE = "hung-yen"
SAMPLE_NUMBER = "87"
ISSUED_DAYS_AGO = 45


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one agency did with the task that opens with `task`; days count from the day of loading."""

    agency: str
    task: str
    progress: tuple[int, int, str] | None = None  # day, per cent, words
    submitted: tuple[int, str] | None = None
    accepted: int | None = None
    returned: tuple[int, str] | None = None


ANSWERS = (
    Answer(
        agency="SNV",
        task="Xây dựng và phát hành tài liệu",
        progress=(-32, 60, "Đã biên soạn bốn trên tám nội dung."),
        submitted=(-23, "Đã phát hành tài liệu hỏi đáp, gửi 14 sở, ngành và toàn bộ xã, phường."),
        accepted=-21,
    ),
    Answer(
        agency="STP",
        task="Rà soát, công khai đầy đủ",
        submitted=(-11, "Đã công khai 46 danh mục thông tin trên Cổng Thông tin điện tử tỉnh."),
        accepted=-9,
    ),
    Answer(
        agency="SKHCN",
        task="Rà soát, nâng cấp các dịch vụ công",
        progress=(-14, 55, "Còn 21 dịch vụ chưa thực hiện được trên điện thoại."),
    ),
    Answer(
        agency="SYT",
        task="Khảo sát sự hài lòng của người bệnh",
        submitted=(-9, "Đã khảo sát tại 4 bệnh viện."),
        returned=(-6, "Chưa có số liệu của các bệnh viện tuyến khu vực; đề nghị bổ sung bảng tổng hợp."),
    ),
    Answer(
        agency="STC",
        task="Hướng dẫn các xã, phường công khai",
        submitted=(-10, "Đã ban hành hướng dẫn kèm ba biểu mẫu công khai."),
    ),
    Answer(
        agency="VPUBND",
        task="công bố kết quả giải quyết thủ tục hành chính",
        submitted=(-4, "Đã mở chuyên mục công bố kết quả."),
        accepted=-3,
    ),
    Answer(
        agency="SNV",
        task="công bố kết quả giải quyết thủ tục hành chính",
        submitted=(-4, "Đã rà soát danh mục thủ tục của 14 cơ quan để công bố."),
        accepted=-3,
    ),
    Answer(
        agency="SNNMT",
        task="công khai kết quả quan trắc",
        progress=(-2, 40, "Đã công khai số liệu của 7 trên 18 điểm quan trắc."),
    ),
)


def sample_text(on: date) -> str:
    """The sample plan as a file, with its dates set around that day."""
    issued = on - timedelta(days=ISSUED_DAYS_AGO)
    text = SAMPLE.read_text(encoding="utf-8")
    text = text.replace("{ngày ban hành}", f"ngày {issued:%d} tháng {_month(issued)} năm {issued:%Y}")
    text = text.replace("{năm}", f"{issued:%Y}")
    return re.sub(r"\{([+-]\d+)\}", lambda days: f"{on + timedelta(days=int(days[1])):%d/%m/%Y}", text)


@transaction.atomic
def load_sample_plan(*, at: datetime) -> Plan | None:
    """Take in, issue and answer the sample plan once; None when it stands already."""
    province = Province.objects.get(slug=SAMPLE_PROVINCE)
    if Plan.objects.filter(province=province, number=SAMPLE_NUMBER, source_import__file_name=SAMPLE.name).exists():
        return None
    coordinator = demo_user("coordinator")
    on = timezone.localdate(at)
    began = _moment(on, -ISSUED_DAYS_AGO)
    found = start_import(
        province=province, file_name=SAMPLE.name, data=sample_text(on).encode(), by=coordinator, at=began
    )
    accept_all(import_id=found.pk, by=coordinator, at=began)
    plan = confirm_import(import_id=found.pk, by=coordinator, at=began)
    issue_plan(plan_id=plan.pk, by=coordinator, at=began)
    for answer in ANSWERS:
        _play(answer, plan, coordinator, on)
    return plan


def _play(answer: Answer, plan: Plan, coordinator: User, on: date) -> None:
    duty = Deliverable.objects.get(
        assignment__task__plan=plan,
        assignment__agency__code=answer.agency,
        assignment__task__text__contains=answer.task,
    )
    officer = demo_user(f"focal.{answer.agency.lower()}")
    if answer.progress:
        day, per_cent, words = answer.progress
        report_progress(deliverable_id=duty.pk, percent=per_cent, note=words, by=officer, at=_moment(on, day))
    if answer.submitted:
        day, words = answer.submitted
        submit(deliverable_id=duty.pk, text=words, by=officer, at=_moment(on, day))
    if answer.accepted is not None:
        accept(deliverable_id=duty.pk, by=coordinator, at=_moment(on, answer.accepted))
    if answer.returned:
        day, words = answer.returned
        return_(deliverable_id=duty.pk, reason=words, by=coordinator, at=_moment(on, day))


def _moment(on: date, days: int) -> datetime:
    """Nine in the morning, so many days from that day."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=days), time(9, 0)))


def _month(day: date) -> str:
    """Months 1 and 2 carry a leading zero in official documents, the others do not."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)
