"""Papers of the portal itself that lack something, and files that are no paper at all."""

from __future__ import annotations

import pytest

from documents.checking import check_document
from documents.official import Issuer, OfficialDocument, Provision, ProvisionKind, Recipient, SignatureBlock
from documents.rendering import render_pdf
from tests.documents.papers import clause, letter, long_plan, plan


def rules(data: bytes, type_code: str = "KH", *, is_draft: bool = False) -> set[str]:
    return {finding.rule for finding in check_document(data, type_code=type_code, is_draft=is_draft)}


def of_document(document: OfficialDocument) -> set[str]:
    return rules(render_pdf(document).data, document.type_code)


def test_a_right_paper_has_no_finding():
    assert check_document(render_pdf(long_plan()).data, type_code="KH") == []


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"symbol": "QĐ-UBND"}, "F26"),
        ({"symbol": "KH"}, "F24"),
        ({"number": None, "issued_on": None}, "F29"),
        ({"issuer": Issuer()}, "F20"),
        ({"recipients": []}, "F53"),
        ({"recipients": [Recipient("Lưu trữ")]}, "F56"),
        ({"signature": SignatureBlock("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê C")}, "F49"),
        ({"signature": SignatureBlock("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", None)}, "F50"),
        (
            {
                "provisions": [
                    Provision(0, "I.", "Mục đích", ProvisionKind.SECTION),
                    clause(1),
                    Provision(2, "III.", "Nhiệm vụ", ProvisionKind.SECTION),
                    clause(1),
                    clause(2),
                ]
            },
            "F44",
        ),
        ({"provisions": [clause(1), clause(3), clause(4)]}, "F46"),
        (
            {
                "provisions": [
                    Provision(n, f"{letter})", clause(1).text, ProvisionKind.POINT) for n, letter in enumerate("abd")
                ]
            },
            "F47",
        ),
    ],
)
def test_wrong_words_are_found(fields, rule):
    assert rule in of_document(plan(**fields))


def test_a_letter_without_addressee_is_found():
    assert "F35" in of_document(letter(addressees=[]))


def test_a_draft_may_leave_number_and_date_blank():
    data = render_pdf(plan(number=None, issued_on=None, date_written=(2026, 4))).data

    assert {"F24", "F29"} <= rules(data)
    assert rules(data, is_draft=True) == set()
