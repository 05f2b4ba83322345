"""A table under the pencil: cells written, rows and columns added and taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from documents.official import Table
from documents.outline import OutlineError

MOST_ROWS = 1000
MOST_COLUMNS = 12


def new_table() -> Table:
    """A table to begin with."""
    return Table([["STT", "Nội dung", "Cơ quan thực hiện"]], [["1", "", ""], ["2", "", ""]])


def column_count(table: Table) -> int:
    return max((len(row) for row in [*table.head, *table.rows]), default=0)


def with_cells(table: Table, cells: dict[tuple[int, int], str]) -> Table:
    """The table with other words in some cells; rows count from 0 over head and body together. Unknown cells are left out."""
    lines = [list(row) for row in [*table.head, *table.rows]]
    for (row, column), text in cells.items():
        if 0 <= row < len(lines) and 0 <= column < len(lines[row]):
            lines[row][column] = text
    return replace(table, head=lines[: len(table.head)], rows=lines[len(table.head) :])


def with_row(table: Table, *, after: int) -> Table:
    """The table with an empty row after that row of its body; -1 puts it first. Raises OutlineError when it is too long."""
    if len(table.rows) >= MOST_ROWS:
        raise OutlineError(f"Bảng đã có {MOST_ROWS} hàng, không thêm được nữa.")
    place = min(max(after + 1, 0), len(table.rows))
    return replace(table, rows=[*table.rows[:place], [""] * max(column_count(table), 1), *table.rows[place:]])


def without_row(table: Table, row: int) -> Table:
    """The table without that row of its body. Raises OutlineError when nothing would be left."""
    if not 0 <= row < len(table.rows):
        raise OutlineError("Hàng này không còn trong bảng.")
    if len(table.rows) == 1:
        raise OutlineError("Bảng phải còn ít nhất một hàng: muốn bỏ cả bảng thì xóa mục.")
    return replace(table, rows=[*table.rows[:row], *table.rows[row + 1 :]])


def with_column(table: Table, *, after: int) -> Table:
    """The table with an empty column after that one; widths are found anew. Rows over the whole width stay so."""
    count = column_count(table)
    if count >= MOST_COLUMNS:
        raise OutlineError(f"Bảng đã có {MOST_COLUMNS} cột, không thêm được nữa.")
    place = min(max(after + 1, 0), count)
    return _with_lines(table, lambda row: [*row[:place], "", *row[place:]])


def without_column(table: Table, column: int) -> Table:
    """The table without that column. Raises OutlineError when nothing would be left."""
    count = column_count(table)
    if not 0 <= column < count:
        raise OutlineError("Cột này không còn trong bảng.")
    if count == 1:
        raise OutlineError("Bảng phải còn ít nhất một cột: muốn bỏ cả bảng thì xóa mục.")
    return _with_lines(table, lambda row: [*row[:column], *row[column + 1 :]])


def _with_lines(table: Table, change: Callable[[list[str]], list[str]]) -> Table:
    count = column_count(table)

    def changed(row: list[str]) -> list[str]:
        return list(row) if len(row) == 1 < count else change([*row, *[""] * (count - len(row))])

    return replace(
        table, head=[changed(row) for row in table.head], rows=[changed(row) for row in table.rows], column_shares=[]
    )
