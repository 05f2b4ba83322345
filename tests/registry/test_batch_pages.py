"""The pages of printing for many: the list, the start, how far it is, the files."""

from __future__ import annotations

import io
import zipfile

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.rendering import FontsMissing
from jobs.models import Job
from registry.enums import BatchItemState
from registry.models import Batch
from registry.services import batches
from registry.services.batches import start_batch
from tests.documents.papers import plan
from tests.registry.test_batches import PEOPLE, invitation, run_all
from tests.registry.test_invitee_lists import spreadsheet

pytestmark = pytest.mark.django_db
LINES = "Ông; Nguyễn Văn A; Giám đốc; Sở Y tế\nBà; ; Chủ tịch\nBà; Trần Thị B; Chủ tịch; UBND phường C"


@pytest.fixture
def document(document_in):
    return document_in("issued", document=invitation())


@pytest.fixture
def desk(signed_in, coordinator):
    return signed_in(coordinator)


@pytest.fixture
def batch(document, coordinator) -> Batch:
    return start_batch(document_id=document.pk, invitees=PEOPLE, by=coordinator, at=timezone.now())


def test_the_page_of_an_invitation_leads_to_printing_for_many(desk, document, document_in):
    address = reverse("registry:batch_new", args=[document.pk])

    assert address in desk.get(document.get_absolute_url()).text
    other = document_in("draft", document=plan())
    assert "In giấy mời hàng loạt" not in desk.get(other.get_absolute_url()).text
    assert desk.get(reverse("registry:batch_new", args=[other.pk])).status_code == 404


def test_the_list_is_checked_and_shown_before_anything_is_printed(desk, document):
    answer = desk.post(reverse("registry:batch_new", args=[document.pk]), {"lines": LINES})

    assert answer.status_code == 200
    assert "Đọc được 2 người, 1 dòng cần xem lại" in answer.text
    assert "Dòng 2" in answer.text
    assert "Thiếu họ và tên." in answer.text
    assert answer.text.count("Bà; ; Chủ tịch") == 2  # in the box to put right, and in the form that starts
    assert not Batch.objects.exists()


def test_the_first_invitation_is_shown_as_a_picture(desk, document):
    page = desk.post(reverse("registry:batch_new", args=[document.pk]), {"lines": LINES})

    picture = desk.get(page.context["preview_url"])
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_the_good_rows_are_printed(desk, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("registry:batch_start", args=[document.pk]), {"lines": LINES})

    batch = Batch.objects.get()
    assert answer.url == batch.get_absolute_url()
    assert "Đã in xong 2 giấy mời" in desk.get(answer.url).text
    whole = desk.get(reverse("registry:batch_pdf", args=[batch.pk]))
    with pdfium.PdfDocument(b"".join(whole.streaming_content)) as file:
        assert len(file) == 2
    archive = desk.get(reverse("registry:batch_zip", args=[batch.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content))) as files:
        assert files.namelist() == ["001-Nguyen-Van-A.pdf", "002-Tran-Thi-B.pdf"]
    single = desk.get(reverse("registry:batch_item_pdf", args=[batch.items.get(order=2).pk]))
    assert b"".join(single.streaming_content).startswith(b"%PDF-")
    assert single["Content-Disposition"] == 'attachment; filename="002-Tran-Thi-B.pdf"'


def test_a_spreadsheet_takes_the_place_of_the_box(desk, document):
    rows = [["Danh xưng", "Họ và tên", "Chức vụ", "Cơ quan"], ["Ông", "Lê C", "", "Sở Y tế"], ["Bà", "", "", "Sở Y tế"]]
    file = SimpleUploadedFile("khach.xlsx", spreadsheet(rows))

    answer = desk.post(reverse("registry:batch_new", args=[document.pk]), {"lines": "Ai đó", "file": file})

    assert "Đọc được 1 người, 1 dòng cần xem lại" in answer.text
    assert "Ông\tLê C\t\tSở Y tế" in answer.text
    assert "Ai đó" not in answer.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"lines": ""}, "Chưa có ai trong danh sách"),
        ({"lines": "\n \n"}, "Chưa có ai trong danh sách"),
        ({"lines": "Lê C", "file": b"PK\x03\x04 broken"}, "Không đọc được bảng tính này"),
    ],
)
def test_a_list_that_is_none_is_refused_and_the_typing_kept(desk, document, fields, message):
    files = {"file": SimpleUploadedFile("khach.xlsx", fields["file"])} if "file" in fields else {}

    answer = desk.post(reverse("registry:batch_new", args=[document.pk]), fields | files)

    assert answer.status_code == 422
    assert message in answer.text
    assert fields["lines"].strip() in answer.text


def test_rows_that_are_all_wrong_start_nothing(desk, document):
    page = desk.post(reverse("registry:batch_new", args=[document.pk]), {"lines": "Bà; ; Chủ tịch"})
    answer = desk.post(reverse("registry:batch_start", args=[document.pk]), {"lines": "Bà; ; Chủ tịch"})

    assert "giấy mời</button>" not in page.text
    assert answer.status_code == 422
    assert "Danh sách chưa có người nào in được" in answer.text
    assert not Batch.objects.exists()


def test_a_paper_that_invites_nobody_says_what_to_add(desk, document_in):
    silent = document_in("draft", document=invitation(provisions=plan().provisions))

    answer = desk.post(reverse("registry:batch_new", args=[silent.pk]), {"lines": LINES})

    assert "trân trọng kính mời" in answer.text
    assert "giấy mời</button>" not in answer.text


def test_missing_fonts_are_said_in_words(desk, document, monkeypatch):
    def missing(*args, **kwargs):
        raise FontsMissing("Thiếu phông chữ Tinos.")

    monkeypatch.setattr(batches, "render_pdf", missing)

    answer = desk.post(reverse("registry:batch_new", args=[document.pk]), {"lines": LINES})

    assert "Thiếu phông chữ Tinos." in answer.text


def test_the_template_can_be_filled_in_and_sent_back(desk, document):
    template = desk.get(reverse("registry:invitee_template"))
    file = SimpleUploadedFile("mau.xlsx", template.content)

    answer = desk.post(reverse("registry:batch_new", args=[document.pk]), {"lines": "", "file": file})

    assert "Đọc được 2 người" in answer.text


def test_progress_asks_again_until_the_work_is_done(desk, batch):
    address = batch.get_absolute_url()
    page = desk.get(address)
    assert "Đang in: xong 0 trên 3" in page.text
    assert 'hx-trigger="every 2s"' in page.text
    assert "HX-Refresh" not in desk.get(address, headers={"HX-Request": "true"})

    run_all(batch)

    fragment = desk.get(address, headers={"HX-Request": "true"})
    assert fragment["HX-Refresh"] == "true"
    assert 'hx-trigger="every 2s"' not in fragment.text
    assert "<html" not in fragment.text
    assert "Đã in xong 3 giấy mời" in desk.get(address).text


def test_a_batch_is_cancelled_after_a_question(desk, batch):
    address = reverse("registry:batch_cancel", args=[batch.pk])
    assert "Hủy đợt in này?" in desk.get(address).text

    answer = desk.post(address, follow=True)

    assert "Đã hủy đợt in. Giấy mời đã in được giữ lại." in answer.text
    assert set(batch.items.values_list("state", flat=True)) == {BatchItemState.CANCELLED}
    assert "không cần hủy nữa" in desk.post(address, follow=True).text


def test_what_failed_is_shown_with_its_reason_and_repeated(desk, batch, django_capture_on_commit_callbacks):
    run_all(batch)
    batch.items.filter(order=2).update(state=BatchItemState.FAILED, error="Hết chỗ trên đĩa")
    page = desk.get(batch.get_absolute_url())
    assert "1 giấy mời bị lỗi" in page.text
    assert "Hết chỗ trên đĩa" in page.text

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("registry:batch_retry", args=[batch.pk]))

    assert batch.items.get(order=2).state == BatchItemState.DONE
    assert "Đã in xong 3 giấy mời" in desk.get(batch.get_absolute_url()).text


def test_what_the_check_found_is_shown_once_with_its_number(desk, batch):
    run_all(batch)
    finding = {"rule": "F53", "level": "W", "message": "Thiếu nơi nhận."}
    batch.items.update(findings=[finding])

    page = desk.get(batch.get_absolute_url())

    assert page.text.count("Thiếu nơi nhận.") == 1
    assert "Có ở 3 giấy." in page.text


def test_nobody_else_sees_a_batch_or_its_files(batch, signed_in, stranger, focal_point, leader):
    run_all(batch)
    addresses = [batch.get_absolute_url(), reverse("registry:batch_item_pdf", args=[batch.items.first().pk])]
    addresses += [reverse(f"registry:batch_{name}", args=[batch.pk]) for name in ("pdf", "zip", "cancel", "retry")]
    addresses += [reverse("registry:batch_new", args=[batch.document_id])]

    for person in (stranger, focal_point, leader):
        client = signed_in(person)
        assert {client.get(address).status_code for address in addresses} <= {403, 404}


def test_a_file_that_is_not_there_yet_is_not_found(desk, batch):
    assert desk.get(reverse("registry:batch_pdf", args=[batch.pk])).status_code == 404
    assert desk.get(reverse("registry:batch_item_pdf", args=[batch.items.first().pk])).status_code == 404


def test_the_page_asks_as_many_questions_for_three_copies_as_for_one(desk, document, coordinator):
    counts = []
    for people in (PEOPLE[:1], PEOPLE):
        batch = start_batch(document_id=document.pk, invitees=people, by=coordinator, at=timezone.now())
        run_all(batch)
        desk.get(batch.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            desk.get(batch.get_absolute_url())
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_a_stopped_worker_leaves_a_batch_that_says_so(desk, batch):
    Job.objects.update(state="failed", error="Việc bị ngắt giữa chừng quá nhiều lần.")

    page = desk.get(batch.get_absolute_url())

    assert "Việc in bị ngắt, còn 3 giấy mời chưa in" in page.text
    assert "In lại giấy chưa in được" in page.text
