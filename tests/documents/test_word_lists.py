"""Markers in a Word file: bullets and counted numbers that staff go on with, and that every reader still sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml.ns import qn

from documents.extraction import extract
from documents.official import OfficialDocument, Provision, ProvisionKind
from documents.reading import read_plan
from documents.rendering import render_docx
from tests.documents.papers import SENTENCE, decision, plan, regulation
from tests.documents.printed_files import open_word

SAMPLES = Path(__file__).parent / "samples"
Kind = ProvisionKind


def outline(*rows: tuple[str, str, Kind]) -> OfficialDocument:
    return plan(
        provisions=[Provision(number, marker, text, kind) for number, (marker, text, kind) in enumerate(rows)],
        recipients=[],
    )


def fields(document: OfficialDocument) -> list[tuple[str, str]]:
    """Each paragraph of the body with the code of the field it holds, if any."""
    return [
        (line.text[:14].strip(), " ".join("".join(line._p.xpath(".//w:instrText/text()")).split()))
        for line in open_word(document).paragraphs
        if line.text and line.text != "KẾ HOẠCH"
    ]


def test_dashes_and_pluses_are_bullets_of_two_levels_with_the_indent_of_the_body():
    document = outline(
        ("1.", "Mục đích", Kind.CLAUSE), ("-", SENTENCE, Kind.DASH), ("+", SENTENCE, Kind.PLUS), ("-", "Hết", Kind.DASH)
    )
    file = open_word(document)
    numbering = file.part.numbering_part.element
    items = [line for line in file.paragraphs if line._p.xpath("./w:pPr/w:numPr")]
    (list_id,) = {line._p.pPr.numPr.numId.val for line in items}
    (abstract_id,) = numbering.xpath(f"./w:num[@w:numId='{list_id}']/w:abstractNumId/@w:val")
    levels = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{abstract_id}']/w:lvl")

    assert [(line._p.pPr.numPr.ilvl.val, line.text[:3]) for line in items] == [(0, "Các"), (1, "Các"), (0, "Hết")]
    assert [level.find(qn("w:lvlText")).get(qn("w:val")) for level in levels] == ["-", "+"]
    assert {level.find(qn("w:suff")).get(qn("w:val")) for level in levels} == {"space"}
    assert {level.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:firstLine")) for level in levels} == {"567"}
    assert [line.style.element.pPr.numPr.ilvl.val for line in items] == [0, 1, 0]


def test_numbers_that_run_are_fields_counted_by_their_list():
    document = outline(
        ("I.", "Mục đích", Kind.SECTION),
        ("1.", SENTENCE, Kind.CLAUSE),
        ("a)", SENTENCE, Kind.POINT),
        ("2.", SENTENCE, Kind.CLAUSE),
        ("2.1.", SENTENCE, Kind.CLAUSE),
        ("2.2.", SENTENCE, Kind.CLAUSE),
        ("3.", SENTENCE, Kind.CLAUSE),
        ("II.", "Tổ chức", Kind.SECTION),
        ("1.", SENTENCE, Kind.CLAUSE),
    )
    found = [(text[:4].strip(), code) for text, code in fields(document)][1:]

    assert [text for text, _ in found] == ["I. M", "1. C", "a) C", "2. C", "2.1.", "2.2.", "3. C", "II.", "1. C"]
    assert [code.split(" ", 1)[0] for _, code in found] == ["SEQ", "SEQ", "", *["SEQ"] * 6]
    names = [code.split()[1] if code else "" for _, code in found]
    assert names[0] == names[7]
    assert names[1] == names[3] == names[6]
    assert names[4] == names[5]
    assert len({*names} - {""}) == 4
    assert [code.split()[3] for _, code in found if code] == ["ROMAN", *["ARABIC"] * 5, "ROMAN", "ARABIC"]


@pytest.mark.parametrize(
    "markers", [("1.", "2.", "4."), ("2.", "3."), ("1.", "3."), ("01.", "02."), ("1.", "1a.", "3.")]
)
def test_numbers_that_do_not_run_stay_as_they_are_typed(markers):
    document = outline(*((marker, SENTENCE, Kind.CLAUSE) for marker in markers))

    found = fields(document)[1:]

    assert [text.split()[0] for text, _ in found] == list(markers)
    assert [code for _, code in found] == [""] * len(markers)


def test_articles_are_counted_through_the_chapters_of_their_text():
    file = open_word(decision(attached=[regulation()]))
    articles = [line for line in file.paragraphs if line.text.startswith("Điều")]

    assert [line.text[:7] for line in articles] == [f"Điều {number}." for number in (1, 2, 3, 1, 2, 3, 4)]
    names = [line._p.xpath(".//w:instrText/text()")[0].split()[1] for line in articles]
    assert [names.count(name) for name in dict.fromkeys(names)] == [3, 4]
    assert all(run.bold for line in articles for run in line.runs if run.text.startswith("Điều"))


def test_every_name_of_a_list_counts_from_one_in_the_order_of_the_file():
    """What Word will count must be what stands there."""
    document = read_plan(extract(next(SAMPLES.glob("001*.txt")).read_bytes())).document
    counted: dict[str, int] = {}
    for line in open_word(document).paragraphs:
        for code in line._p.xpath(".//w:instrText/text()"):
            _, name, _, form = code.split()
            counted[name] = counted.get(name, 0) + 1
            shown = line._p.xpath(".//w:fldChar[@w:fldCharType='separate']/following::w:t[1]/text()")[0]
            assert shown == (_roman(counted[name]) if form == "ROMAN" else str(counted[name]))
    assert len(counted) == 5
    assert max(counted.values()) == 15


def _roman(number: int) -> str:
    return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][number - 1]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("0*.txt")))
def test_a_plan_read_again_from_its_word_file_keeps_every_provision(name):
    document = read_plan(extract((SAMPLES / name).read_bytes())).document
    again = read_plan(extract(render_docx(document))).document

    assert [(each.marker, each.kind, _bare(each.text)) for each in again.provisions] == [
        (each.marker, each.kind, _bare(each.text)) for each in document.provisions
    ]


def _bare(text: str) -> str:
    """Sections are printed in capitals, and the last sentence gets its end mark."""
    return text.lower().rstrip("./ ")


def test_staff_get_a_dash_by_choosing_its_style_and_find_the_headings_in_the_navigation():
    styles = open_word(plan()).styles

    assert styles["Gạch đầu dòng"].element.pPr.numPr.ilvl.val == 0
    assert styles["Dấu cộng đầu dòng"].element.pPr.numPr.ilvl.val == 1
    levels = {
        name: styles[name].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for name in ("Mục", "Khoản có tiêu đề", "Phần, chương", "Phụ lục")
    }
    assert levels == {"Mục": "0", "Khoản có tiêu đề": "1", "Phần, chương": "0", "Phụ lục": "0"}
