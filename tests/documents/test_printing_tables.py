"""Tables and long words that do not fit by themselves: nothing leaves the page, nothing is torn apart without need."""

from __future__ import annotations

import logging

import pytest
from docx.oxml.ns import qn

from documents.official import Appendix, OfficialDocument, Provision, ProvisionKind, Recipient, Table
from documents.rendering import render_pdf
from documents.rendering.composition import print_ready
from tests.documents.papers import SENTENCE, appendix, clause, plan, task_table, wide_table
from tests.documents.printed_files import line_with, measured_pages, open_word, page_texts

LONG_WORD = "x" * 500
HYPHENATED = "ab-" * 170


@pytest.fixture(autouse=True)
def weasyprint_stays_silent(caplog):
    yield
    assert [
        record.getMessage()
        for record in caplog.records
        if record.name == "weasyprint" and record.levelno >= logging.WARNING
    ] == []


def with_table(table: Table, **fields) -> OfficialDocument:
    return plan(appendices=[Appendix("Phụ lục", "Bảng tổng hợp", table=table, **fields)])


def leaving_the_page(document: OfficialDocument) -> list[str]:
    """Lines that reach into a margin."""
    return [
        f"{page.number}: {line.text[:40]}"
        for page in measured_pages(document)
        for line in page.lines
        if line.left_mm < 29.5 or line.right_mm > page.width_mm - 14.5 or line.bottom_mm > page.height_mm - 19.5
    ]


def grouped_table() -> Table:
    table = task_table(2)
    return Table(table.head, [["I. Khối sở, ngành"], *table.rows, ["II. Khối xã, phường"], *table.rows])


def test_a_row_of_one_cell_is_a_group_over_all_columns():
    page = measured_pages(with_table(grouped_table()))[1]
    group, text = line_with(page, "I. Khối sở, ngành"), line_with(page, "II. Khối xã, phường")

    assert group.is_bold
    assert text.is_bold
    crossing = [each for each in page.uprights if each.top_mm < group.baseline_mm < each.bottom_mm]
    assert {round(each.left_mm) for each in crossing} == {30, 195}


def test_word_spans_a_group_over_all_columns():
    table = open_word(with_table(grouped_table())).tables[-1]._tbl

    spans = [[cell.grid_span for cell in row.tc_lst] for row in table.tr_lst]
    assert spans == [[1, 1, 1, 1], [4], [1, 1, 1, 1], [1, 1, 1, 1], [4], [1, 1, 1, 1], [1, 1, 1, 1]]


@pytest.mark.parametrize("rows_above", range(6, 12))
def test_a_group_stays_with_its_first_row(rows_above):
    table = Table(task_table(0).head, [*task_table(rows_above).rows, ["II. Khối xã, phường"], *task_table(3).rows])

    for text in page_texts(render_pdf(with_table(table)).data):
        if "II. Khối xã, phường" in text:
            assert "Quý III/2026" in text.split("II. Khối xã, phường")[1]


@pytest.mark.parametrize(
    ("columns", "is_landscape", "size_pt"),
    [(4, False, 12), (14, False, 12), (20, True, 12), (26, True, 11)],
)
def test_a_wide_table_turns_its_page_then_takes_smaller_letters(columns, is_landscape, size_pt):
    document = with_table(wide_table(columns))
    page = measured_pages(document)[1]

    assert leaving_the_page(document) == []
    assert page.is_landscape == is_landscape
    assert {round(line.size_pt) for line in page.lines if line.is_in_table} == {size_pt}
    section = open_word(document).sections[1]
    assert (section.page_width > section.page_height) == is_landscape


def test_a_wide_table_inside_the_text_stays_upright_and_on_the_page():
    document = plan(provisions=[clause(1), Provision(2, "", "Bảng:", ProvisionKind.PARAGRAPH, table=wide_table(30))])

    assert leaving_the_page(document) == []
    assert not measured_pages(document)[0].is_landscape


def test_more_columns_than_a_page_holds_make_several_tables_with_the_first_column_in_each():
    document = with_table(wide_table(80, rows=3))
    tables = [block.table for block in print_ready(document).appendices[0].blocks]

    heads = [[cell[0] for cell in table.head[0].cells] for table in tables]
    assert [head[0] for head in heads] == ["Chỉ tiêu 0"] * len(heads)
    assert [name for head in heads for name in head[1:]] == [f"Chỉ tiêu {column}" for column in range(1, 80)]
    assert max(len(head) for head in heads) - min(len(head) for head in heads) <= len(heads)
    assert leaving_the_page(document) == []
    assert len(open_word(document).tables) == 2 + len(tables)


def test_the_head_of_a_table_is_repeated_and_its_rows_are_whole_in_word():
    rows = open_word(with_table(task_table(30))).tables[-1]._tbl.tr_lst

    assert [row.xpath("./w:trPr/w:tblHeader") != [] for row in rows] == [True] + [False] * 30
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_a_row_that_fits_a_page_is_never_divided():
    rows = [[str(number), f"Bắt đầu {number}: {SENTENCE * 6} Kết thúc {number}"] for number in range(1, 9)]
    texts = [
        " ".join(text.split()) for text in page_texts(render_pdf(with_table(Table([["STT", "Nội dung"]], rows))).data)
    ]

    for number in range(1, 9):
        (start,) = [index for index, text in enumerate(texts) if f"Bắt đầu {number}:" in text]
        assert f"Kết thúc {number}" in texts[start]


@pytest.mark.parametrize("clauses", range(7, 11))
@pytest.mark.parametrize("lead_lines", [1, 2])
def test_the_head_of_a_table_and_what_announces_it_never_stand_alone_at_the_foot(clauses, lead_lines):
    lead = Provision(90, "", "Phân công như sau: " + "nội dung " * 10 * (lead_lines - 1), ProvisionKind.PARAGRAPH)
    lead.table = task_table(4)
    document = plan(provisions=[*(clause(number) for number in range(1, clauses)), lead, clause(clauses)])

    for text in page_texts(render_pdf(document).data):
        if "Phân công như sau" in text:
            assert "Quý III/2026" in text.split("Phân công như sau")[1]
        if "STT" in text:
            assert "Quý III/2026" in text.split("STT")[1]


@pytest.mark.parametrize("word", [LONG_WORD, HYPHENATED])
@pytest.mark.parametrize(
    "document",
    [
        lambda word: plan(provisions=[clause(1, word), clause(2)]),
        lambda word: plan(provisions=[clause(1), clause(2, f"{SENTENCE} {word} {SENTENCE}")]),
        lambda word: plan(title=word),
        lambda word: plan(recipients=[Recipient(word), Recipient("Lưu: VT, SNV")]),
        lambda word: plan(appendices=[Appendix("Phụ lục", word[:200], table=Table([["STT", word]], [["1", word]]))]),
        lambda word: with_table(Table([["STT", "A", "B"]], [["1", word, SENTENCE]], [1, 1, 8])),
    ],
    ids=["clause", "end", "title", "recipient", "cell", "narrow cell"],
)
def test_one_word_of_five_hundred_letters_stays_on_the_page(document, word):
    assert leaving_the_page(document(word)) == []


def test_a_long_word_neither_turns_the_page_nor_takes_smaller_letters():
    table = print_ready(with_table(Table([["STT", "Nội dung"]], [["1", LONG_WORD]]))).appendices[0].blocks[0].table

    assert table is not None
    assert not table.is_narrow
    assert sum(table.widths_mm) == pytest.approx(165, abs=0.1)


def test_a_clause_of_forty_thousand_letters_runs_over_pages_and_ends_beside_the_signature():
    document = plan(provisions=[clause(1), clause(2, " ".join([SENTENCE] * 180))])
    pages = measured_pages(document)

    assert len(pages) > 12
    assert leaving_the_page(document) == []
    signature = line_with(pages[-1], "TM. ỦY BAN NHÂN DÂN")
    assert (
        len([line for line in pages[-1].lines if line.size_pt > 13.5 and line.baseline_mm < signature.baseline_mm]) >= 2
    )


@pytest.mark.parametrize("sentences", range(16, 40, 3))
def test_the_end_of_a_long_clause_stays_with_the_signature(sentences):
    pages = measured_pages(plan(provisions=[clause(1), clause(2, " ".join([SENTENCE] * sentences))]))
    page = next(page for page in pages if any("TM. ỦY BAN" in line.text for line in page.lines))
    signature = line_with(page, "TM. ỦY BAN NHÂN DÂN")

    above = [line for line in page.lines if not line.text.isdigit() and line.baseline_mm < signature.baseline_mm - 1]
    assert len(above) >= 2


def test_word_may_divide_a_long_last_clause_but_keeps_its_end():
    document = plan(provisions=[clause(1), clause(2, " ".join([SENTENCE] * 20))])
    (last,) = [line for line in open_word(document).paragraphs if line.text.startswith("2.")]

    assert last.paragraph_format.keep_with_next
    assert not last.paragraph_format.keep_together


def test_turned_pages_keep_their_head_and_number():
    document = plan(appendices=[appendix("Phụ lục I", rows=20, is_landscape=True), appendix("Phụ lục II", rows=20)])
    pages = measured_pages(document)[1:]

    turned = [page for page in pages if page.is_landscape]
    assert len(turned) > 1
    assert all(line_with(page, "STT").is_in_table for page in pages)
    numbers = [[line.text for line in page.lines if line.baseline_mm < 19] for page in pages]
    expected = [[] if number == 0 else [str(number + 1)] for number in range(len(turned))]
    assert numbers[: len(turned)] == expected
    assert numbers[len(turned)] == []


def test_word_tables_are_as_wide_as_their_columns():
    (grid,) = [
        [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
        for table in open_word(with_table(grouped_table())).tables[-1:]
    ]

    assert sum(grid) == pytest.approx(165 / 25.4 * 1440, abs=5)
