"""The page that checks any file, and the page of the rules, as people of each office see them."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from documents.checking import RULES
from documents.checking_apart import MAX_BYTES
from registry.services.loading import load_document_types
from tests.documents.samples.broken.sheets import PLAN, altered, drawn
from tests.documents.samples.broken.word_papers import letter, saved, typed_without_knowledge

PAGE = "registry:document_check"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types(db):
    load_document_types()


def check(client: Client, data: bytes, name: str = "ke-hoach.pdf", **fields: str):
    return client.post(reverse(PAGE), {"file": SimpleUploadedFile(name, data), "kind": "auto"} | fields)


def report_of(response) -> str:
    return re.search(r'name="report" value="([^"]+)"', response.content.decode())[1]


@pytest.fixture
def slip() -> bytes:
    return drawn(altered(PLAN, "Sở Nội vụ", "Sở Nội Vụ"))


def test_everybody_who_may_print_may_check(signed_in, focal_point, leader, coordinator):
    for person in (focal_point, leader, coordinator):
        assert signed_in(person).get(reverse(PAGE)).status_code == 200


def test_a_right_paper_is_said_to_be_right(signed_in, focal_point):
    page = check(signed_in(focal_point), drawn(PLAN)).content.decode()

    assert "Không thấy điểm nào trái thể thức" in page
    assert "Kiểm tra như Kế hoạch, 2 trang, tệp PDF" in page


def test_a_slip_is_shown_with_place_words_and_link_to_its_rule(signed_in, focal_point, slip):
    page = check(signed_in(focal_point), slip).content.decode()

    assert "Không có điểm sai quy định, 1 điểm nên xem" in page
    assert f'href="{reverse("registry:rule_list")}#F72"' in page
    assert "Đo được Sở Nội Vụ, yêu cầu Sở Nội vụ." in page
    assert "cách mép trái 40 mm" in page


def test_findings_stand_by_level(signed_in, focal_point):
    page = check(signed_in(focal_point), typed_without_knowledge(), "tu-go.docx").content.decode()

    headings = re.findall(r'class="findings-heading">([^(<]+) \((\d+)\)', page)
    assert [name for name, _ in headings] == ["Sai quy định", "Nên sửa"]
    assert f"{headings[0][1]} điểm sai quy định" in page


def test_a_type_that_is_chosen_wins_over_the_one_in_the_file(signed_in, focal_point):
    page = check(signed_in(focal_point), saved(letter()), "cong-van.docx", kind="KH").content.decode()

    assert "Kiểm tra như Kế hoạch" in page
    assert "F26" in page


def test_a_draft_may_leave_number_and_date_blank(signed_in, focal_point):
    draft = drawn(
        altered(altered(PLAN, "08/KH", "&nbsp;&nbsp;&nbsp;/KH"), "ngày 05 tháng 01", "ngày &nbsp;&nbsp; tháng 01")
    )
    client = signed_in(focal_point)

    assert "F24" in check(client, draft).content.decode()
    assert "Không thấy điểm nào" in check(client, draft, is_draft="on").content.decode()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"xin chao", "ke-hoach.pdf", "Tệp không phải là PDF hoặc văn bản Word."),
        (b"{\\rtf1 }", "ke-hoach.docx", "RTF"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "ke-hoach.doc", "dạng cũ (.doc)"),
        (b"", "trong.docx", "Tệp không có nội dung."),
        (bytes(MAX_BYTES + 1), "to.pdf", "vượt mức 20 MB"),
    ],
)
def test_what_cannot_be_checked_is_told_beside_the_field(signed_in, focal_point, data, name, words):
    response = check(signed_in(focal_point), data, name)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_wrong_ending_of_the_name_does_not_matter(signed_in, focal_point):
    assert "Không thấy điểm nào" in check(signed_in(focal_point), drawn(PLAN), "ke-hoach.docx").content.decode()


def test_no_file_is_asked_for(signed_in, focal_point):
    response = signed_in(focal_point).post(reverse(PAGE), {"kind": "auto"})

    assert response.status_code == 422
    assert "Hãy chọn tệp văn bản." in response.content.decode()


def test_the_report_is_taken_away_as_json(signed_in, focal_point, slip):
    client = signed_in(focal_point)
    packed = report_of(check(client, slip))

    response = client.post(reverse("registry:check_download"), {"report": packed, "format": "json"})

    report = json.loads(response.content)
    assert (report["file"], report["type"], report["errors"]) == ("ke-hoach.pdf", "KH", 0)
    assert [(finding["rule"], finding["level"], finding["page"]) for finding in report["findings"]] == [("F72", "W", 1)]
    assert response["Content-Disposition"] == 'attachment; filename="kiem-tra-ke-hoach.json"'


def test_the_report_is_taken_away_as_a_spreadsheet_that_runs_no_formula(signed_in, focal_point, slip):
    client = signed_in(focal_point)
    packed = report_of(check(client, slip, "=HYPERLINK(1).pdf"))

    response = client.post(reverse("registry:check_download"), {"report": packed, "format": "xlsx"})

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Tệp: =HYPERLINK(1).pdf"
    assert rows[3][:4] == ["Quy tắc", "Mức", "Trang", "Vị trí"]
    assert rows[4][:3] == ["F72", "Nên sửa", 1]


def test_a_report_that_was_changed_is_not_given_out(signed_in, focal_point):
    response = signed_in(focal_point).post(
        reverse("registry:check_download"), {"report": "eyJ4IjoxfQ:1:abc", "format": "json"}, follow=True
    )

    assert "Hãy tải tệp lên kiểm tra lại" in response.content.decode()


def test_nothing_of_a_checked_file_is_stored(signed_in, focal_point, slip, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    client = signed_in(focal_point)

    with CaptureQueriesContext(connection) as queries:
        check(client, slip)

    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql for sql in written if "session" not in sql] == []
    assert list(tmp_path.rglob("*")) == []


def test_the_page_of_rules_lists_all_with_an_address_each(signed_in, focal_point):
    page = signed_in(focal_point).get(reverse("registry:rule_list")).content.decode()

    assert sorted(re.findall(r'<tr id="(F\d\d)"', page)) == list(RULES)
    assert "74 quy tắc" in page


def test_rules_are_found_by_words(signed_in, focal_point):
    page = signed_in(focal_point).get(reverse("registry:rule_list"), {"q": "le trai 30-35"}).content.decode()

    assert re.findall(r'<tr id="(F\d\d)"', page) == ["F03"]
    assert (
        "Không có quy tắc nào như vậy"
        in signed_in(focal_point).get(reverse("registry:rule_list"), {"q": "xyz"}).content.decode()
    )


def test_rules_are_shown_without_a_query_for_each(signed_in, focal_point):
    client = signed_in(focal_point)
    counts = []
    for words in ("le trai 30", ""):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("registry:rule_list"), {"q": words})
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_strangers_must_sign_in(client):
    for name in (PAGE, "registry:rule_list"):
        assert client.get(reverse(name)).status_code == 302
