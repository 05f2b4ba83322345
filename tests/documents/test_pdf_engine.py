"""What the printed file carries besides its look: where to sign, archive and accessibility, order of its text."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from shutil import which
from xml.etree import ElementTree

import pikepdf
import pypdfium2 as pdfium
import pytest

from documents.layout import CLOSING, HEADER, PAGE, POINTS_PER_MM
from documents.official import Provision, ProvisionKind, SignatureBlock
from documents.rendering import render_pdf
from documents.rendering.composition import print_ready
from documents.rendering.engine import _style
from documents.rendering.fonts import Face, font_directory, text_width_mm
from documents.rendering.markup import document_markup, style_text
from tests.documents.papers import appendix, clause, decision, letter, long_plan, plan
from tests.documents.soft_token import IS_STRICT


def text_lines(data: bytes, page: int) -> list[tuple[str, float, float, float, float]]:
    """Each stretch of text of the page with its left, bottom, right and top in points."""
    with pdfium.PdfDocument(data) as file:
        text = file[page].get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        return [(text.get_text_bounded(*box).strip(), *box) for box in boxes]


@pytest.mark.parametrize("document", [plan(), letter(), long_plan()], ids=["plan", "letter", "long plan"])
def test_the_signature_box_is_the_empty_space_between_post_and_name(document):
    printed = render_pdf(document)
    box = printed.signature_box

    lines = text_lines(printed.data, box.page)
    post = next(line for line in lines if line[0] == document.signature.position)
    name = next(line for line in lines if line[0] == document.signature.name)
    inside = [line for line in lines if line[1] < box.right and line[3] > box.left and box.bottom < line[2] < box.top]
    assert inside == []
    assert name[4] <= box.bottom < box.top <= post[2] + 3
    assert box.top - box.bottom == pytest.approx(CLOSING.signature_space_mm * POINTS_PER_MM, abs=0.1)
    assert (box.left + box.right) / 2 == pytest.approx((name[1] + name[3]) / 2, abs=2)
    assert box.right == pytest.approx((PAGE.width_mm - PAGE.margin_right_mm) * POINTS_PER_MM, abs=0.1)


def test_the_signature_box_stands_on_the_page_of_the_signer_not_on_the_last():
    printed = render_pdf(long_plan(appendices=[appendix()]))

    assert 0 < printed.signature_box.page < printed.pages - 1


def test_a_document_without_a_signer_has_no_signature_box():
    assert render_pdf(plan(signature=SignatureBlock())).signature_box is None


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def structure(element: pikepdf.Object) -> list[pikepdf.Dictionary]:
    """The element and all below it, in reading order."""
    children = element.get("/K", [])
    return [
        element,
        *(inner for child in children if isinstance(child, pikepdf.Dictionary) for inner in structure(child)),
    ]


def test_the_file_says_that_it_is_for_the_archive_and_for_screen_readers():
    with opened(render_pdf(plan()).data) as file:
        metadata = file.Root.Metadata.read_bytes().decode()
        with file.open_metadata() as parsed:
            assert (parsed["pdfaid:part"], parsed["pdfaid:conformance"], parsed["pdfuaid:part"]) == ("2", "A", "1")
            assert parsed["dc:title"] == str(file.docinfo.Title)
            assert parsed["pdf:Producer"] == str(file.docinfo.Producer)
        assert file.Root.Lang == "vi"
        assert file.Root.ViewerPreferences.DisplayDocTitle is True
        assert file.Root.MarkInfo.Marked is True
        assert [intent.S for intent in file.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert len(file.trailer.ID) == 2
    # PDF/A knows no property it is not told of: the mark of PDF/UA comes with the description of its schema.
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in metadata
    assert "/Filter" not in file.Root.Metadata


def test_a_title_with_signs_of_markup_stays_readable_in_the_metadata():
    with opened(render_pdf(plan(title="Nâng <b>chất lượng</b> & hiệu quả {năm}")).data) as file:
        metadata = ElementTree.fromstring(file.Root.Metadata.read_bytes())  # noqa: S314 of our own making
    text = "".join(metadata.itertext())

    assert "KẾ HOẠCH Nâng <b>chất lượng</b> & hiệu quả {năm}" in text


@pytest.mark.parametrize("document", [letter(), long_plan(appendices=[appendix(rows=40)])], ids=["letter", "long plan"])
def test_the_file_is_whole(document):
    with opened(render_pdf(document).data) as file:
        assert file.check_pdf_syntax() == []
        assert all(
            font["/FontDescriptor"].get("/FontFile2") is not None
            for page in file.pages
            for outer in page.Resources.Font.values()
            for font in outer.DescendantFonts
        )


def test_page_numbers_are_artefacts_and_everything_else_is_in_the_tree():
    with opened(render_pdf(long_plan(appendices=[appendix(rows=40)])).data) as file:
        parents = file.Root.StructTreeRoot.ParentTree.Nums
        in_tree = {element.objgen for element in structure(file.Root.StructTreeRoot.K[0])}
        for index, page in enumerate(file.pages):
            content = page.Contents.read_bytes()
            elements = parents[2 * index + 1]
            marked = sorted(int(number) for number in re.findall(rb"/MCID (\d+)", content))
            assert marked == list(range(len(elements)))
            assert all(element.objgen in in_tree for element in elements)
            numbered = b"/Type /Pagination" in content
            is_first = index == 0 or "Phụ lục" in text_of_page(file, index).split("\n")[0]
            assert numbered is not is_first


def text_of_page(file: pikepdf.Pdf, index: int) -> str:
    saved = io.BytesIO()
    file.save(saved)
    with pdfium.PdfDocument(saved.getvalue()) as opened_again:
        return opened_again[index].get_textpage().get_text_range().replace("\r\n", "\n")


def test_the_head_of_a_table_says_that_it_stands_above_its_column():
    with opened(render_pdf(plan(appendices=[appendix(rows=3)])).data) as file:
        elements = structure(file.Root.StructTreeRoot.K[0])

    heads = [element for element in elements if element.S == "/TH"]
    assert len(heads) > 2
    assert {str(head.A.Scope) for head in heads} == {"/Column"}
    assert not any("/A" in element and "/Headers" in element.A for element in elements if element.S == "/TD")


def test_rules_and_gaps_leave_no_empty_element():
    with opened(render_pdf(plan(appendices=[appendix(rows=2)])).data) as file:
        elements = structure(file.Root.StructTreeRoot.K[0])

        assert [str(element.S) for element in elements if len(element.K) == 0] == []


def test_headings_and_appendices_are_in_the_outline():
    document = plan(appendices=[appendix("Phụ lục I", rows=2), appendix("Phụ lục II", rows=2)])

    with pdfium.PdfDocument(render_pdf(document).data) as file:
        marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in file.get_toc()]

    title = document.appendices[0].title.upper()
    assert marks == [
        (0, "KẾ HOẠCH", 0),
        (1, "I. MỤC ĐÍCH, YÊU CẦU", 0),
        (1, "II. TỔ CHỨC THỰC HIỆN", 0),
        (0, f"Phụ lục I. {title}", 1),
        (0, f"Phụ lục II. {title}", 2),
    ]


def test_copied_text_is_composed_and_in_reading_order():
    document = long_plan(title=unicodedata.normalize("NFD", plan().title))
    with pdfium.PdfDocument(render_pdf(document).data) as file:
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in file)

    assert unicodedata.is_normalized("NFC", text)
    places = [text.index(part) for part in ("ỦY BAN NHÂN DÂN", "CỘNG HÒA", "Số: 08", "KẾ HOẠCH", "1. Các", "19. Các")]
    assert places == sorted(places)
    assert text.index("19. Các") < text.index("Nơi nhận:") < text.index("Nguyễn Văn A")


@pytest.mark.skipif(
    which("pdftotext") is None and not IS_STRICT,
    reason="pdftotext is not installed (apt-get install poppler-utils)",
)
def test_another_reader_finds_the_same_words():
    data = render_pdf(long_plan()).data
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    with pdfium.PdfDocument(data) as file:
        ours = [word for page in file for word in page.get_textpage().get_text_range().replace("\ufffe", "-").split()]

    assert sorted(read.split()) == sorted(ours)


@pytest.mark.parametrize("document", [plan(), letter(), decision(), plan(appendices=[appendix(rows=2)])])
def test_the_markup_is_well_formed(document):
    root = ElementTree.fromstring(document_markup(print_ready(document)))  # noqa: S314 of our own making

    assert root.tag == "html"


def test_signs_no_paper_can_carry_are_left_out():
    text = "Ban hành\x00 kế\x0b hoạch\ufffe <script>alert(1)</script> file:///etc/passwd trong năm."
    with pdfium.PdfDocument(render_pdf(plan(provisions=[clause(1, text), clause(2)])).data) as file:
        printed = " ".join(file[0].get_textpage().get_text_range().split())

    assert "1. Ban hành kế hoạch <script>alert(1)</script> file:///etc/passwd trong năm." in printed


def test_lines_are_as_wide_as_measured_and_no_element_sets_features_of_the_font():
    printed = render_pdf(letter())
    name = next(line for line in text_lines(printed.data, 0) if line[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")

    measured = text_width_mm(name[0], HEADER.nation_pt, Face.BOLD) * POINTS_PER_MM
    assert name[3] - name[1] == pytest.approx(measured, abs=1.5)
    # Each line of an element that sets them costs memory which WeasyPrint 70 never gives back.
    assert not re.search(r"font-(kerning|variant|feature)", style_text(font_directory()).split("html {")[1])


def test_the_style_is_read_once_per_process():
    assert _style(font_directory()) is _style(font_directory())


def test_a_provision_without_text_leaves_the_tree_whole():
    document = plan(provisions=[Provision(1, "", "", ProvisionKind.PARAGRAPH), clause(1)])

    with opened(render_pdf(document).data) as file:
        assert len(structure(file.Root.StructTreeRoot.K[0])) > 10
