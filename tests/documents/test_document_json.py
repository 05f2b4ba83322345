"""The document a register keeps is the document that was put in."""

import json
import unicodedata
from datetime import date

import pytest

from documents.document_json import DocumentJsonError, content_hash, document_from_json, document_to_json
from documents.official import (
    Appendix,
    Issuer,
    LegalBasis,
    OfficialDocument,
    Provision,
    ProvisionKind,
    Recipient,
    SignatureBlock,
    Table,
)


def letter(title: str = "Nâng cao Chỉ số PAPI") -> OfficialDocument:
    return OfficialDocument(
        title=title,
        issuer=Issuer(["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"], [], "UBND"),
        number="129",
        symbol="KH-UBND",
        place="Hưng Yên",
        issued_on=date(2022, 7, 14),
        date_written=(2022, 7),
        legal_bases=[LegalBasis("Luật", "", None, "Căn cứ Luật Tổ chức chính quyền địa phương")],
        provisions=[Provision(0, "I.", "MỤC ĐÍCH", ProvisionKind.SECTION, None, (12, 13), True)],
        recipients=[Recipient("Lưu: VT, CVNC", "Đ")],
        signature=SignatureBlock("TM.", "ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"),
        appendices=[
            Appendix(
                "Phụ lục",
                "DANH SÁCH",
                table=Table([["Stt"]], [["1"]], [1.0]),
                provisions=[Provision(0, "-", "Một", ProvisionKind.DASH, table=Table([["a"]], [["b"]]))],
            )
        ],
    )


def test_a_document_survives_the_way_through_json():
    stored = json.loads(json.dumps(document_to_json(letter())))

    assert document_from_json(stored) == letter()


def test_the_hash_does_not_depend_on_the_unicode_form():
    assert content_hash(letter(unicodedata.normalize("NFD", "Nâng cao Chỉ số PAPI"))) == content_hash(letter())


def test_the_hash_changes_with_the_content():
    assert content_hash(letter("Nâng cao Chỉ số PCI")) != content_hash(letter())


@pytest.mark.parametrize("broken", [{}, {"number": 1}, {**document_to_json(letter()), "issued_on": "hôm qua"}])
def test_json_that_is_no_document_is_refused(broken):
    with pytest.raises(DocumentJsonError):
        document_from_json(broken)
