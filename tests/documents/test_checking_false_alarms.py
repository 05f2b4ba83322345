"""What the portal prints is not blamed for what is right: real and invented plans, and the golden papers, as PDF and as Word file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from documents.checking import Level, check_file
from documents.document_json import document_from_json
from documents.extraction import extract
from documents.official import OfficialDocument
from documents.reading import read_plan
from documents.rendering import render_docx, render_pdf

HERE = Path(__file__).parent
REAL = sorted(path for path in (HERE / "samples").glob("0*.txt"))
INVENTED = sorted(path for path in (HERE / "samples" / "invented").iterdir() if ".expected." not in path.name)
GOLDEN = sorted((HERE / "golden").glob("*.json"))
# Slips the writers of the real plans made themselves, as rule and words measured.
REAL_SLIPS = {
    "000_0072ae9554e38013": [
        ("F72", "Sở Kế hoạch và đầu tư"),
        ("F72", "Sở Thông tin và truyền thông"),
        ("F72", "Sở Giáo dục và đào tạo"),
    ],
    "001_3033c6bec59dec3f": [("F47", "c"), ("F72", "sở y tế")],
    "002_a33ec1afb35c387e": [],
    "003_b152130177d1810b": [],
    "004_efd3901a5d4c3f3a": [("F71", "876/QĐ-UBND")],
}
# The invented plans carry slips in words on purpose: no "Lưu: VT", an appendix that the text does not name.
SLIPS_OF_WORDS = {"F56", "F62"}


def read(path: Path) -> OfficialDocument:
    return read_plan(extract(path.read_bytes(), file_name=path.name)).document


def checked(document: OfficialDocument) -> dict[str, list]:
    files = {"pdf": render_pdf(document).data, "docx": render_docx(document)}
    return {name: check_file(data, is_draft=document.is_draft) for name, data in files.items()}


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_of_a_real_plan_only_the_slips_of_its_writer_are_found(path):
    for report in checked(read(path)).values():
        assert [(finding.rule, finding.measured) for finding in report.findings] == REAL_SLIPS[path.stem]
        assert all(finding.level == Level.WARNING for finding in report.findings)


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_an_invented_plan_has_no_error_of_form_and_reads_alike_in_pdf_and_word(path):
    reports = checked(read(path))

    for report in reports.values():
        assert {finding.rule for finding in report.findings if finding.level == Level.ERROR} <= SLIPS_OF_WORDS
    pdf, word = ([(finding.rule, finding.measured) for finding in reports[name].findings] for name in ("pdf", "docx"))
    assert pdf == word


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_paper_has_no_finding_and_its_type_is_recognised(path):
    document = document_from_json(json.loads(path.read_text(encoding="utf-8")))

    for report in checked(document).values():
        assert (report.type_code, report.findings) == (document.type_code, [])
