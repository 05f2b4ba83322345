"""The same paper as a Word file that staff go on editing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.checking import Level, check_document
from documents.checking.pdf_measure import measure
from documents.extraction import extract
from documents.reading import read_plan
from documents.rendering import render_docx, render_pdf
from documents.rendering.word_styles import Style
from documents.vietnamese import fold_spaces
from tests.documents.papers import appendix, decision, letter, long_plan, plan

SAMPLES = Path(__file__).parent / "samples"
PLANS = sorted(path.stem for path in SAMPLES.glob("0*.txt"))


def open_word(document):
    return Document(BytesIO(render_docx(document)))


@pytest.mark.parametrize("name", PLANS)
def test_every_real_plan_becomes_a_word_file_without_an_error_of_format(name):
    document = read_plan(extract((SAMPLES / f"{name}.txt").read_bytes())).document
    findings = check_document(render_docx(document), type_code="KH", is_draft=document.is_draft)

    assert [finding for finding in findings if finding.level == Level.ERROR] == []


@pytest.mark.parametrize("document", [letter(urgency="KHẨN"), decision(), plan(title="Nâng cao Chỉ số " * 30)])
def test_other_papers_become_word_files_without_an_error_of_format(document):
    findings = check_document(render_docx(document), type_code=document.type_code)

    assert [finding for finding in findings if finding.level == Level.ERROR] == []


def test_the_same_document_gives_the_same_bytes():
    assert render_docx(plan()) == render_docx(plan())


def test_word_and_pdf_carry_the_same_words_in_the_same_order():
    document = long_plan()
    pdf_lines = [line for page in measure(render_pdf(document).data).pages for line in page.lines]
    pdf_text = "".join(line.text for line in pdf_lines if not line.text.isdigit()).replace(" ", "")
    paragraphs = [fold_spaces(paragraph.text) for paragraph in open_word(document).paragraphs if paragraph.text.strip()]

    position = 0
    for paragraph in paragraphs:
        position = pdf_text.index(paragraph.replace(" ", ""), position)
    assert len(paragraphs) == 22


def test_every_style_is_times_new_roman_in_all_scripts_and_vietnamese():
    file = open_word(plan())
    styles = file.styles.element
    used = [file.styles[style.value].element for style in Style]

    for fonts in [*styles.xpath("./w:docDefaults//w:rFonts"), *(style.rPr.rFonts for style in used)]:
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert styles.xpath("//w:style[@w:styleId='Normal']/w:rPr/w:lang/@w:val") == ["vi-VN"]


def test_the_page_number_is_a_field_that_the_first_page_hides():
    section = open_word(plan()).sections[0]

    assert section.different_first_page_header_footer
    assert section.header._element.xpath(".//w:instrText/text()") == [" PAGE "]


def test_each_appendix_is_a_section_numbered_from_one_and_turned_when_wide():
    file = open_word(plan(appendices=[appendix("Phụ lục I", is_landscape=True), appendix("Phụ lục II")]))

    assert [section._sectPr.xpath("./w:pgNumType/@w:start") for section in file.sections] == [[], ["1"], ["1"]]
    assert [section.page_width > section.page_height for section in file.sections] == [False, True, False]
    assert [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") != [] for table in file.tables] == [
        False,
        False,
        True,
        True,
    ]


def test_rules_are_drawn_and_as_long_as_the_format_asks():
    cells = open_word(plan()).tables[0].rows[0].cells
    lengths = []
    for cell, width_mm in zip(cells, (66, 99), strict=True):
        (rule,) = [line for line in cell.paragraphs if line._p.xpath("./w:pPr/w:pBdr/w:top")]
        lengths.append(width_mm - rule.paragraph_format.left_indent.mm - rule.paragraph_format.right_indent.mm)

    issuer, motto = lengths
    assert 43.2 / 3 <= issuer <= 43.2 / 2
    assert motto == pytest.approx(60.5, abs=0.5)


def test_drafters_initials_are_raised():
    (run,) = [
        run
        for cell in open_word(plan()).tables[1].rows[0].cells
        for line in cell.paragraphs
        for run in line.runs
        if run.font.superscript
    ]

    assert run.text == "H"


def test_the_file_names_no_computer_and_no_moment_of_making():
    with ZipFile(BytesIO(render_docx(plan()))) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(2020, 3, 5)}
        assert b"python-docx" not in package.read("docProps/core.xml")


def test_a_date_that_fills_its_column_may_reach_beyond_it_rather_than_break():
    indents = []
    for place in ("Thành phố Hồ Chí Minh", "Hưng Yên"):
        (line,) = open_word(plan(place=place)).tables[0].rows[1].cells[1].paragraphs
        indents.append(line.paragraph_format.right_indent)

    assert indents[0].mm == pytest.approx(-1.5, abs=0.1)
    assert indents[1] is None
