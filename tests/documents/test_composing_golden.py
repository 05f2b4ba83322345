"""Golden papers of every type: said, laid out and drawn as when somebody last looked at them (golden/README.md)."""

from __future__ import annotations

import json
from functools import cache

import pytest
from PIL import Image

from documents.checking import Level, check_document
from documents.document_json import document_from_json
from documents.official import OfficialDocument
from documents.rendering import render_docx, render_pdf
from documents.rendering.name_plates import render_name_plates_pdf
from tests.documents.golden.papers import GOLDEN, NAME_PLATES, name_plates
from tests.documents.golden.pictures import FOLDER, MOST_CHANGED_PIXELS, changed_pixels, page_texts, picture
from tests.documents.independent_check import check_pdf
from tests.documents.independent_word_check import check_word
from tests.documents.word_streams import assert_same_words

RENEW = "look at it (golden/README.md), then renew: .venv/bin/python -m tests.documents.golden.renew {}"
LARGEST_PICTURE = 60_000  # bytes


def stored(name: str) -> OfficialDocument:
    return document_from_json(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


@cache
def pdf_of(name: str) -> bytes:
    return render_pdf(stored(name)).data


@cache
def word_of(name: str) -> bytes:
    return render_docx(stored(name))


@pytest.mark.parametrize("name", GOLDEN)
def test_the_composer_says_what_it_said(name):
    assert GOLDEN[name]() == stored(name), RENEW.format(name)


@pytest.mark.parametrize("name", GOLDEN)
def test_every_golden_paper_keeps_the_format_as_pdf_and_as_word_file(name):
    document = stored(name)

    for data in (pdf_of(name), word_of(name)):
        findings = check_document(data, type_code=document.type_code, is_draft=document.is_draft)
        assert [(finding.rule, finding.message) for finding in findings if finding.level == Level.ERROR] == []


@pytest.mark.parametrize("name", GOLDEN)
def test_a_check_that_knows_nothing_of_the_printer_finds_nothing_either(name):
    document = stored(name)
    facts = {
        "type_code": document.type_code,
        "is_draft": document.is_draft,
        "parts": 1 + len(document.appendices) + sum(1 + len(text.appendices) for text in document.attached),
    }

    assert check_pdf(pdf_of(name), **facts) == []
    assert check_word(word_of(name), **facts) == []


@pytest.mark.parametrize("name", GOLDEN)
def test_pdf_and_word_file_carry_the_same_words_in_the_same_order(name):
    assert_same_words(pdf_of(name), word_of(name))


@pytest.mark.parametrize("name", GOLDEN)
def test_lines_and_pages_break_where_they_broke(name):
    assert page_texts(pdf_of(name)) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), RENEW.format(name)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_pages_look_as_they_looked(name):
    with Image.open(FOLDER / f"{name}.png") as kept:
        assert changed_pixels(kept, picture(pdf_of(name))) <= MOST_CHANGED_PIXELS, RENEW.format(name)


@pytest.mark.parametrize("name", NAME_PLATES)
def test_the_name_plates_look_as_they_looked(name):
    printed = render_name_plates_pdf(name_plates(), form=NAME_PLATES[name])

    with Image.open(FOLDER / f"{name}.png") as kept:
        assert changed_pixels(kept, picture(printed)) <= MOST_CHANGED_PIXELS, RENEW.format(name)


def test_no_golden_file_is_left_over_or_too_large():
    files = [path for path in FOLDER.iterdir() if path.suffix in {".json", ".txt", ".png"}]

    assert {path.stem for path in files} == {*GOLDEN, *NAME_PLATES}
    assert [path.name for path in files if path.suffix == ".png" and path.stat().st_size > LARGEST_PICTURE] == []


def test_a_shift_of_half_a_millimetre_is_seen():
    with Image.open(FOLDER / "invitation.png") as kept:
        moved = Image.new("L", kept.size, 255)
        moved.paste(kept.convert("L"), (0, 1))
        assert changed_pixels(kept, moved) > 100 * MOST_CHANGED_PIXELS
