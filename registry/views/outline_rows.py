"""The outline of one part as the editor's page shows it: a row for each provision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from documents.official import OfficialDocument, Provision, Table
from documents.outline import KIND_NAMES, EditableOutline
from documents.table_editing import column_count
from registry.services.outline_parts import BODY, parts_of, provisions_of

# An unopened table shows so many rows.
SHOWN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an open table; `name` is its field."""

    name: str
    label: str
    text: str
    span: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of an open table; `number` counts the rows of the body, None in the head."""

    cells: list[Cell]
    number: int | None


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table closed (its first rows) or open (all cells as fields)."""

    head: list[list[str]]
    rows: list[list[str]]
    hidden: int
    columns: list[int]
    grid: list[GridRow]


@dataclass(frozen=True, slots=True)
class Row:
    """A provision. `name` is what a screen reader says of it; `is_typed` tells that its text is not kept yet."""

    id: int
    marker: str
    text: str
    kind: str
    kind_name: str
    level: int
    below: int
    is_title: bool
    name: str
    table: TableRows | None
    is_open: bool
    is_typed: bool = False

    @property
    def height(self) -> int:
        """Lines of the field where the browser does not fit it to its text."""
        return min(len(self.text) // 60 + 1, 20)


def rows_of(
    document: OfficialDocument,
    part: str,
    *,
    open_table: int | None = None,
    typed: Mapping[int, str] | None = None,
    typed_cells: Mapping[tuple[int, int], str] | None = None,
) -> list[Row]:
    """The rows of a part. `typed` and `typed_cells` are words that were refused and are shown again."""
    outline = EditableOutline(provisions_of(document, part))
    levels = outline.levels()
    below = _counts_below(outline.provisions)
    typed = typed or {}
    return [
        Row(
            id=item.id,
            marker=item.marker,
            text=typed.get(item.id, item.text),
            kind=item.kind.value,
            kind_name="Bảng" if item.table is not None else KIND_NAMES[item.kind],
            level=levels[item.id],
            below=below[item.id],
            is_title=item.is_title,
            name=_name(item, levels[item.id], below[item.id]),
            table=_table(item.table, is_open=item.id == open_table, typed=typed_cells or {}),
            is_open=item.id == open_table and item.table is not None,
            is_typed=item.id in typed,
        )
        for item in outline.provisions
    ]


def known_part(document: OfficialDocument, key: str | None) -> str:
    """The part asked for, or the text where there is no such part."""
    return key if key in {part.key for part in parts_of(document)} else BODY  # type: ignore[return-value]


def _counts_below(provisions: list[Provision]) -> dict[int, int]:
    counts = dict.fromkeys((item.id for item in provisions), 0)
    for item in reversed(provisions):
        if item.parent is not None:
            counts[item.parent] += counts[item.id] + 1
    return counts


def _name(item: Provision, level: int, below: int) -> str:
    words = f"{item.marker} {item.text}".strip() or ("Bảng" if item.table is not None else "Mục trống")
    return f"{words[:60]}{'…' if len(words) > 60 else ''}, cấp {level}{f', {below} mục con' if below else ''}"


def _table(table: Table | None, *, is_open: bool, typed: Mapping[tuple[int, int], str]) -> TableRows | None:
    if table is None:
        return None
    columns = list(range(column_count(table)))
    lines = [*table.head, *table.rows] if is_open else []
    grid = [
        GridRow(
            [
                Cell(
                    f"cell-{row}-{column}",
                    f"Hàng {row + 1}, cột {column + 1}",
                    typed.get((row, column), text),
                    len(columns) if len(line) == 1 else 1,
                )
                for column, text in enumerate(line)
            ],
            row - len(table.head) if row >= len(table.head) else None,
        )
        for row, line in enumerate(lines)
    ]
    return TableRows(table.head, table.rows[:SHOWN_ROWS], max(len(table.rows) - SHOWN_ROWS, 0), columns, grid)
