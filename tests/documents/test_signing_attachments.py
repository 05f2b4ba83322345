"""The reference on an attachment that is signed as a file of its own (F68)."""

from __future__ import annotations

import ctypes
import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from documents.layout import PAGE, POINTS_PER_MM
from documents.rendering import render_pdf
from documents.signing.attachments import reference_text, with_reference
from documents.signing.credentials import open_pkcs12
from documents.signing.errors import SigningRefused
from documents.signing.sign import sign_pdf
from documents.signing.verify import printed_text, verify_pdf
from tests.documents.certificates import PASSWORD, SIGNED_AT, organisation_holder
from tests.documents.papers import long_plan

NUMBER = "129/KH-UBND"


@pytest.fixture(scope="module")
def attachment() -> bytes:
    return render_pdf(long_plan()).data


@pytest.fixture(scope="module")
def marked(attachment) -> bytes:
    return with_reference(attachment, number_and_symbol=NUMBER, at=SIGNED_AT)


def test_the_reference_names_number_and_time_in_vietnam():
    assert reference_text(NUMBER, SIGNED_AT) == "Số: 129/KH-UBND; 2026-07-14T09:30:00+07:00"


def test_it_stands_top_right_of_the_first_page_ten_points_upright(marked):
    with pdfium.PdfDocument(marked) as file:
        page = file[0]
        text = page.get_textpage()
        position = text.search("2026-07-14T09:30:00+07:00").get_next()
        boxes = [text.get_charbox(index) for index in range(position[0], sum(position))]
        assert max(box[2] for box in boxes) == pytest.approx(
            (PAGE.width_mm - PAGE.margin_right_mm) * POINTS_PER_MM, abs=1
        )
        assert min(box[1] for box in boxes) > page.get_height() - PAGE.margin_top_mm * POINTS_PER_MM
        assert {size_of(text, index) for index in range(position[0], sum(position))} == {10.0}
        assert "T09:30" not in file[1].get_textpage().get_text_range()


def size_of(text: pdfium.PdfTextPage, index: int) -> float:
    """The size as printed: that of the font through the scale of the page."""
    matrix = pdfium.raw.FS_MATRIX()
    pdfium.raw.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix))
    assert matrix.b == matrix.c == 0  # upright
    return round(pdfium.raw.FPDFText_GetFontSize(text.raw, index) * matrix.a, 1)


def test_the_rest_of_the_attachment_stays(attachment, marked):
    reference = "Số:129/KH-UBND;2026-07-14T09:30:00+07:00"
    assert printed_text(marked).replace(reference, "") == printed_text(attachment)
    with pikepdf.open(io.BytesIO(marked)) as file, file.open_metadata() as metadata:
        assert metadata.get("pdfaid:part") == "2"
        assert len(file.pages) == len(pikepdf.open(io.BytesIO(attachment)).pages)


def test_it_is_then_signed_invisibly(marked):
    key = open_pkcs12(organisation_holder().pkcs12(), PASSWORD, at=SIGNED_AT)
    data = sign_pdf(marked, credentials=key, at=SIGNED_AT, field_name="PhuLuc")

    assert verify_pdf(data).is_whole
    with pikepdf.open(io.BytesIO(data)) as file:
        assert [float(value) for value in file.Root.AcroForm.Fields[0].Rect] == [0, 0, 0, 0]


def test_a_signed_file_and_no_pdf_are_refused(marked):
    key = open_pkcs12(organisation_holder().pkcs12(), PASSWORD, at=SIGNED_AT)
    signed = sign_pdf(marked, credentials=key, at=SIGNED_AT, field_name="PhuLuc")

    for data in (signed, b"no pdf"):
        with pytest.raises(SigningRefused, match="Hãy"):
            with_reference(data, number_and_symbol=NUMBER, at=SIGNED_AT)
