"""A proof is what its content says, whatever its name."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assignments.services.evidence import EvidenceRefusedError, clean_file_name, file_type_of, store_file

CONTENT_TYPES = b'<?xml version="1.0"?><Types/>'


def office(main_part: str, **extra: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", extra.pop("types", CONTENT_TYPES))
        archive.writestr(main_part, b"<x/>")
        for name, data in extra.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.4 ...", ".pdf"),
        (b"\x89PNG\r\n\x1a\n....", ".png"),
        (b"\xff\xd8\xff\xe0....", ".jpg"),
        (office("word/document.xml"), ".docx"),
        (office("xl/workbook.xml"), ".xlsx"),
        (office("ppt/presentation.xml"), ".pptx"),
    ],
)
def test_accepted_kinds_are_known_by_their_content(data, ending):
    assert file_type_of(data, "tep.bin").suffixes[0] == ending


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b"MZ\x90\x00", "không thuộc loại"),
        (b"<html><script>", "không thuộc loại"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "đời cũ"),
        (b"PK\x03\x04 broken", "hỏng"),
        (office("anything.txt"), "tệp nén"),
        (office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macro"),
        (office("xl/workbook.xml", types=b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "macro"),
    ],
)
def test_other_content_is_refused_in_words_that_help(data, words):
    with pytest.raises(EvidenceRefusedError, match=words):
        file_type_of(data, "bao-cao.pdf")


def test_zip_bomb_is_refused_without_unpacking():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", b"<x/>")
        with archive.open("word/media/big.bin", "w", force_zip64=True) as member:
            block = bytes(1024 * 1024)
            for _ in range(401):
                member.write(block)
    with pytest.raises(EvidenceRefusedError, match="nén quá nhiều"):
        file_type_of(stream.getvalue(), "bom.docx")


def test_file_over_the_limit_is_refused(db, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    upload = SimpleUploadedFile("to.pdf", b"%PDF-" + bytes(1024 * 1024))
    with pytest.raises(EvidenceRefusedError, match="quá 1 MB"):
        store_file(upload=upload)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Báo cáo quý I.pdf", "Báo cáo quý I.pdf"),
        ("C:\\Users\\x\\bao cao.PDF", "bao cao.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("bao\u202ecao\r\n.pdf", "baocao.pdf"),
        ("virus.exe", "virus.exe.pdf"),
        (".pdf", ".pdf.pdf"),
        ("", "minh-chung.pdf"),
    ],
)
def test_name_is_cleaned_and_ends_as_the_content_demands(written, kept):
    assert clean_file_name(written, file_type_of(b"%PDF-1.4", written)) == kept


def test_long_name_keeps_its_ending():
    name = clean_file_name(f"{'á' * 400}.pdf", file_type_of(b"%PDF-1.4", ""))
    assert (len(name), name[-4:]) == (255, ".pdf")
