"""Deadlines as plans write them, what they mean and the last day to act."""

from __future__ import annotations

import pytest

from documents.parsed import DeadlineKind
from documents.reading.deadlines import PlanYears, find_deadline, last_day, read_time

PLAN_OF_2024 = PlanYears(issued_year=2024, issued_month=3, issued_day=5, title_year=2024)

SENTENCES = [
    ("Gửi báo cáo về Sở Nội vụ trước ngày 19/7/2024.", "date", "2024-07-19", "2024-07-18"),
    ("Gửi báo cáo chậm nhất vào ngày 25/01/2025.", "date", "2025-01-25", "2025-01-25"),
    ("Hoàn thành trước 17h00 ngày 14/11/2024.", "date", "2024-11-14", "2024-11-14"),
    ("Gửi dự thảo trước ngày 15 tháng 6.", "date", "2024-06-15", "2024-06-14"),
    ("Gửi tham luận trước ngày 20/02.", "date", "2025-02-20", "2025-02-19"),
    ("Hoàn thành trong tháng 9/2024.", "month", "2024-09", "2024-09-30"),
    ("Trình UBND tỉnh trong Quý II/2024.", "quarter", "2024-Q2", "2024-06-30"),
    ("Hoàn thành trong quý 3 năm 2024.", "quarter", "2024-Q3", "2024-09-30"),
    ("Hoàn thành trong năm 2024.", "year", "2024", "2024-12-31"),
    ("Tuyên truyền từ tháng 5/2024 đến tháng 9/2024.", "range", "2024-05/2024-09", "2024-09-30"),
    ("Hằng quý, tổng hợp kết quả, báo cáo UBND tỉnh.", "recurring", "quarterly", None),
    ("Định kỳ hàng quý, 6 tháng, năm báo cáo việc triển khai.", "recurring", "quarterly,half-yearly,yearly", None),
    ("Báo cáo trước ngày 15 tháng cuối quý.", "recurring", "quarterly:m3-15", None),
    ("Báo cáo kết quả vào ngày 20 hằng tháng.", "recurring", "monthly:20", None),
    ("Gửi báo cáo trước ngày 15/11 hằng năm.", "recurring", "yearly:11-15", None),
    ("Gửi báo cáo trước ngày 01/6 và 15/11 hằng năm.", "recurring", "yearly:06-01,11-15", None),
    ("Họp giao ban thứ Sáu hằng tuần.", "recurring", "weekly:fri", None),
    ("Thực hiện thường xuyên.", "ongoing", None, None),
    ("Tổ chức khảo sát ngay sau khi Kế hoạch được ban hành.", "event", None, None),
    ("Trả lời trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản.", "event", None, None),
    ("Thực hiện Kế hoạch số 204/KH-UBND ngày 23/12/2022 của UBND tỉnh.", "none", None, None),
    ("Rà soát, bình xét đối tượng hộ nghèo hàng năm theo chuẩn nghèo.", "none", None, None),
    ("Chuẩn bị báo cáo sơ kết 6 tháng đầu năm 2024.", "none", None, None),
]


@pytest.mark.parametrize(("sentence", "kind", "value", "due"), SENTENCES)
def test_time_limit_of_a_sentence(sentence: str, kind: str, value: str | None, due: str | None) -> None:
    deadline = find_deadline(sentence, PLAN_OF_2024)
    assert (deadline.kind.value, deadline.value, deadline.due.isoformat() if deadline.due else None) == (
        kind,
        value,
        due,
    )


CELLS = [
    ("Tháng 10/2024", "month", "2024-10"),
    ("Quý III, IV/2024", "range", "2024-Q3/2024-Q4"),
    ("6 tháng đầu năm 2024", "range", "2024-01/2024-06"),
    ("Giai đoạn 2025 - 2030", "range", "2025/2030"),
    ("Từ tháng 6/2024", "range", "2024-06/.."),
    ("15/12/2024", "date", "2024-12-15"),
    ("Năm 2024", "year", "2024"),
    ("Thường xuyên", "ongoing", None),
    ("Hằng năm", "recurring", "yearly"),
    ("Theo hướng dẫn của Bộ Nội vụ", "event", None),
    ("Tháng 12 hằng năm", "recurring", "yearly:12"),
    ("", "none", None),
]


@pytest.mark.parametrize(("cell", "kind", "value"), CELLS)
def test_time_limit_of_a_table_cell(cell: str, kind: str, value: str | None) -> None:
    deadline = read_time(cell, PLAN_OF_2024)
    assert (deadline.kind.value, deadline.value) == (kind, value)


DUE = [
    (DeadlineKind.DATE, "2024-05-03", False, "2024-05-03"),
    (DeadlineKind.DATE, "2024-05-03", True, "2024-05-02"),
    (DeadlineKind.MONTH, "2024-02", False, "2024-02-29"),
    (DeadlineKind.MONTH, "2024-02", True, "2024-01-31"),
    (DeadlineKind.QUARTER, "2024-Q4", False, "2024-12-31"),
    (DeadlineKind.YEAR, "2024", True, "2023-12-31"),
    (DeadlineKind.RANGE, "2024-05/2024-09", False, "2024-09-30"),
    (DeadlineKind.RANGE, "2024-05/..", False, None),
    (DeadlineKind.RECURRING, "monthly:20", False, None),
]


@pytest.mark.parametrize(("kind", "value", "is_before", "due"), DUE)
def test_last_day_to_act(kind: DeadlineKind, value: str, is_before: bool, due: str | None) -> None:
    found = last_day(kind, value, is_before=is_before)
    assert (found.isoformat() if found else None) == due


def test_missing_year_of_a_plan_for_next_year_is_that_year() -> None:
    years = PlanYears(issued_year=2023, issued_month=12, issued_day=20, title_year=2024)
    assert find_deadline("Gửi báo cáo trước ngày 15/11.", years).value == "2024-11-15"


def test_day_that_is_not_in_the_calendar_is_no_deadline() -> None:
    assert find_deadline("Hoàn thành trước ngày 31/02/2024.", PLAN_OF_2024).kind == DeadlineKind.NONE
