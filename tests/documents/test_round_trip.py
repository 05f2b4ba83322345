"""A plan read and printed again carries the same words in the same order; every difference has a name and is written down.

`samples/printed_differences.json` holds for each plan the rows [name, words of the source, words of the print]. A difference
that is not there fails, and so does one that is there no more.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from documents.checking import Level, check_document
from documents.extraction import extract
from documents.parsed import ParsedDocument
from documents.reading import read_plan
from documents.rendering import render_docx, render_pdf
from tests.documents.independent_check import check_pdf
from tests.documents.independent_word_check import check_word
from tests.documents.word_streams import assert_same_words, word_lines

SAMPLES = Path(__file__).parent / "samples"
SEEDS = sorted(SAMPLES.glob("0*.txt"))
INVENTED = sorted((SAMPLES / "invented").glob("*.txt"))
EXPECTED: dict[str, list[list[str]]] = json.loads((SAMPLES / "printed_differences.json").read_text())

NAMES = {
    "heading added": "names of the bodies, Quốc hiệu or Tiêu ngữ, which the source lost",
    "number joined": "“Số: 129 /KH-UBND”, a place left for the pen, without the space (F24)",
    "number without zeros": "only numbers below 10 carry a zero (F25)",
    "zero of the date": "zeros for days below 10 and months 1 and 2 (F29)",
    "list dash": "a dash that a converter put before “a)” or “+”",
    "bullet": "the dash of the format for a star",
    "end mark": "“./.” behind the last sentence, the typist's letters behind it left out (F58)",
    "end of list": "“;” behind each line of a list and “.” behind the last (F37, F55, F56)",
    "bracket": "“(Kèm theo …)” written from page 1 (F61)",
    "order of columns": "the left column first, where the source ran both columns together",
    "page number": "numbers of pages in the text",
    "mark of a copy": "“(Đã ký)”, “DỰ THẢO” and other stamps of a copy",
    "spelling of the form": "HOÀ for HÒA, a long dash for a hyphen, a letter misread in the words the decree fixes",
    "colon of the file copy": "“Lưu: VT” for “Lưu VT” (F56)",
    "spaces of the signature": "“KT.CHỦ TỊCH” with its space",
}


# What a plan itself lacks and no printer may invent: "VT" in the line of the file copy, a word of its appendix.
OWN_FAULTS = {"nam-dinh-2023-quet": {"F56"}, "soc-trang-2025-ngoac": {"F56"}, "gia-lai-2025": {"F62"}}


def source_words(path: Path) -> list[str]:
    """The words of the sample without the marks of the tool that wrote it."""
    text = unicodedata.normalize("NFC", path.read_text()).replace("\\", "")
    text = re.sub(r"<!--.*?-->", " ", text)
    text = re.sub(r"<br\s*/?>", " ", text)
    text = re.sub(r"\^\{([^}]*)\}", r"\1", text)
    text = re.sub(r"\s*<(su[pb])>(.*?)</\1>", r"\2", text)
    text = re.sub(r"</?[a-z]+>", "", text)
    text = re.sub(r"^\s*#+\s*", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[\s|:-]*-{2,}[\s|:-]*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"-{3,}", " ", text).replace("|", " ").replace("**", "")
    text = re.sub(r"(?<=\S)\*|\*(?=\S)", "", text)
    return text.split()


def differences(path: Path) -> list[list[str]]:
    """What differs between source and print: [words of the source, words of the print], capitals put aside."""
    word = render_docx(read(path).document)
    source, printed = source_words(path), " ".join(word_lines(word)).split()
    matcher = difflib.SequenceMatcher(
        None, [each.casefold() for each in source], [each.casefold() for each in printed], autojunk=False
    )
    return [
        [" ".join(source[first:last]), " ".join(printed[start:end])]
        for kind, first, last, start, end in matcher.get_opcodes()
        if kind != "equal"
    ]


def lines_in_other_capitals(path: Path) -> list[str]:
    """The printed lines whose words the source writes in other capitals."""
    source = source_words(path)
    lines = word_lines(render_docx(read(path).document))
    printed = [(each, line) for line in lines for each in line.split()]
    matcher = difflib.SequenceMatcher(
        None, [each.casefold() for each in source], [each.casefold() for each, _ in printed], autojunk=False
    )
    found = []
    for first, start, size in matcher.get_matching_blocks():
        for offset in range(size):
            word, line = printed[start + offset]
            if word != source[first + offset] and line not in found:
                found.append(line)
    return found


def read(path: Path) -> ParsedDocument:
    return read_plan(extract(path.read_bytes()))


@pytest.mark.parametrize("path", [*SEEDS, *INVENTED], ids=lambda path: path.stem)
def test_every_difference_between_source_and_print_has_a_name(path):
    assert differences(path) == [[source, printed] for _, source, printed in EXPECTED[path.stem]]


def test_each_name_of_a_difference_is_explained_and_used():
    assert {name for rows in EXPECTED.values() for name, _, _ in rows} == set(NAMES)
    assert set(EXPECTED) == {path.stem for path in [*SEEDS, *INVENTED]}


@pytest.mark.parametrize("path", [*SEEDS, *INVENTED], ids=lambda path: path.stem)
def test_only_headings_and_titles_change_their_capitals(path):
    """Sections, posts and bodies stand in capitals, the subject does not (F31, F44, F48); running text is never touched."""
    document = read(path).document
    titles = [
        document.title,
        document.type_name,
        *(each.title for each in document.appendices),
        *(each.label for each in document.appendices),
    ]
    allowed = {" ".join(title.split()).casefold() for title in titles}
    for line in lines_in_other_capitals(path):
        assert line == line.upper() or line.casefold() in allowed, line


@pytest.mark.parametrize("path", [*SEEDS, *INVENTED], ids=lambda path: path.stem)
def test_a_plan_printed_again_keeps_the_format_with_the_same_words_in_both_files(path):
    document = read(path).document
    pdf, word = render_pdf(document).data, render_docx(document)
    code, is_draft = document.type_code, document.is_draft

    assert_same_words(pdf, word)
    own = OWN_FAULTS.get(path.stem, set())
    for data in (pdf, word):
        found = check_document(data, type_code=code, is_draft=is_draft)
        assert {each.rule for each in found if each.level == Level.ERROR} <= own
    parts = 1 + len(document.appendices)
    assert {each[:3] for each in check_pdf(pdf, type_code=code, is_draft=is_draft, parts=parts)} <= own
    assert {each[:3] for each in check_word(word, type_code=code, is_draft=is_draft, parts=parts)} <= own


# --- Read again -------------------------------------------------------------------------------------------------------

# On paper a dash under a dash looks like its neighbour: what a source told by its indent is lost in print.
DASHES_UNDER_DASHES = {
    "002_a33ec1afb35c387e": ["Trực tiếp tại Hội trường UBND Tỉnh.", "Trực tuyến tại các điểm cầu UBND cấp huyện."]
}


def bare(text: str | None) -> str:
    """Text without what the form adds or changes: end marks and capitals."""
    return re.sub(r"[\s./;,]+$", "", text or "").casefold()


def content(parsed: ParsedDocument, *, flat: list[str]) -> dict[str, Any]:
    """What a plan says, without what the form decides: end marks, capitals, zeros, and the lines a name is broken into."""
    document = parsed.document
    issuer = document.issuer
    return {
        "number": (document.number or "").lstrip("0"),
        "symbol": document.symbol,
        "place": document.place,
        "date": (document.issued_on, document.date_written),
        "issuer": bare(" ".join(issuer.name_lines)),
        "parent": bare(" ".join(issuer.parent_lines)),
        "title": bare(document.title),
        "bases": [bare(basis.text) for basis in document.legal_bases],
        "provisions": [
            (
                node.marker,
                bare(node.text),
                node.kind,
                None if node.text in flat else node.parent,
                node.is_title,
                node.table,
            )
            for node in document.provisions
        ],
        "tasks": [
            (
                bare(task.text),
                task.lead,
                task.coordinating,
                task.role,
                task.deadline.value,
                task.output,
                task.indices,
                bare(task.section),
            )
            for task in parsed.tasks
        ],
        "measures": [(bare(measure.text), measure.dimension, measure.proposed_lead) for measure in parsed.measures],
        "recipients": [(each.text.replace("Lưu:", "Lưu"), each.initials) for each in document.recipients],
        "signature": asdict(document.signature),
        "agenda": [asdict(item) for item in parsed.agenda],
        "presentations": [asdict(paper) for paper in parsed.presentations],
        "conference": None
        if flat or parsed.conference is None
        else asdict(parsed.conference) | {"funding": bare(parsed.conference.funding)},
        "appendices": [
            (
                bare(each.label),
                bare(each.title),
                each.table,
                [(node.marker, bare(node.text)) for node in each.provisions],
            )
            for each in document.appendices
        ],
    }


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("path", [*SEEDS, *INVENTED], ids=lambda path: path.stem)
def test_a_printed_plan_reads_as_the_plan_it_was(path, form):
    parsed, flat = read(path), DASHES_UNDER_DASHES.get(path.stem, [])
    data = render_pdf(parsed.document).data if form == "pdf" else render_docx(parsed.document)

    again = read_plan(extract(data))

    before, after = content(parsed, flat=flat), content(again, flat=flat)
    for part in before:
        assert after[part] == before[part], part
