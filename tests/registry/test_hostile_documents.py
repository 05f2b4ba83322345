"""Drafts, dates, confirmations and lists made to break something: refused in words, with nothing changed."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from documents import apart
from documents.spreadsheet_apart import UnreadableSpreadsheet, first_sheet
from notifications.models import Message
from registry.models import Distribution, DocumentType, IssuedDocument
from registry.services import documents as register
from registry.services.distribution import NothingToSend, OutsideAddress, distribute_document
from registry.services.invitees import MOST_PROBLEMS, UnreadableList, invitees_from_file
from registry.services.loading import load_document_types
from tests.documents.papers import plan

pytestmark = pytest.mark.django_db

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH HƯNG YÊN\nSố: /KH-UBND\nHưng Yên, ngày  tháng 2 năm 2026\nKẾ HOẠCH\n"
BODY = "\nI. MỤC ĐÍCH\n1. Nội dung một.\n2. Nội dung hai.\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn A\n"


@pytest.fixture
def desk(coordinator, signed_in):
    return signed_in(coordinator)


def url(name: str, *args: object) -> str:
    return reverse(f"registry:{name}", args=args)


def from_file(client, issuer, text: str, code: str = "KH"):
    load_document_types()
    upload = SimpleUploadedFile("../../van-ban.txt", text.encode())
    kind = DocumentType.objects.get(code=code).pk
    return client.post(url("document_from_file"), {"file": upload, "issuer": issuer.pk, "kind": kind, "unit": ""})


# --- Drafts from files ----------------------------------------------------------------------------------------------


def test_a_symbol_of_two_hundred_letters_in_a_file_is_refused(desk, home_affairs):
    text = (
        f"SỞ NỘI VỤ\nSố: 12/SNV-{'A' * 200}\nHưng Yên, ngày 1 tháng 2 năm 2026\nV/v trả lời\nKính gửi: Sở Y tế\n{BODY}"
    )

    response = from_file(desk, home_affairs, text, "CV")

    assert (response.status_code, IssuedDocument.objects.count()) == (422, 0)
    assert "dài quá 60 chữ" in response.content.decode()


def test_a_title_of_thirty_thousand_letters_in_a_file_is_refused(desk, home_affairs):
    response = from_file(desk, home_affairs, HEAD + "Nâng cao chỉ số " * 2000 + BODY)

    assert (response.status_code, IssuedDocument.objects.count()) == (422, 0)
    assert "nhiều nhất 1000" in response.content.decode()


def test_signs_nobody_sees_stay_out_of_a_title(desk, home_affairs):
    from_file(desk, home_affairs, HEAD + "Nâng \x08cao \u202echỉ\u2028 số <b>x</b>" + BODY)

    entered = IssuedDocument.objects.get()
    assert re.search(r"Nâng cao chỉ số", entered.title)
    assert "<b>" not in desk.get(url("document_list")).content.decode().partition("<main")[2]


# --- Acts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/1899", "0206-01-01"])
def test_a_date_of_another_age_issues_nothing(desk, document_in, day):
    document = document_in("approved")

    response = desk.post(url("document_issue", document.pk), {"on": day, "accepts_findings": "on"})

    document.refresh_from_db()
    assert (response.status_code, document.state, document.sequence_number) == (422, "approved", None)
    assert "Hãy xem lại năm" in response.content.decode()


def test_the_page_that_asks_without_script_approves_what_was_shown_and_nothing_else(
    desk, document_in, coordinator, approver, signed_in
):
    document = document_in("submitted")
    chief = signed_in(approver)
    page = chief.get(document.get_absolute_url()).content.decode()
    link = re.search(rf'href="({url("document_approve", document.pk)}[^"]*)"', page)[1]
    now = timezone.now()
    register.return_document(document_id=document.pk, reason="Sửa mục II", by=approver, at=now)
    register.revise_document(document_id=document.pk, document=plan(title="Việc khác"), by=coordinator, at=now)
    register.submit_document(document_id=document.pk, by=coordinator, at=now)

    asked = chief.get(link).content.decode()
    shown = re.search(r'name="shown" value="(\w+)"', asked.partition("<main")[2])[1]
    answer = chief.post(url("document_approve", document.pk), {"shown": shown}, follow=True).content.decode()

    document.refresh_from_db()
    assert document.state == "submitted"
    assert "Có người vừa sửa văn bản này" in answer


# --- Lists of the invited -------------------------------------------------------------------------------------------


def test_a_file_of_wrong_rows_names_the_first_and_counts_the_rest():
    found = invitees_from_file(b"ho ten;chuc vu\n" + b"1;2\n" * 15_000)

    assert len(found.problems) == MOST_PROBLEMS + 1
    assert f"còn {15_000 - MOST_PROBLEMS} dòng" in found.problems[-1].message


def test_a_file_of_a_million_rows_is_refused():
    with pytest.raises(UnreadableList, match="hơn 20000 dòng"):
        invitees_from_file("Ông;Nguyễn Văn A\n".encode() * 1_000_000)


def test_a_small_spreadsheet_with_one_long_text_in_every_cell_is_refused():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row in range(3000):
            sheet.write_string(row, 0, "x" * 30_000)
    assert len(stream.getvalue()) < 100_000

    with pytest.raises(UnreadableSpreadsheet):
        first_sheet(stream.getvalue())


def test_an_answer_too_large_to_hold_is_none(monkeypatch, capsys):
    monkeypatch.setattr(apart, "MOST_ANSWER_CHARACTERS", 10)
    monkeypatch.setattr(apart.resource, "setrlimit", lambda *args: None)
    monkeypatch.setattr(apart.sys, "stdin", type("Input", (), {"buffer": io.BytesIO(b"{}\nfile")}))

    with pytest.raises(SystemExit, match="13 characters"):
        apart.answer(lambda question, data: "x" * 11, refusals=ValueError)

    assert capsys.readouterr().out == ""


def test_the_oldest_year_of_a_register_may_still_be_used(document_in):
    assert document_in("issued", on=date(2000, 1, 1)).number_and_symbol == "01/KH-UBND"


# --- Spreadsheets ---------------------------------------------------------------------------------------------------


def test_a_title_that_opens_like_a_formula_stays_text(desk, document_in):
    document_in(title='=HYPERLINK("http://khac.example";"Bấm vào đây")')

    rows = first_sheet(desk.get(url("document_list_xlsx")).content)

    assert rows[1][3] == '=HYPERLINK("http://khac.example";"Bấm vào đây")'


# --- At once --------------------------------------------------------------------------------------------------------


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_colleagues_who_send_at_once_send_once(document_in, coordinator, health, home_affairs):
    document, stranger = document_in("issued"), OutsideAddress("Bộ Nội vụ", "van-thu@bo.example.invalid")
    what = {"document_id": document.pk, "agency_ids": [health.pk, home_affairs.pk], "addresses": [stranger]}

    def send(_: int) -> int:
        try:
            return distribute_document(**what, by=coordinator, at=timezone.now()).agencies
        except NothingToSend:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as colleagues:
        assert sorted(colleagues.map(send, range(4))) == [0, 0, 0, 2]

    assert (Distribution.objects.count(), Message.objects.count()) == (3, 1)
