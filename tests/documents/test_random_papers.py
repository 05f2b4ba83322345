"""Five hundred random documents: each page of each, as PDF and as Word file, keeps the format.

The pages are measured twice: by the portal's checker and by a check that shares nothing with printer and checker.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from documents.checking import Level, check_document
from documents.official import Issuer, OfficialDocument, Provision, ProvisionKind, Table
from documents.rendering import render_docx, render_pdf
from tests.documents.independent_check import check_pages
from tests.documents.independent_measure import measure_pdf
from tests.documents.independent_word_check import WordFile, check_word_file
from tests.documents.papers import SENTENCE, clause, decision, plan
from tests.documents.random_papers import TYPE_NAMES, papers
from tests.documents.word_streams import assert_pages_say

DOCUMENTS = 500
SHARDS = [(type_code, number) for number in (1, 2) for type_code in TYPE_NAMES]
EACH = -(-DOCUMENTS // len(SHARDS))

# What a rule asks for cannot be found where the document does not have it.
EXCUSED = {
    "title": {"F31", "F32", "F33"},
    "place": {"F28", "F29"},
    "signature": {"F48", "F49", "F50", "F52", "F54", "F69"},
    "recipients": {"F53", "F54", "F55", "F56", "F57"},
}


def missing(document: OfficialDocument) -> Iterator[str]:
    if not document.title:
        yield "title"
    if not document.place:
        yield "place"
    if not document.signature.name:
        yield "signature"
    if not document.recipients:
        yield "recipients"


def broken_rules(document: OfficialDocument) -> list[str]:
    """What breaks the format in the printed document, in both forms and by both checks; [] when nothing does."""
    type_code, is_draft = document.type_code, document.is_draft
    pdf, word = render_pdf(document).data, render_docx(document)
    parts = 1 + len(document.attached) + len(document.appendices)
    pages, file = measure_pdf(pdf), WordFile(word)
    form = {"type_code": type_code, "is_draft": is_draft, "parts": parts}
    found = [f"pdf {finding}" for finding in check_pages(pages, **form)]
    found += [f"word {finding}" for finding in check_word_file(file, **form)]
    excused = {rule for part in missing(document) for rule in EXCUSED[part]}
    found = [finding for finding in found if finding.split()[1] not in excused]
    if not any(missing(document)):
        for name, data in (("pdf", pdf), ("word", word)):
            for finding in check_document(data, type_code=type_code, is_draft=is_draft):
                if finding.level == Level.ERROR:
                    found.append(f"{name} {finding.rule} {finding.page}: {finding.message} {finding.measured}")
    assert_pages_say(pages, file)
    return found


@pytest.fixture(autouse=True)
def weasyprint_stays_silent(caplog):
    yield
    assert [
        each.getMessage() for each in caplog.records if each.name == "weasyprint" and each.levelno >= logging.WARNING
    ] == []


@pytest.mark.parametrize(("type_code", "number"), SHARDS)
def test_every_page_of_a_random_document_keeps_the_format(type_code, number):
    printed = []

    @seed(number)
    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # add Phase.shrink to make a failing document small; it takes minutes
    )
    @given(papers(type_code))
    def keeps_the_format(document: OfficialDocument) -> None:
        printed.append(document)
        assert broken_rules(document) == []

    keeps_the_format()

    assert len(printed) >= EACH


# --- What random documents broke once ---------------------------------------------------------------------------------


def with_table(table: Table) -> OfficialDocument:
    return plan(provisions=[clause(1), Provision(1, "", "", ProvisionKind.PARAGRAPH, table=table), clause(2)])


def test_a_table_without_rows_is_not_drawn():
    assert broken_rules(with_table(Table())) == []


def test_a_column_without_text_has_room():
    assert broken_rules(with_table(Table([], [[SENTENCE, "303", "", "- Một việc - Hai việc", SENTENCE]]))) == []


def test_copies_without_initials_are_no_signature():
    assert broken_rules(plan(copies=300)) == []


def test_a_long_authority_of_a_decision_is_no_paragraph():
    issuer = Issuer(["ỦY BAN NHÂN DÂN", "ĐẶC KHU PHÚ QUỐC"], [], "UBND")
    document = decision(issuer=issuer, legal_bases=[])
    assert [finding for finding in broken_rules(document) if "F69" not in finding] == []


def test_bodies_of_six_lines_over_an_attached_text_end_before_its_title():
    names = ["TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG VÀ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH"]
    issuer = Issuer(names, ["VĂN PHÒNG UBND TỈNH ĐẮK LẮK"], "TTPVHCC")
    attached = plan(recipients=[], signature=type(plan().signature)(), appendices=[])
    document = decision(issuer=issuer, symbol="QĐ-TTPVHCC", attached=[attached])
    assert [finding for finding in broken_rules(document) if "F69" not in finding] == []


def test_words_driven_apart_by_a_long_address_are_one_line():
    text = "Quý III/2026, giai đoạn 2021 - 2030; công khai “một cửa” trên Cổng/trang thông tin điện tử tại https://dichvucong.gov.vn bảo"
    document = plan(provisions=[Provision(0, "I.", text, ProvisionKind.SECTION), clause(1), clause(2)])
    assert broken_rules(document) == []
