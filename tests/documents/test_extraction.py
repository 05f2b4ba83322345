"""Files as people bring them: every kind that can be read, and a clear refusal for the rest."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.extraction import UnreadableDocument, extract
from documents.extraction.legacy_encodings import _TCVN3
from documents.reading import read_plan

SAMPLES = Path(__file__).parent / "samples"
PLAN = (SAMPLES / "000_0072ae9554e38013.txt").read_text("utf-8")
SHORT = (
    "Số: 29/KH-UBND\nHưng Yên, ngày 27 tháng 02 năm 2020\nKẾ HOẠCH\nNâng cao Chỉ số PAPI của tỉnh\n\n1. "
    "Sở Nội vụ tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/3/2020.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_is_read_in_every_encoding(encoding: str) -> None:
    assert extract(SHORT.encode(encoding)).lines == SHORT.split("\n")


def windows_1258(text: str) -> bytes:
    """As Vietnamese Windows wrote it: letters with hat or horn whole, tones as marks behind them."""
    import unicodedata

    whole = {}
    for letter in "âêôăơưđÂÊÔĂƠƯĐ":
        whole[unicodedata.normalize("NFD", letter)] = letter
    out = []
    for character in unicodedata.normalize("NFC", text):
        try:
            out.append(character.encode("cp1258"))
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", character)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            out.append((unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258"))
    return b"".join(out)


def test_windows_1258_is_read_and_pointed_out() -> None:
    extracted = extract(windows_1258(PLAN))
    assert extracted.lines == PLAN.split("\n")
    assert [finding.code for finding in extracted.findings] == ["legacy_encoding"]


def tcvn3(text: str) -> str:
    back = {unicode: old for old, unicode in _TCVN3.items()}
    return "".join(back.get(character, back.get(character.lower(), character)) for character in text)


def test_tcvn3_bytes_are_read_and_pointed_out() -> None:
    extracted = extract(tcvn3(SHORT).encode("latin-1"))
    assert read_plan(extracted).tasks[0].lead == ["Sở Nội vụ"]
    assert [finding.code for finding in extracted.findings] == ["legacy_encoding"]


def test_tcvn3_letters_in_a_unicode_file_are_converted() -> None:
    assert "Sở Nội vụ tổng hợp" in extract(tcvn3(SHORT).encode("utf-8")).lines[5]


def test_vni_letters_are_converted() -> None:
    vni = (
        "KEÁ HOAÏCH\nNaâng cao Chæ soá cuûa tænh Höng Yeân\n1. Sôû Noäi vuï toång hôïp, baùo caùo UÛy ban "
        "nhaân daân tænh tröôùc ngaøy 15/3/2020 theo Keá hoaïch naøy."
    )
    lines = extract(vni.encode("latin-1")).lines
    assert lines == [
        "KẾ HOẠCH",
        "Nâng cao Chỉ số của tỉnh Hưng Yên",
        "1. Sở Nội vụ tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/3/2020 theo Kế hoạch này.",
    ]


def refusal(data: bytes, **options: int) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        extract(data, **options)
    assert str(refused.value).endswith(".")
    return refused.value.code


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def blank_pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


BROKEN = [
    (b"", "empty_file"),
    (b"\xef\xbb\xbf \r\n\t", "empty_file"),
    (word_file("", " "), "empty_file"),
    (word_file("Kế hoạch của tỉnh")[:900], "broken_docx"),
    (zipped({"ke-hoach.txt": b"x"}), "not_a_docx"),
    (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document"}), "broken_docx"),
    (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * (30 * 1024 * 1024)}), "archive_bomb"),
    (zipped({f"part{number}.xml": b"" for number in range(2_100)}), "archive_bomb"),
    (b"%PDF-1.7\n" + b"\x00\xff" * 400, "broken_pdf"),
    (blank_pdf(), "scanned_pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted_or_old_office"),
    (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "binary_file"),
    (bytes(range(256)) * 40, "binary_file"),
    (b"The quick brown fox jumps over the lazy dog. " * 40, "not_vietnamese"),
]


@pytest.mark.parametrize(("data", "code"), BROKEN)
def test_file_that_gives_no_plan_is_refused_with_advice(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_file_over_the_limit_is_refused_before_it_is_opened() -> None:
    assert refusal(b"PK\x03\x04" + b"\x00" * (30 * 1024 * 1024)) == "file_too_large"
    assert refusal(b"abc", max_bytes=2) == "file_too_large"


def test_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"0" * (150 * 1024 * 1024)})
    tracemalloc.start()
    try:
        assert refusal(bomb) == "archive_bomb"
        _, highest = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert highest < 5 * 1024 * 1024


def test_entities_of_a_word_file_stay_dead() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = (
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p>"
        "<w:r><w:t>Kế hoạch của tỉnh về việc &b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    text = "\n".join(
        extract(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": laughs + body.encode()})).lines
    )
    assert text.startswith("Kế hoạch của tỉnh")
    assert "ha ha" not in text
    assert "root:" not in text


def test_word_file_with_macros_is_read_for_its_text_only() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(*SHORT.split("\n")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    )
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 AutoOpen"
    assert read_plan(extract(zipped(parts), file_name="ke-hoach.docm")).document.number == "29"


def test_numbers_word_counts_itself_appear_as_markers() -> None:
    document = docx.Document()
    document.add_paragraph("Sở Nội vụ", style="List Number")
    document.add_paragraph("Tổng hợp, báo cáo Ủy ban nhân dân tỉnh", style="List Bullet")
    document.add_paragraph("Sở Tài chính bố trí kinh phí của Kế hoạch", style="List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    assert extract(buffer.getvalue()).lines == [
        "1. Sở Nội vụ",
        "- Tổng hợp, báo cáo Ủy ban nhân dân tỉnh",
        "2. Sở Tài chính bố trí kinh phí của Kế hoạch",
    ]


def test_table_of_a_word_file_stays_in_place_as_rows() -> None:
    document = docx.Document()
    document.add_paragraph("Phân công nhiệm vụ của các cơ quan, đơn vị")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Nhiệm vụ", "Chủ trì", "Báo cáo | tổng hợp", "Sở Nội vụ"),
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Kế hoạch này được thực hiện trong năm")
    buffer = io.BytesIO()
    document.save(buffer)
    assert [line for line in extract(buffer.getvalue()).lines if line] == [
        "Phân công nhiệm vụ của các cơ quan, đơn vị",
        "| Nhiệm vụ | Chủ trì |",
        "| Báo cáo / tổng hợp | Sở Nội vụ |",
        "Kế hoạch này được thực hiện trong năm",
    ]


def test_head_and_signature_tables_of_a_word_file_are_read_by_columns() -> None:
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text, head.cell(0, 1).text = (
        "ỦY BAN NHÂN DÂN\nTỈNH HƯNG YÊN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    )
    head.cell(1, 0).text, head.cell(1, 1).text = "Số: 129/KH-UBND", "Hưng Yên, ngày 14 tháng 7 năm 2022"
    for text in ("KẾ HOẠCH", "Tổ chức Hội nghị", "I. TỔ CHỨC THỰC HIỆN", "1. Sở Nội vụ chuẩn bị tài liệu."):
        document.add_paragraph(text)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nNguyễn Văn Phóng"
    buffer = io.BytesIO()
    document.save(buffer)
    parsed = read_plan(extract(buffer.getvalue()))
    assert parsed.document.issuer.name_lines == ["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"]
    assert (parsed.document.number, parsed.document.place) == ("129", "Hưng Yên")
    assert [recipient.text for recipient in parsed.document.recipients] == ["Như trên", "Lưu: VT"]
    assert (parsed.document.signature.authority, parsed.document.signature.name) == (
        "TM. ỦY BAN NHÂN DÂN",
        "Nguyễn Văn Phóng",
    )


def test_page_of_the_web_is_read_without_its_scripts() -> None:
    page = (
        f"<!doctype html><html><head><script>alert('Sở')</script></head><body>"
        f"{''.join(f'<p>{line}</p>' for line in SHORT.splitlines())}<table>"
        "<tr><td>Nội dung</td><td>Chủ trì</td></tr></table></body></html>"
    )
    lines = [line for line in extract(page.encode()).lines if line]
    assert lines == [*[line for line in SHORT.split("\n") if line], "| Nội dung | Chủ trì |"]


def test_name_that_says_another_kind_becomes_a_finding() -> None:
    extracted = extract(SHORT.encode(), file_name="ke-hoach.pdf")
    assert [finding.code for finding in extracted.findings] == ["name_differs"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b"{\\rtf"]))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    with contextlib.suppress(UnreadableDocument):
        read_plan(extract(start + data))
