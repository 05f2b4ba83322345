"""Tables under the pencil, and citations whose number moved."""

from __future__ import annotations

import pytest

from documents.official import Provision, ProvisionKind, Table
from documents.outline import EditableOutline, OutlineError
from documents.references import MovedReference, moved_references
from documents.table_editing import (
    MOST_COLUMNS,
    MOST_ROWS,
    new_table,
    with_cells,
    with_column,
    with_row,
    without_column,
    without_row,
)

K = ProvisionKind


@pytest.fixture
def table() -> Table:
    return Table([["STT", "Việc"]], [["I. Khối sở"], ["1", "Rà soát"], ["2", "Báo cáo"]], [1.0, 4.0])


def test_cells_of_head_and_body_are_written(table):
    changed = with_cells(table, {(0, 1): "Nhiệm vụ", (3, 1): "Tổng hợp", (9, 9): "đâu"})

    assert changed.head == [["STT", "Nhiệm vụ"]]
    assert changed.rows == [["I. Khối sở"], ["1", "Rà soát"], ["2", "Tổng hợp"]]
    assert table.head == [["STT", "Việc"]]


def test_rows_come_and_go(table):
    assert with_row(table, after=1).rows == [["I. Khối sở"], ["1", "Rà soát"], ["", ""], ["2", "Báo cáo"]]
    assert with_row(table, after=-1).rows[0] == ["", ""]
    assert without_row(table, 0).rows == [["1", "Rà soát"], ["2", "Báo cáo"]]


def test_columns_come_and_go_and_group_rows_stay_whole(table):
    wider = with_column(table, after=0)

    assert wider.head == [["STT", "", "Việc"]]
    assert wider.rows == [["I. Khối sở"], ["1", "", "Rà soát"], ["2", "", "Báo cáo"]]
    assert wider.column_shares == []
    assert without_column(wider, 1).rows == table.rows


@pytest.mark.parametrize(
    "act",
    [
        lambda table: without_row(Table([], [["một"]]), 0),
        lambda table: without_row(table, 7),
        lambda table: without_column(Table([], [["một"]]), 0),
        lambda table: without_column(table, 5),
        lambda table: with_column(Table([["x"] * MOST_COLUMNS], []), after=0),
        lambda table: with_row(Table([["x"]], [["y"]] * MOST_ROWS), after=0),
    ],
)
def test_a_table_keeps_its_limits(table, act):
    with pytest.raises(OutlineError):
        act(table)


def test_a_new_table_has_a_head_and_rows():
    assert [len(row) for row in [*new_table().head, *new_table().rows]] == [3, 3, 3]


ARTICLES = [
    Provision(0, "Điều 1.", "Ban hành Quy chế.", K.ARTICLE),
    Provision(1, "Điều 2.", "Trách nhiệm theo Điều 1 và Điều 3.", K.ARTICLE),
    Provision(2, "Điều 3.", "Căn cứ Điều 3 Nghị định số 30/2020/NĐ-CP và khoản 2 Điều 3 của Luật Tổ chức.", K.ARTICLE),
]


def test_a_citation_of_a_number_that_moved_is_named():
    outline = EditableOutline(ARTICLES)
    outline.move_up(2)

    assert moved_references(ARTICLES, outline.provisions) == [MovedReference(1, "Điều 3", "Điều 2")]


def test_a_citation_of_what_is_gone_is_named_and_a_rewritten_one_is_not():
    outline = EditableOutline(ARTICLES)
    outline.delete(0)

    found = moved_references(ARTICLES, outline.provisions)

    assert [(item.words, item.now) for item in found] == [("Điều 1", None), ("Điều 3", "Điều 2")]
    outline.write(1, "Trách nhiệm theo Điều 2.")
    assert moved_references(ARTICLES, outline.provisions) == []


def test_unchanged_numbers_raise_no_hint():
    assert moved_references(ARTICLES, EditableOutline(ARTICLES).provisions) == []
