"""A table made ready for print: rows of equal length and column widths in mm that suit what the cells hold."""

from __future__ import annotations

from dataclasses import dataclass

from documents.layout import FONT_LINE_HEIGHT_EM, PAGE, POINTS_PER_MM, TABLE
from documents.official import Table
from documents.rendering.fonts import Face, text_width_mm
from documents.rendering.lines import line_count
from documents.vietnamese import fold_spaces

_CELL_LINES_MM = 1.0  # the lines between columns, and what Word rounds


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of cells, a cell its paragraphs. A group has one cell over all columns; a tall row may be divided over pages."""

    cells: list[list[str]]
    is_group: bool = False
    is_tall: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """`centred` tells of each column whether it is set centred; `is_narrow`, that letters and paddings are the smaller ones.

    `breaks_words` tells that a word is wider than its column.
    """

    head: list[PrintedRow]
    rows: list[PrintedRow]
    widths_mm: list[float]
    centred: list[bool]
    is_narrow: bool
    breaks_words: bool

    @property
    def size_pt(self) -> float:
        return TABLE.narrow_pt if self.is_narrow else TABLE.size_pt

    @property
    def padding_mm(self) -> float:
        return TABLE.narrow_padding_mm if self.is_narrow else TABLE.cell_padding_mm


def needs_landscape(table: Table) -> bool:
    """Tell whether an upright page is too narrow for the table at the usual size: turned pages come before smaller letters."""
    return _needed_mm(_columns(_all_cells(table)), is_narrow=False) > PAGE.text_width_mm


def printed_tables(table: Table, *, width_mm: float) -> list[PrintedTable]:
    """Return the table with its columns over the whole width: the shares it brings, else shares that suit its text.

    Columns that cannot stand side by side even in the smaller letters make further tables, each with the first column again.
    """
    cells = _all_cells(table)
    columns = _columns(cells)
    if _needed_mm(columns, is_narrow=True) <= width_mm:
        return [_printed_table(cells, len(table.head), width_mm=width_mm, shares=table.column_shares)]
    return [
        _printed_table(_of_columns(cells, part), len(table.head), width_mm=width_mm, shares=[])
        for part in _parts(columns, width_mm)
    ]


def _parts(columns: list[list[str]], width_mm: float) -> list[list[int]]:
    """The numbers of the columns of each table: the first and as many more as fit, about as many in each."""
    needs = [_needed_mm([column], is_narrow=True) for column in columns]
    fewest = 1
    rest = list(range(1, len(columns)))
    while True:
        size = -(-len(rest) // fewest)
        parts = [[0, *rest[start : start + size]] for start in range(0, len(rest), size)]
        if size == 1 or all(sum(needs[column] for column in part) <= width_mm for part in parts):
            return parts
        fewest += 1


def _of_columns(rows: list[list[list[str]]], part: list[int]) -> list[list[list[str]]]:
    return [row if len(row) == 1 else [row[column] for column in part] for row in rows]


def _printed_table(cells: list[list[list[str]]], heads: int, *, width_mm: float, shares: list[float]) -> PrintedTable:
    columns = _columns(cells)
    is_narrow = _needed_mm(columns, is_narrow=False) > width_mm
    widths = _widths(shares, columns, width_mm, is_narrow=is_narrow)
    return PrintedTable(
        [PrintedRow(row) for row in cells[:heads]],
        [_row(row, widths, is_narrow=is_narrow) for row in cells[heads:]],
        [round(width, 2) for width in widths],
        centred=[_is_short(column) for column in _columns(cells[heads:], len(columns))],
        is_narrow=is_narrow,
        breaks_words=any(
            _widest_word_mm(column, is_narrow=is_narrow) + _margins_mm(is_narrow) > width + 0.01
            for column, width in zip(columns, widths, strict=True)
        ),
    )


def _column_count(table: Table) -> int:
    return max((len(row) for row in [*table.head, *table.rows]), default=0)


def _all_cells(table: Table) -> list[list[list[str]]]:
    """The paragraphs of each cell of each row; a row of one cell among several columns stays one cell: a group."""
    count = _column_count(table)
    rows = [[_paragraphs(cell) for cell in row] for row in [*table.head, *table.rows]]
    return [row if len(row) == 1 < count else row + [[""]] * (count - len(row)) for row in rows]


def _columns(rows: list[list[list[str]]], count: int | None = None) -> list[list[str]]:
    """The paragraphs of each column; a group belongs to none."""
    count = max((len(row) for row in rows), default=0) if count is None else count
    whole = [row for row in rows if len(row) == count]
    return [[text for row in whole for text in row[column]] for column in range(count)]


def _row(cells: list[list[str]], widths_mm: list[float], *, is_narrow: bool) -> PrintedRow:
    if len(cells) < len(widths_mm):
        return PrintedRow(cells, is_group=True)
    is_tall = any(_is_tall(cell, width, is_narrow=is_narrow) for cell, width in zip(cells, widths_mm, strict=True))
    return PrintedRow(cells, is_tall=is_tall)


def _paragraphs(cell: str) -> list[str]:
    return [item for part in cell.split("\n") for item in _items(fold_spaces(part)) if item] or [""]


def _items(text: str) -> list[str]:
    """A cell that lists "- A - B" gives each item its own line; a dash inside quotes or brackets parts nothing."""
    if not text.startswith("- "):
        return [text]
    items, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += (character in "(“") - (character in ")”")
        is_dash = text.startswith(" - ", position) and text[position + 3 : position + 4].isupper()
        if is_dash and depth <= 0:
            items.append(text[start:position])
            start = position + 1
    return [*items, text[start:]]


def _needed_mm(columns: list[list[str]], *, is_narrow: bool) -> float:
    """The width at which no column breaks a word."""
    return sum(_least_mm(cells, is_narrow=is_narrow) for cells in columns)


def _least_mm(cells: list[str], *, is_narrow: bool) -> float:
    least_mm = _longest_word_mm(cells, is_narrow=is_narrow) + _margins_mm(is_narrow)
    return max(least_mm, TABLE.narrowest_column_mm)


def _margins_mm(is_narrow: bool) -> float:
    return 2 * (TABLE.narrow_padding_mm if is_narrow else TABLE.cell_padding_mm) + _CELL_LINES_MM


def _longest_word_mm(cells: list[str], *, is_narrow: bool) -> float:
    return min(_widest_word_mm(cells, is_narrow=is_narrow), TABLE.longest_word_mm)


def _widest_word_mm(cells: list[str], *, is_narrow: bool) -> float:
    words = {word for cell in cells for word in cell.split()}
    return max((_width_mm(word, is_narrow=is_narrow) for word in words), default=0.0)


def _widths(shares: list[float], columns: list[list[str]], width_mm: float, *, is_narrow: bool) -> list[float]:
    if len(shares) == len(columns) and sum(shares) > 0:
        wished = [width_mm * share / sum(shares) for share in shares]
        if min(wished) >= TABLE.narrowest_column_mm:
            return wished
    return _fitting_widths(columns, width_mm, is_narrow=is_narrow)


def _fitting_widths(columns: list[list[str]], width_mm: float, *, is_narrow: bool) -> list[float]:
    """Short columns get their whole text, others their longest word; what is left goes to those by the root of their text.

    The root keeps a column of long paragraphs from taking the room of one with names.
    """
    margins = _margins_mm(is_narrow)
    whole = [max((_width_mm(cell, is_narrow=is_narrow) for cell in cells), default=0.0) for cells in columns]
    words = [_least_mm(cells, is_narrow=is_narrow) for cells in columns]
    is_short = [width <= TABLE.one_line_mm for width in whole]
    least = [
        max(text + margins, TABLE.narrowest_column_mm) if short else word
        for text, word, short in zip(whole, words, is_short, strict=True)
    ]
    if sum(least) > width_mm:
        least = words
    rest = width_mm - sum(least)
    hopes = [0.0 if short else text**0.5 for text, short in zip(whole, is_short, strict=True)]
    if sum(hopes) == 0:
        return [low + rest / len(columns) for low in least]
    return [low + rest * hope / sum(hopes) for low, hope in zip(least, hopes, strict=True)]


def _is_short(cells: list[str]) -> bool:
    texts = [cell for cell in cells if cell]
    return bool(texts) and all(
        _width_mm(cell, is_narrow=False) <= TABLE.centred_cell_mm and not cell.startswith("-") for cell in texts
    )


def _is_tall(paragraphs: list[str], width_mm: float, *, is_narrow: bool) -> bool:
    size_pt = TABLE.narrow_pt if is_narrow else TABLE.size_pt
    line_mm = size_pt * FONT_LINE_HEIGHT_EM / POINTS_PER_MM
    text_mm = width_mm - _margins_mm(is_narrow)
    # Two lines together are always wider than the cell, so a text takes fewer than twice the lines its width would fill.
    most_lines = sum(2 * text_width_mm(paragraph, size_pt) / text_mm + 1 for paragraph in paragraphs)
    if most_lines * line_mm < TABLE.tall_row_mm:
        return False
    lines = sum(line_count(paragraph, size_pt=size_pt, width_mm=text_mm) for paragraph in paragraphs)
    return lines * line_mm > TABLE.tall_row_mm


def _width_mm(text: str, *, is_narrow: bool) -> float:
    return text_width_mm(text, TABLE.narrow_pt if is_narrow else TABLE.size_pt, Face.BOLD)
