"""Signed files that are made to deceive: other pages behind ours, scripts and files within, certificates with odd names."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import ArrayObject, StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from accounts.models import AuditEvent
from registry.models import SignedFile
from registry.services import signing
from registry.services.loading import load_document_types
from registry.services.signed_uploads import UploadRefused, record_signed_upload
from registry.services.verification import Match, verify_upload
from tests.documents.certificates import SIGNED_AT, holder
from tests.registry.signed_papers import issue, sign, sign_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(home_affairs, coordinator):
    load_document_types()
    return issue(home_affairs, coordinator)


def unsigned(document) -> bytes:
    return signing.unsigned_file(document, at=SIGNED_AT)


def upload(document, data, by):
    return record_signed_upload(document_id=document.pk, data=data, by=by, at=SIGNED_AT)


def with_more_words(data: bytes) -> bytes:
    """The file with a revision behind its own bytes that writes the words of the first page once more, lower down."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    reference, _ = writer.find_page_for_modification(0)
    page = reference.get_object()
    own = page.raw_get("/Contents")
    lower = writer.add_object(StreamObject(stream_data=b" 1 0 0 1 7 -90 cm "))
    page[pdf_name("/Contents")] = ArrayObject([own, lower, own])
    writer.update_container(page)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def test_other_words_behind_the_portal_s_own_bytes_are_another_document(document, coordinator):
    data = with_more_words(unsigned(document))
    assert data.startswith(unsigned(document))

    with pytest.raises(UploadRefused, match="Nội dung của tệp khác"):
        upload(document, sign_elsewhere(data, holder()), coordinator)

    assert not SignedFile.objects.exists()


def test_verifying_does_not_take_them_for_the_document_in_the_register(document, coordinator):
    data = with_more_words(unsigned(document))
    assert verify_upload(data, by=coordinator).known.match == Match.OTHER_TEXT

    data = with_more_words(signing.file_bytes(sign(document, coordinator)))
    found = verify_upload(data, by=coordinator)
    assert (found.known.match, found.verification.is_whole) == (Match.OTHER_TEXT, False)


def _script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _program(file: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 600, 800])
    link.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    file.pages[0].Annots = file.make_indirect(pikepdf.Array([link]))


def _file_within(file: pikepdf.Pdf) -> None:
    file.attachments["ke-hoach.exe"] = pikepdf.AttachedFileSpec(file, b"MZ", filename="ke-hoach.exe")


def _form(file: pikepdf.Pdf) -> None:
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=file.make_stream(b"<xdp:xdp/>"))


@pytest.mark.parametrize("hide", [_script, _program, _file_within, _form])
def test_a_signed_file_that_does_or_carries_more_than_pages_is_refused(
    document, coordinator, hide: Callable[[pikepdf.Pdf], None]
):
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned(document))) as file:
        hide(file)
        file.save(output)
    data = sign_elsewhere(output.getvalue(), holder())

    with pytest.raises(UploadRefused, match="mã lệnh, hành động tự chạy hoặc tệp đính kèm"):
        upload(document, data, coordinator)

    assert not SignedFile.objects.exists()
    assert verify_upload(data, by=coordinator).verification.has_active_content


def test_what_the_portal_prints_and_signs_holds_nothing_of_the_kind(document, coordinator):
    data = signing.file_bytes(sign(document, coordinator))

    assert not verify_upload(data, by=coordinator).verification.has_active_content


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn A\0", "Nguyễn Văn A\r\n", "\u202eNguyễn Văn A\u202c", "Nguyễn\u200b Văn A"]
)
def test_a_name_in_a_certificate_is_kept_without_signs_nobody_sees(document, coordinator, name):
    (signed,) = upload(document, sign_elsewhere(unsigned(document), holder(name)), coordinator)

    assert signed.signer_name == "Nguyễn Văn A"
    assert AuditEvent.objects.about(document).last().after["signer"] == "Nguyễn Văn A"
