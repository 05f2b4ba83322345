"""A long document printed in parts: the same file however many processes work on it."""

from __future__ import annotations

import io
import re
import subprocess

import pikepdf
import pypdfium2 as pdfium
import pytest

from documents.official import OfficialDocument
from documents.rendering import parts, render_pdf
from documents.rendering.composition import print_ready
from documents.rendering.drawing import drawn
from documents.rendering.fonts import fonts_from
from documents.rendering.joining import joined
from documents.rendering.markup import document_markup
from tests.documents.papers import appendix, letter, long_plan, plan


@pytest.fixture
def report() -> OfficialDocument:
    return long_plan(
        appendices=[
            appendix("Phụ lục I", rows=30),
            appendix("Phụ lục II", rows=3, is_landscape=True),
            appendix("Phụ lục III", rows=30),
        ]
    )


@pytest.fixture
def in_small_parts(monkeypatch):
    monkeypatch.setattr(parts, "PART_CHARACTERS", 6000)


def whole(document: OfficialDocument):
    with fonts_from(None) as directory:
        return drawn(document_markup(print_ready(document)), directory)


def texts_and_outline(data: bytes) -> tuple[list[str], list[tuple[int, str, int]]]:
    with pdfium.PdfDocument(data) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
        return texts, [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in file.get_toc()]


def test_the_file_is_the_same_however_many_processes_draw_it(report, in_small_parts):
    assert len(parts.parts_of(document_markup(print_ready(report)))) > 2

    alone = render_pdf(report, processes=1)

    assert render_pdf(report, processes=3) == alone


def test_the_file_in_parts_reads_as_the_whole_does(report, in_small_parts):
    in_parts, at_once = render_pdf(report, processes=1), whole(report)

    assert texts_and_outline(in_parts.data) == texts_and_outline(at_once.data)
    assert (in_parts.pages, in_parts.signature_box) == (at_once.pages, at_once.signature_box)


def test_every_page_of_the_joined_file_is_tagged_in_order(report, in_small_parts):
    with pikepdf.open(io.BytesIO(render_pdf(report, processes=1).data)) as file:
        assert file.check_pdf_syntax() == []
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        assert [int(number) for number in numbers[::2]] == list(range(len(file.pages)))
        for page, elements in zip(file.pages, numbers[1::2], strict=True):
            assert int(page.StructParents) == file.pages.index(page)
            marks = [int(number) for number in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
            assert sorted(marks) == list(range(len(elements)))
            assert {element.Pg.objgen for element in elements} == {page.objgen}
        document = file.Root.StructTreeRoot.K[0]
        assert {child.P.objgen for child in document.K} == {document.objgen}
        pages = [file.pages.index(pikepdf.Page(child.Pg)) for child in document.K]
        assert pages == sorted(pages)


def test_a_helper_that_dies_costs_only_time(report, in_small_parts, monkeypatch, caplog):
    def dying() -> subprocess.Popen[bytes]:
        return subprocess.Popen(["/bin/false"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    alone = render_pdf(report, processes=1)
    monkeypatch.setattr(parts, "_start_helper", dying)

    assert render_pdf(report, processes=3) == alone
    assert any("helping process" in record.getMessage() for record in caplog.records)


def test_no_process_is_left_behind(report, in_small_parts, monkeypatch):
    started = []
    start = parts._start_helper
    monkeypatch.setattr(parts, "_start_helper", lambda: started.append(start()) or started[-1])

    render_pdf(report, processes=2)

    assert [process.poll() is not None for process in started] == [True]


@pytest.mark.parametrize("document", [letter(), plan(appendices=[appendix(rows=40)])], ids=["letter", "plan"])
def test_a_document_of_usual_length_is_not_parted(document):
    assert len(parts.parts_of(document_markup(print_ready(document)))) == 1


def test_what_was_printed_before_leaves_no_trace(report):
    first = render_pdf(letter()).data
    render_pdf(plan())

    assert render_pdf(letter()).data == first


def test_single_files_are_joined_with_their_bookmarks():
    files = [render_pdf(document).data for document in (letter(), plan(), letter(title="góp ý dự thảo"))]

    texts, outline = texts_and_outline(joined(files))

    assert texts == [text for data in files for text in texts_and_outline(data)[0]]
    assert [(title, page) for level, title, page in outline if level == 0] == [
        ("V/v cung cấp danh sách điều tra xã hội học", 0),
        ("KẾ HOẠCH", 1),
        ("V/v góp ý dự thảo", 2),
    ]
    assert joined(files) == joined(files)
