"""Files of unknown temper are checked apart; what cannot be checked is refused in words that say what to do."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from documents.checking import NotADocument, check_document
from documents.checking.kinds import TYPE_CODES
from documents.checking_apart import MAX_BYTES, check_apart
from tests.documents.samples.broken.broken_sheets import RIGHT_SHEETS
from tests.documents.samples.broken.sheets import PLAN, altered, drawn
from tests.documents.samples.broken.word_papers import letter, saved

TYPES = Path(__file__).parent.parent.parent / "registry" / "reference" / "document-types.csv"


def scanned_pdf() -> bytes:
    """A page that is a picture and nothing else."""
    with pdfium.PdfDocument.new() as file:
        page = file.new_page(595, 842)
        page.close()
        output = BytesIO()
        file.save(output)
        return output.getvalue()


def locked_pdf() -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(drawn(PLAN))) as file:
        file.save(output, encryption=pikepdf.Encryption(owner="chu", user="mat-khau"))
    return output.getvalue()


def zip_of(**parts: bytes) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def bomb() -> bytes:
    return zip_of(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b" " * 60 * 1024 * 1024})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có nội dung"),
        (b"xin chao", "không phải là PDF hoặc văn bản Word"),
        (b"%PDF-1.7 hong", "PDF bị hỏng"),
        (b"PK\x03\x04 hong", "Word bị hỏng"),
        (scanned_pdf(), "chỉ có hình ảnh"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        (b"{\\rtf1 Ke hoach}", "RTF"),
        (b"<!DOCTYPE html><html><body>Ke hoach</body></html>", "trang web"),
        (zip_of(a=b"b"), "gói nén"),
        (saved(letter())[:4000], "Word bị hỏng"),
        (drawn(PLAN)[:9000], "PDF bị hỏng"),
    ],
    ids=["empty", "text", "no pdf", "no zip", "scan", "doc", "rtf", "html", "zip", "half a docx", "half a pdf"],
)
def test_what_is_no_document_is_refused_with_advice(data, words):
    with pytest.raises(NotADocument, match=words) as refused:
        check_document(data)

    assert "Hãy" in str(refused.value)


def test_a_locked_pdf_is_refused():
    with pytest.raises(NotADocument, match="mật khẩu"):
        check_apart(locked_pdf())


def test_a_zip_bomb_is_refused_before_it_unfolds():
    with pytest.raises(NotADocument, match="phình ra"):
        check_apart(bomb())


def test_ten_megabytes_of_nonsense_are_refused():
    with pytest.raises(NotADocument, match="PDF bị hỏng"):
        check_apart(b"%PDF-1.7\n" + b"\x93 nonsense" * 1_000_000)


def test_a_file_over_the_bound_is_refused_without_a_look():
    with pytest.raises(NotADocument, match="vượt mức 20 MB"):
        check_apart(b"%PDF-" + bytes(MAX_BYTES))


def test_a_check_that_takes_too_long_is_ended():
    with pytest.raises(NotADocument, match="đã dừng"):
        check_apart(drawn(PLAN), seconds=0.05)


def test_a_check_apart_says_the_same_as_in_place():
    data = drawn(altered(PLAN, "Sở Nội vụ", "Sở Nội Vụ"))

    checked = check_apart(data)

    assert checked.findings == check_document(data, type_code="KH")
    assert (checked.media, checked.type_code, checked.pages) == ("pdf", "KH", 2)


@pytest.mark.parametrize("name", RIGHT_SHEETS)
def test_the_type_of_a_paper_is_recognised(name):
    html, type_code = RIGHT_SHEETS[name]

    assert check_apart(drawn(html)).type_code == type_code


def test_every_type_of_the_decree_is_known_by_name():
    with TYPES.open(encoding="utf-8") as rows:
        codes = {row["code"] for row in csv.DictReader(rows)}

    assert set(TYPE_CODES.values()) | {"CV"} == codes
