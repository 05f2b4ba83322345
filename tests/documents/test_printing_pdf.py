"""An official document on paper: the five real plans and the difficult cases, as PDF."""

from __future__ import annotations

import ctypes
import logging
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from documents.extraction import extract
from documents.official import OfficialDocument, Provision, ProvisionKind, Recipient, Table
from documents.reading import read_plan
from documents.rendering import FontsMissing, render_pdf
from documents.rendering.engine import _fetcher
from documents.rendering.markup import words_whole
from tests.documents.papers import SENTENCE, appendix, clause, decision, letter, long_plan, plan, task_table
from tests.documents.printed_files import page_texts, pdf_errors

SAMPLES = Path(__file__).parent / "samples"
PLANS = sorted(path.stem for path in SAMPLES.glob("0*.txt"))
TINOS = {"Tinos-KH", "Tinos-KH-Bold", "Tinos-KH-Italic", "Tinos-KH-Bold-Italic"}


@pytest.fixture(autouse=True)
def weasyprint_stays_silent(caplog):
    """A warning of WeasyPrint means a font or a rule of the style sheet was dropped."""
    yield
    assert [
        record.getMessage()
        for record in caplog.records
        if record.name == "weasyprint" and record.levelno >= logging.WARNING
    ] == []


def real_plan(name: str) -> OfficialDocument:
    return read_plan(extract((SAMPLES / f"{name}.txt").read_bytes())).document


def font_names(data: bytes) -> set[str]:
    names = set()
    with pdfium.PdfDocument(data) as file:
        for page in file:
            for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
                name = ctypes.create_string_buffer(100)
                pdfium_c.FPDFFont_GetBaseFontName(pdfium_c.FPDFTextObj_GetFont(item), name, 100)
                names.add(name.value.decode().split("+")[-1])
    return names


@pytest.mark.parametrize("name", PLANS)
def test_every_real_plan_prints_without_an_error_of_format(name):
    assert pdf_errors(real_plan(name)) == []


@pytest.mark.parametrize(
    "document",
    [
        plan(),
        long_plan(),
        plan(number=None, issued_on=None, date_written=(2026, None)),
        plan(urgency="THƯỢNG KHẨN"),
        plan(place="Thành phố Hồ Chí Minh"),
        letter(),
        letter(addressees=["Ủy ban nhân dân tỉnh Hưng Yên"], urgency="KHẨN"),
        decision(),
        plan(appendices=[appendix("Phụ lục I", rows=40), appendix("Phụ lục II", rows=30, is_landscape=True)]),
        plan(
            recipients=[Recipient(f"Cơ quan thứ {number} của tỉnh") for number in range(70)]
            + [Recipient("Lưu: VT, SNV")]
        ),
        plan(title=" ".join(["Tổ chức Hội nghị đánh giá kết quả các Chỉ số của tỉnh"] * 6)),
    ],
    ids=[
        "plan",
        "long",
        "draft",
        "urgent",
        "long place",
        "letter",
        "letter to one",
        "decision",
        "appendices",
        "seventy recipients",
        "long title",
    ],
)
def test_difficult_documents_keep_the_format(document):
    assert pdf_errors(document) == []


def test_the_same_document_gives_the_same_bytes():
    assert render_pdf(plan()).data == render_pdf(plan()).data


def test_decomposed_text_prints_like_composed_text():
    decomposed = plan(
        title=unicodedata.normalize("NFD", plan().title),
        provisions=[clause(1, unicodedata.normalize("NFD", SENTENCE)), clause(2)],
    )

    assert render_pdf(decomposed).data == render_pdf(plan(provisions=[clause(1), clause(2)])).data


def test_only_the_four_tinos_files_are_in_the_pdf():
    assert font_names(render_pdf(plan(appendices=[appendix()])).data) == TINOS


def test_the_pdf_says_its_language_title_and_structure():
    data = render_pdf(plan()).data

    with pdfium.PdfDocument(data) as file:
        assert file.get_metadata_dict()["Title"].startswith("KẾ HOẠCH Nâng cao Chỉ số")
        assert [mark.get_title() for mark in file.get_toc()][:2] == [
            "KẾ HOẠCH",
            "I. MỤC ĐÍCH, YÊU CẦU",
        ]
        assert pdfium_c.FPDFCatalog_IsTagged(file)


def test_a_letter_is_found_in_the_bookmarks_by_its_subject():
    with pdfium.PdfDocument(render_pdf(letter()).data) as file:
        assert [mark.get_title() for mark in file.get_toc()] == ["V/v cung cấp danh sách điều tra xã hội học"]


def test_pages_are_numbered_from_the_second_and_each_appendix_from_one():
    document = long_plan(appendices=[appendix("Phụ lục I", rows=40), appendix("Phụ lục II", rows=3)])
    texts = page_texts(render_pdf(document).data)

    numbers = [
        next((line for line in text.strip().split("\n") if line.strip().isdigit() and len(text) > 9), "")
        for text in texts
    ]
    main = next(index for index, text in enumerate(texts) if "Phụ lục I\n" in text)
    last_lines = [text.strip().split("\n")[-1].strip() for text in texts]
    assert last_lines[1:main] == [str(number) for number in range(2, main + 1)]
    assert last_lines[main + 1] == "2"
    assert not last_lines[-1].isdigit()
    assert numbers[0] == ""


def test_a_long_table_repeats_its_head_on_every_page():
    texts = page_texts(render_pdf(plan(appendices=[appendix(rows=40)])).data)

    assert [text.count("Nhiệm vụ\n") + text.count("Nhiệm vụ ") >= 1 for text in texts[1:]] == [True] * (len(texts) - 1)


def test_a_letter_answers_those_it_is_addressed_to_first():
    (text,) = page_texts(render_pdf(letter()).data)

    assert "V/v cung cấp danh sách" in text
    assert text.index("- Như trên;") < text.index("- Bộ Nội vụ (để báo cáo);")


def test_a_ground_already_cited_in_the_text_is_not_printed_twice():
    document = decision()
    document.provisions[0].text = "Căn cứ Luật Tổ chức chính quyền địa phương, giao Sở Nội vụ thực hiện."
    document.legal_bases = []

    assert page_texts(render_pdf(document).data)[0].count("Luật Tổ chức chính quyền địa phương") == 1


def test_hyphenated_symbols_are_not_broken_at_the_line_end():
    texts = page_texts(render_pdf(real_plan("001_3033c6bec59dec3f")).data)

    assert "\ufffe" not in "".join(texts)
    assert words_whole("số 29/KH-UBND <b>") == 'số <span class="whole">29/KH-UBND</span> &lt;b&gt;'


def test_mark_up_in_a_text_is_printed_and_never_obeyed():
    document = plan(provisions=[clause(1, '<img src="http://127.0.0.1:9/x.png"> ' + SENTENCE), clause(2)])

    assert '<img src="http://127.0.0.1:9/x.png">' in page_texts(render_pdf(document).data)[0]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/x.css", "data:text/css,*{}"])
def test_nothing_but_the_font_files_may_be_fetched(address):
    with pytest.raises(ValueError, match="không được tải"):
        _fetcher(Path("/usr/share/fonts/truetype/croscore")).fetch(address)


def test_missing_fonts_are_named_with_their_package(tmp_path):
    with pytest.raises(FontsMissing, match="apt-get install fonts-croscore"):
        render_pdf(plan(), fonts=tmp_path)


def test_cells_list_their_items_line_by_line():
    document = plan(appendices=[appendix()])
    table = task_table(0)
    table.rows = [["1", "- Báo cáo kết quả (Lĩnh vực PAPI) - Trình chiếu phim “Hưng Yên - Hội nhập”", "Sở Nội vụ", ""]]
    document.appendices[0].table = table

    text = page_texts(render_pdf(document).data)[1]

    assert "- Báo cáo kết quả (Lĩnh vực PAPI)\n" in text
    assert "“Hưng Yên - Hội nhập”" in text.replace("\n", " ")


@pytest.mark.parametrize("rows", [3, 4, 12, 13])
def test_a_signature_after_a_table_never_stands_alone_on_its_page(rows):
    document = plan(provisions=[*plan().provisions[:4], Provision(9, "", "Phân công:", ProvisionKind.PARAGRAPH)])
    document.provisions[-1].table = task_table(rows)

    last = page_texts(render_pdf(document).data)[-1]

    assert "Nơi nhận:" in last
    assert "Quý III/2026" in last.split("Nơi nhận:")[0]


def test_a_row_higher_than_a_page_begins_under_the_title_of_its_appendix():
    document = plan(appendices=[appendix()])
    document.appendices[0].table = Table([["STT", "Nội dung"]], [["1", SENTENCE * 25], ["2", SENTENCE]])

    texts = page_texts(render_pdf(document).data)

    assert len(texts) == 3
    assert SENTENCE[:40] in texts[1]
    assert "STT" in texts[2]
