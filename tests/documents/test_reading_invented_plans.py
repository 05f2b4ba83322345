"""Plans of forms the five real ones do not show: labels under an item, Điều, task tables, a department's own plan."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.extraction import extract
from documents.extraction.extracted import ExtractedText
from documents.parsed import ParsedDocument, ParsedTask
from documents.reading import read_plan
from documents.serialising import from_json, to_json

INVENTED = Path(__file__).parent / "samples" / "invented"


def plan(name: str) -> ParsedDocument:
    return read_plan(extract((INVENTED / f"{name}.txt").read_bytes()))


def task(parsed: ParsedDocument, start: str) -> ParsedTask:
    return next(task for task in parsed.tasks if task.text.startswith(start))


def test_labels_under_an_item_give_its_agencies_deadline_and_output() -> None:
    found = task(plan("so-noi-vu-lam-dong-2025"), "Rà soát, hệ thống hóa")
    assert (found.lead, found.coordinating) == (["Sở Tư pháp"], ["Các sở, ban, ngành", "UBND các xã, phường, đặc khu"])
    assert (found.deadline.value, found.output, found.section) == ("2025-Q4", "Quyết định công bố", "II.1.a")


def test_labels_behind_an_item_belong_to_it() -> None:
    found = task(plan("so-noi-vu-lam-dong-2025"), "Nội dung: Đơn giản hóa")
    assert (found.lead, found.deadline.kind.value) == (["Các sở, ban, ngành tỉnh"], "ongoing")


def test_plan_of_a_department_has_a_parent_body_and_no_authority_line() -> None:
    document = plan("so-noi-vu-lam-dong-2025").document
    assert (document.issuer.parent_lines, document.issuer.name_lines) == (["UBND TỈNH LÂM ĐỒNG"], ["SỞ NỘI VỤ"])
    assert (document.signature.authority, document.signature.on_behalf, document.signature.name) == (
        None,
        "KT. GIÁM ĐỐC",
        "Trần Thị Vũ Loan",
    )
    assert [basis.number for basis in document.legal_bases] == ["", "76/NQ-CP", "876/QĐ-BNV"]


def test_request_to_report_difficulties_is_no_task() -> None:
    assert [task.text for task in plan("so-noi-vu-lam-dong-2025").tasks if "vướng mắc" in task.text] == []


def test_task_table_of_an_appendix_gives_a_task_for_each_row() -> None:
    tasks = [task for task in plan("gia-lai-2025").tasks if task.section.startswith("PHỤ LỤC")]
    assert [task.section for task in tasks] == [
        f"PHỤ LỤC.{row}" for row in ("I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "II.5")
    ]
    assert [task.deadline.value for task in tasks] == [
        "2025-10",
        "2025-Q3/2025-Q4",
        "quarterly",
        None,
        "2025-12-15",
        "2025/2030",
        None,
    ]
    assert tasks[1].coordinating == ["Văn phòng UBND tỉnh", "VNPT Gia Lai"]


def test_plan_in_articles_keeps_leading_zeros_and_reads_headings_of_agencies() -> None:
    parsed = plan("gia-lai-2025")
    assert (parsed.document.number, parsed.sections) == (
        "0087",
        ["Điều 1. Mục tiêu", "Điều 2. Nhiệm vụ", "Điều 3. Tổ chức thực hiện"],
    )
    found = task(parsed, "Định kỳ 6 tháng, năm")
    assert (found.lead, found.deadline.value, found.section) == (["Sở Nội vụ"], "yearly:06-15,12-15", "2.1.b")


def test_targets_are_no_tasks() -> None:
    assert [task.text for task in plan("gia-lai-2025").tasks if task.section.startswith("1")] == []


def test_draft_of_a_city_reads_conference_and_programme_from_lines() -> None:
    parsed = plan("hai-phong-2025-draft")
    assert (parsed.document.number, parsed.document.date_written, parsed.province) == (None, (2025, 10), "Hải Phòng")
    assert parsed.conference is not None
    assert parsed.conference.remote_venues == ["điểm cầu UBND các xã, phường, đặc khu"]
    assert [item.owner for item in parsed.agenda] == [None, "Văn phòng UBND thành phố"]


def test_agency_before_a_colon_gets_the_task_behind_it() -> None:
    found = task(plan("hai-phong-2025-draft"), "Công an thành phố")
    assert (found.lead, found.section) == (["Công an thành phố"], "III.4")


def test_hard_wrapped_text_is_joined_before_it_is_read() -> None:
    parsed = plan("thai-nguyen-2024-wrapped")
    found = task(parsed, "Rút ngắn thời gian đăng ký")
    assert (found.lead, found.coordinating) == (["Sở Kế hoạch và Đầu tư"], ["Cục Thuế tỉnh", "Bảo hiểm xã hội tỉnh"])
    assert found.deadline.value == "2024-06"
    assert task(parsed, "Các sở, ban, ngành").deadline.value == "2024-01-31"


def test_labels_behind_several_items_belong_to_each() -> None:
    found = [task for task in plan("ca-mau-2024").tasks if task.section == "II.2"]
    assert [task.lead for task in found] == [["Sở Tài chính", "Sở Tài nguyên và Môi trường"]] * 2


def test_table_between_the_sections_gives_tasks_and_numbered_agencies_go_on_after_it() -> None:
    tasks = plan("quang-tri-2025").tasks
    assert [task.section for task in tasks] == [
        "II.1",
        "II.2",
        "II.3",
        "II.4",
        "III.1",
        "III.1",
        "III.2.a",
        "III.2.b",
        "III.3",
        "III.4",
    ]
    assert tasks[1].deadline.value == "2025-11-15/2025-12-15"


def test_plan_in_parts_takes_their_titles_from_the_next_line() -> None:
    parsed = plan("ban-chi-dao-ha-tinh-2024")
    assert parsed.sections == ["Phần I MỤC ĐÍCH", "Phần II NỘI DUNG, NHIỆM VỤ", "Phần III TỔ CHỨC THỰC HIỆN"]
    assert task(parsed, "Báo cáo Trưởng Ban Chỉ đạo").deadline.value == "yearly:11-30"
    assert task(parsed, "Họp Ban Chỉ đạo").lead == ["Văn phòng UBND tỉnh"]


WORDS = st.sampled_from(
    [
        "Sở Nội vụ",
        "I.",
        "1.",
        "a)",
        "-",
        "+",
        "Điều 2.",
        "chủ trì, phối hợp với",
        "trước ngày 31/02/2024",
        "|",
        "\t",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "\n",
        "\n\n",
        "Phụ lục",
        "Cơ quan chủ trì:",
        "(",
        ")",
        "<sup>",
        "**",
        "07h15 - 08h00",
        "các",
        "quý V/2024",
        "hằng năm",
        "Số: /KH-UBND",
        "ngày tháng năm",
        ";",
        ":",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_can_be_read_and_stored(text: str) -> None:
    parsed = read_plan(ExtractedText(lines=text.split("\n")))
    assert from_json(to_json(parsed)).tasks == parsed.tasks


@pytest.mark.parametrize(
    "piece",
    [
        "phối hợp với các ",
        "(",
        "a, ",
        "trước ngày 1/",
        "Sở ",
        "Sở Nội vụ báo cáo trước ngày 1/1/2024. ",
        "1.1.1.1. ",
        "Số: ",
        "hằng quý, 6 tháng ",
        "- ",
        "**",
        "<a ",
    ],
)
def test_long_repetition_is_read_in_linear_time(piece: str) -> None:
    def seconds_of_work(times: int) -> float:
        started = time.process_time()
        read_plan(ExtractedText(lines=[piece * times, *([piece * 10] * (times // 10))]))
        return time.process_time() - started

    seconds_of_work(100)
    # Four times the text: four times the work when linear, sixteen times when squared.
    assert seconds_of_work(4_000) < 10 * seconds_of_work(1_000) + 0.2
