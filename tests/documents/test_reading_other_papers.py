"""Letters, invitations, decisions, submissions, reports and notices are read as what they are, and printed again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.checking import Level, check_document
from documents.extraction import extract
from documents.official import OfficialDocument
from documents.reading import read_plan
from documents.rendering import render_docx, render_pdf
from documents.vietnamese import to_nfc

SAMPLES = Path(__file__).parent / "samples" / "papers"
TYPES = {
    "bao-cao": "BC",
    "cong-van": "CV",
    "cong-van-cot-hep": "CV",
    "giay-moi": "GM",
    "quyet-dinh": "QĐ",
    "thong-bao": "TB",
    "to-trinh": "TTr",
}
# The form gives "V/v" to a letter and the line of authority to a decision; months 3-9 and day 5 are written by rule.
PRINTED_OTHERWISE = {"giay-moi": {"5": "05"}}


def read(name: str) -> OfficialDocument:
    path = SAMPLES / f"{name}.txt"
    return read_plan(extract(path.read_bytes(), file_name=path.name)).document


def words(text: str) -> list[str]:
    return re.findall(r"\w+", to_nfc(text).casefold())


@pytest.mark.parametrize(("name", "type_code"), TYPES.items())
def test_the_type_is_known(name, type_code):
    assert read(name).type_code == type_code


@pytest.mark.parametrize("name", TYPES)
def test_a_paper_read_and_printed_keeps_its_words(name):
    printed = extract(render_pdf(read(name)).data, file_name="a.pdf")
    changed = PRINTED_OTHERWISE.get(name, {})
    source = [changed.get(word, word) for word in words((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))]

    assert sorted(words("\n".join(printed.lines))) == sorted(source)


@pytest.mark.parametrize("name", TYPES)
def test_a_paper_read_and_printed_is_in_form(name):
    document = read(name)

    for data in (render_pdf(document).data, render_docx(document)):
        findings = check_document(data, type_code=document.type_code, is_draft=document.is_draft)
        assert [finding for finding in findings if finding.level == Level.ERROR] == []


@pytest.mark.parametrize(
    ("name", "addressees"),
    [
        ("bao-cao", ["Sở Nội vụ"]),
        ("cong-van", ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường"]),
        ("cong-van-cot-hep", ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường trên địa bàn tỉnh"]),
        ("to-trinh", ["Ủy ban nhân dân tỉnh"]),
        ("thong-bao", []),
    ],
)
def test_addressees_are_read_apart_from_the_body(name, addressees):
    document = read(name)

    assert document.addressees == addressees
    assert not any(provision.text.startswith("Kính gửi") for provision in document.provisions)


def test_a_letter_has_its_subject_and_the_unit_that_drafts_it():
    document = read("cong-van-cot-hep")

    assert document.title == "cung cấp danh sách điều tra xã hội học phục vụ xác định Chỉ số hài lòng"
    assert (document.number, document.symbol, document.issuer.symbol) == (None, "SNV-CCHC", "SNV")
    assert (document.issuer.parent_lines, document.issuer.name_lines) == (["UBND TỈNH HƯNG YÊN"], ["SỞ NỘI VỤ"])
    assert (document.place, document.date_written) == ("Hưng Yên", (2026, 7))


def test_a_decision_keeps_its_grounds_and_begins_with_its_first_article():
    document = read("quyet-dinh")

    assert [basis.text.split(" ")[0] for basis in document.legal_bases] == ["Căn", "Căn", "Theo"]
    assert (document.provisions[0].marker, document.provisions[0].text[:10]) == ("Điều 1.", "Thành lập ")


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("name", TYPES)
def test_a_printed_paper_reads_as_the_same_paper(name, form):
    document = read(name)
    data = render_pdf(document).data if form == "pdf" else render_docx(document)

    again = read_plan(extract(data, file_name=f"a.{form}")).document

    assert (again.type_code, again.title, again.addressees) == (
        document.type_code,
        document.title,
        document.addressees,
    )
    assert [(node.marker, node.text) for node in again.provisions] == [
        (node.marker, node.text) for node in document.provisions
    ]
    assert [recipient.text for recipient in again.recipients] == [recipient.text for recipient in document.recipients]
    assert again.signature == document.signature
