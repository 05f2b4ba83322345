"""The register book of outgoing documents: the columns of the decree, numbers given on paper, gaps, print and spreadsheet."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from documents.official import Recipient
from registry.enums import DocumentState
from registry.models import DocumentType, NumberSequence, OutsideNumbers
from registry.services import documents as register
from registry.services.correcting import CorrectionWay, draft_correction
from registry.services.loading import load_document_types
from registry.services.register_book import BOOK_COLUMNS, BookChoice, remarks
from tests import factories
from tests.documents.papers import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(coordinator, signed_in):
    return signed_in(coordinator)


@pytest.fixture
def year() -> int:
    return timezone.localdate().year


def book(client, **query):
    return client.get(reverse("registry:book"), query)


def test_a_line_says_what_the_template_of_the_decree_asks(desk, document_in):
    document = document_in(
        "issued",
        title="Nâng cao Chỉ số PAPI",
        recipients=[
            Recipient("Bộ Nội vụ (để báo cáo)"),
            Recipient("Các sở, ban, ngành tỉnh"),
            Recipient("Lưu: VT, SNV"),
        ],
        copies=12,
    )

    row = book(desk).context["rows"][0]

    assert row.cells() == (
        "01/KH-UBND",
        f"{document.issued_on:%d/%m/%Y}",
        "Kế hoạch Nâng cao Chỉ số PAPI",
        "Nguyễn Văn A",
        "Bộ Nội vụ (để báo cáo); Các sở, ban, ngành tỉnh",
        "VT, SNV",
        "12",
        "",
    )
    assert len(row.cells()) == len(BOOK_COLUMNS)


def test_a_letter_stands_under_those_it_goes_to(desk, document_in):
    document_in("issued", document=letter())

    row = book(desk, type="CV").context["rows"][0]

    assert row.subject == "Công văn v/v cung cấp danh sách điều tra xã hội học"
    assert row.recipients.startswith("Các sở, ban, ngành tỉnh; Ủy ban nhân dân các xã, phường")


def test_only_issued_documents_are_in_the_book(desk, document_in):
    for state in ("draft", "submitted", "approved"):
        document_in(state)

    assert book(desk).context["choice"] is None
    assert "Chưa có sổ nào" in book(desk).content.decode()


def test_a_correction_is_noted_on_both_lines(desk, document_in, coordinator, approver):
    wrong = document_in("issued")
    now = timezone.now()
    correction = draft_correction(document_id=wrong.pk, way=CorrectionWay.REPLACEMENT, unit="", by=coordinator, at=now)
    register.submit_document(document_id=correction.pk, by=coordinator, at=now)
    register.approve_document(document_id=correction.pk, by=approver, at=now)
    register.issue_document(document_id=correction.pk, on=timezone.localdate(now), by=approver, at=now)

    notes = [row.note for row in book(desk).context["rows"]]

    assert notes == ["Được đính chính, thay thế bằng 02/KH-UBND", "Đính chính, thay thế 01/KH-UBND"]


def test_numbers_of_the_paper_book_stand_with_their_reason(administrator, home_affairs, signed_in, document_in, year):
    load_document_types()
    office = signed_in(administrator)
    kind = DocumentType.objects.get(code="KH")
    values = {"issuer": home_affairs.pk, "kind": kind.pk, "year": year, "last_number": 128, "reason": "Sổ giấy"}

    answer = office.post(reverse("registry:numbering_continue"), values)
    document_in("issued")

    page = office.get(answer["Location"]).content.decode()
    assert "Số 01–128" in page
    assert "Sổ giấy" in page
    assert "129/KH-UBND" in page
    assert remarks(BookChoice(home_affairs, year))[0].is_gap is False


def test_a_register_is_not_set_back_by_form(administrator, home_affairs, signed_in, document_in, year):
    document_in("issued")
    kind = DocumentType.objects.get(code="KH")
    values = {"issuer": home_affairs.pk, "kind": kind.pk, "year": year, "last_number": 1, "reason": "Nhầm"}

    answer = signed_in(administrator).post(reverse("registry:numbering_continue"), values)

    assert answer.status_code == 422
    assert "chỉ ghi được số lớn hơn" in answer.content.decode()
    assert OutsideNumbers.objects.count() == 0


def test_only_administrators_open_the_form_of_the_paper_book(desk, document_in):
    document_in("issued")

    assert desk.get(reverse("registry:numbering_continue")).status_code == 403


def test_a_gap_is_shown_loudly(desk, document_in, home_affairs, year):
    document_in("issued")
    NumberSequence.objects.update(last_number=4)

    assert [row.number_and_symbol for row in remarks(BookChoice(home_affairs, year))] == ["02–04"]
    assert "Thiếu số 02–04" in book(desk).content.decode()


def test_books_are_chosen_by_type_year_and_month(desk, document_in, year):
    document = document_in("issued")
    document_in("issued", document=letter())
    month = document.issued_on.month

    assert len(book(desk).context["rows"]) == 2
    assert [row.document_id for row in book(desk, type="KH").context["rows"]] == [document.pk]
    assert len(book(desk, month=month).context["rows"]) == 2
    assert book(desk, month=month % 12 + 1).context["rows"] == []
    assert book(desk, year=year, type="KH").status_code == 200


@pytest.mark.parametrize("query", [{"issuer": "999"}, {"year": "x"}, {"type": "KHÔNG"}, {"month": "13"}])
def test_a_book_that_is_not_there_is_told(desk, document_in, query):
    document_in("issued")

    page = book(desk, **query)

    assert page.context["choice"] is None
    assert "Không có sổ như vậy" in page.content.decode()


def test_the_book_asks_a_constant_number_of_questions(desk, document_in, django_assert_max_num_queries):
    document_in("issued")
    book(desk)
    with django_assert_max_num_queries(40) as one:
        book(desk)
    for _ in range(2):
        document_in("issued")
    with django_assert_max_num_queries(len(one)):
        book(desk)


def test_the_spreadsheet_has_all_lines(desk, document_in):
    document_in("issued", title="=CMD()")

    answer = desk.get(reverse("registry:book_xlsx"))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    texts = re.findall(r"<t[^>]*>(.*?)</t>", archive.read("xl/sharedStrings.xml").decode())

    assert texts[: len(BOOK_COLUMNS)] == list(BOOK_COLUMNS)
    assert "Kế hoạch =CMD()" in texts


def test_the_print_stands_on_landscape_pages_with_the_head_on_each(desk, document_in):
    document_in("issued", title="Nâng cao <b>Chỉ số</b> & PAPI")

    answer = desk.get(reverse("registry:book_pdf"))
    page = pypdfium2.PdfDocument(answer.content)[0]
    text = page.get_textpage().get_text_range()

    assert answer["Content-Type"] == "application/pdf"
    assert page.get_width() > page.get_height()
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in text
    assert "01/KH-UBND" in text
    assert "<b>Chỉ" in text


def test_a_book_too_long_for_one_print_says_what_to_choose(desk, document_in, monkeypatch):
    document_in("issued")
    monkeypatch.setattr("registry.views.book.MOST_PRINTED_ROWS", 0)

    page = desk.get(reverse("registry:book_pdf"), follow=True).content.decode()

    assert "hãy chọn loại hoặc tháng rồi in" in page


def test_strangers_see_no_book_of_the_province(document_in, stranger, home_affairs, signed_in):
    document_in("issued")
    browser = signed_in(stranger)

    assert book(browser).context["choice"] is None
    assert book(browser, issuer=home_affairs.pk).context["choice"] is None
    assert browser.get(reverse("registry:book_pdf"), {"issuer": home_affairs.pk}).status_code == 302


def test_the_province_reads_the_book(document_in, focal_point, signed_in):
    document = document_in("issued")

    assert [row.document_id for row in book(signed_in(focal_point)).context["rows"]] == [document.pk]
    assert document.state == DocumentState.ISSUED


def test_two_issuers_have_two_books(desk, document_in, province):
    document_in("issued")
    health = factories.make_agency(province, "SYT2", "Sở Y tế")

    assert book(desk, issuer=health.pk).context["choice"] is None


def test_a_print_that_is_refused_leads_back_to_the_book_whatever_was_sent(desk, document_in, monkeypatch):
    document_in("issued")
    monkeypatch.setattr("registry.views.book.MOST_PRINTED_ROWS", 0)

    odd = desk.get(reverse("registry:book_pdf"), {"issuer": "9" * 9000})
    long = desk.get(reverse("registry:book_pdf"), {"type": "KH", "q": "x" * 9000})

    assert odd["Location"] == f"{reverse('registry:book')}?"
    assert long["Location"] == f"{reverse('registry:book')}?type=KH"
