"""Overview and desk as people see them: figures lead to their rows, nobody sees more than the own province."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from assignments.enums import DeliverableState
from assignments.services.reminders import remind
from reports.queries import COUNTED, Scope, counts_by_agency, counts_by_index, duty_counts
from tests.factories import make_agency, make_plan, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy_province(home_affairs, health, duty, papi, transparency):
    """Duties in every place, some of them serving PAPI."""
    duty(home_affairs, due=-1)
    duty(health, due=-4, indices=(papi,), criteria=(transparency,))
    duty(health, due=-2, state=DeliverableState.RETURNED)
    duty(health, due=3, indices=(papi,))
    duty(health, due=-2, state=DeliverableState.SUBMITTED, submitted_on=timezone.localdate() - timedelta(days=20))
    duty(home_affairs, due=-5, done=-6)
    duty(home_affairs, due=-5, done=-2)
    duty(home_affairs, due=-5, state=DeliverableState.CANCELLED)


def rows_of_list(client, url: str) -> int:
    """How many rows the list of duties says it holds."""
    response = client.get(url)
    assert response.status_code == 200
    return response.context["page_obj"].paginator.count


def every_figure(province, leader, today):
    scope = Scope(province=province, on=today)
    yield duty_counts(scope, leader)
    yield from (row.counts for row in counts_by_agency(scope, leader))
    for row in counts_by_index(scope, leader):
        yield row.counts
        yield from (line.counts for line in row.criteria)


def test_every_figure_leads_to_exactly_its_rows(busy_province, signed_in, leader, province, today):
    client = signed_in(leader)

    for counts in every_figure(province, leader, today):
        for figure in COUNTED:
            assert rows_of_list(client, counts.links[figure]) == getattr(counts, figure), counts.links[figure]


def test_links_keep_the_plan_and_the_year(busy_province, signed_in, leader, province, plan, health, duty, today):
    duty(health, due=-1, of=make_plan(province, number="5", year=plan.year - 1))
    client = signed_in(leader)

    for scope in (
        Scope(province=province, on=today, plan=plan),
        Scope(province=province, on=today, year=plan.year - 1),
    ):
        counts = duty_counts(scope, leader)
        assert rows_of_list(client, counts.links["overdue"]) == counts.overdue


def test_overview_answers_who_is_late_and_what_to_settle(busy_province, signed_in, leader, province, plan):
    make_task(plan, lead="Sở Kế hoạch Đầu tư và Môi trường")

    response = signed_in(leader).get(reverse("reports:overview"))

    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    assert "Chậm nhất: Sở Y tế ( 2 quá hạn)." in re.sub(r"\( *", "( ", words)
    assert f"1 kết quả chờ duyệt, lâu nhất từ {timezone.localdate() - timedelta(days=20):%d/%m/%Y}" in words
    assert "1 kết quả bị trả lại" in words
    assert "1 tên cơ quan trong" in words


def test_every_question_leads_to_as_many_rows_as_it_counts(busy_province, signed_in, leader):
    client = signed_in(leader)

    asked = client.get(reverse("reports:overview")).context["questions"]

    assert (
        [rows_of_list(client, question.url) for question in asked] == [question.count for question in asked] == [1, 1]
    )


def test_answers_handed_in_lately_are_no_question_yet(signed_in, leader, health, duty):
    duty(health, due=5, state=DeliverableState.SUBMITTED)

    assert signed_in(leader).get(reverse("reports:overview")).context["questions"] == []


def test_overview_of_an_empty_province_says_how_to_begin(signed_in, leader):
    response = signed_in(leader).get(reverse("reports:overview"))

    assert "Chưa có nhiệm vụ nào được giao" in response.content.decode()


def test_picture_names_the_late_agencies(busy_province, signed_in, leader):
    response = signed_in(leader).get(reverse("reports:overview_late_agencies"))

    assert response["Content-Type"] == "image/svg+xml"
    drawing = response.content.decode()
    assert ["Sở Y tế" in drawing, "Sở Nội vụ" in drawing] == [True, True]


def test_narrow_picture_names_the_same_agencies_in_less_width(busy_province, signed_in, leader):
    client, address = signed_in(leader), reverse("reports:overview_late_agencies")
    wide, narrow = (client.get(address, query).content.decode() for query in ({}, {"narrow": "1"}))

    assert f"{address}?narrow=1" in client.get(reverse("reports:overview")).content.decode()
    assert ["Sở Y tế" in narrow, "Sở Nội vụ" in narrow] == [True, True]
    widths = [float(re.search(r'<svg[^>]* width="([0-9.]+)"', picture)[1]) for picture in (wide, narrow)]
    assert widths[1] <= 340 < widths[0]


def test_no_picture_where_nobody_is_late(signed_in, leader):
    assert signed_in(leader).get(reverse("reports:overview_late_agencies")).status_code == 404


def test_spreadsheet_holds_the_lines_of_the_page(busy_province, signed_in, leader):
    response = signed_in(leader).get(reverse("reports:overview_agencies_xlsx"))

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert sheet[-2:] == [["Sở Y tế", 0, 0, 2, 2, 4], ["Sở Nội vụ", 1, 1, 0, 1, 3]]


def test_brief_prints_on_one_page_with_the_figures(busy_province, signed_in, leader):
    response = signed_in(leader).get(reverse("reports:overview_pdf"))

    document = pypdfium2.PdfDocument(response.content)
    words = re.sub(r"\s+", " ", document[0].get_textpage().get_text_bounded())
    assert len(document) == 1
    assert "Tổng số 7 nhiệm vụ: hoàn thành đúng hạn 1, hoàn thành chậm 1, đang thực hiện 2, quá hạn 3." in words


def test_desk_shows_what_waits_longest_first(busy_province, signed_in, coordinator, health, duty):
    duty(health, due=5, state=DeliverableState.SUBMITTED, text="Mới nộp hôm nay")

    response = signed_in(coordinator).get(reverse("reports:desk"))

    assert [row.submitted_on < timezone.localdate() for row in response.context["waiting"]] == [True, False]
    assert response.context["waiting_count"] == 2


def test_desk_counts_what_tomorrows_reminders_would_send(signed_in, coordinator, focal_point, health, duty):
    duty(health, due=-1)
    duty(health, due=60)
    client, address = signed_in(coordinator), reverse("reports:desk")

    before = client.get(address).context["outgoing"]
    remind(on=timezone.localdate() + timedelta(days=1), at=timezone.now())
    after = client.get(address).context["outgoing"]

    assert (before.messages, before.duties) == (1, 1)
    assert (after.messages, after.duties) == (0, 0)


@pytest.mark.parametrize(
    "address", ["reports:overview", "reports:desk", "reports:overview_pdf", "reports:overview_agencies_xlsx"]
)
def test_focal_point_is_refused(signed_in, focal_point, address):
    assert signed_in(focal_point).get(reverse(address)).status_code == 403


def test_stranger_sees_nothing_of_the_province(busy_province, signed_in, stranger):
    response = signed_in(stranger).get(reverse("reports:overview"))

    assert response.context["counts"].total == 0


def test_filter_that_names_nothing_is_ignored(busy_province, signed_in, leader):
    response = signed_in(leader).get(reverse("reports:overview"), {"plan": "999999", "year": "abc"})

    assert response.context["counts"].total == 7


@pytest.mark.parametrize("address", ["reports:overview", "reports:desk"])
def test_page_needs_no_more_queries_for_more_agencies(
    signed_in, coordinator, province, health, duty, address, django_assert_max_num_queries
):
    client = signed_in(coordinator)
    duty(health, due=-1)
    duty(health, due=-1, state=DeliverableState.SUBMITTED)
    with django_assert_max_num_queries(60) as few:
        client.get(reverse(address))
    for number in range(3):
        duty(make_agency(province, f"S{number}", f"Sở {number}"), due=-1)
        duty(health, due=-1, state=DeliverableState.SUBMITTED)

    with django_assert_max_num_queries(len(few)):
        client.get(reverse(address))
