"""A table made ready for print: rows of equal length and column widths in mm that suit what the cells hold."""

from __future__ import annotations

from dataclasses import dataclass

from documents.layout import BODY, FONT_LINE_HEIGHT_EM, POINTS_PER_MM
from documents.official import Table
from documents.rendering.fonts import Face, text_width_mm
from documents.rendering.lines import line_count
from documents.vietnamese import fold_spaces

ONE_LINE_MM = 32.0  # a column whose every cell fits this is never broken over lines
TALL_ROW_MM = 110.0  # a higher row may be divided over two pages
CENTRED_CELL_MM = 22.0  # a column whose cells are all this short is set centred: ordinals, times, scores


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """`head` and `rows` hold cells, a cell its paragraphs; `centred` tells of each column whether it is set centred.

    `tall` tells of each row of the body whether it is too high to be held on one page.
    """

    head: list[list[list[str]]]
    rows: list[list[list[str]]]
    widths_mm: list[float]
    centred: list[bool]
    tall: list[bool]


def printed_table(table: Table, *, width_mm: float) -> PrintedTable:
    """Return the table with its columns over the whole width: the shares it brings, else shares that suit its text."""
    count = max((len(row) for row in [*table.head, *table.rows]), default=0)
    head = [_cells(row, count) for row in table.head]
    rows = [_cells(row, count) for row in table.rows]
    columns = [[cell for row in [*head, *rows] for cell in row[column]] for column in range(count)]
    body_columns = [[cell for row in rows for cell in row[column]] for column in range(count)]
    if len(table.column_shares) == count and sum(table.column_shares) > 0:
        wishes = list(table.column_shares)
        widths = [width_mm * wish / sum(wishes) for wish in wishes]
    else:
        widths = _fitting_widths(columns, width_mm)
    return PrintedTable(
        head,
        rows,
        [round(width, 2) for width in widths],
        centred=[_is_short(column) for column in body_columns],
        tall=[any(_is_tall(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows],
    )


def _cells(row: list[str], count: int) -> list[list[str]]:
    cells = [[item for part in cell.split("\n") for item in _items(fold_spaces(part)) if item] or [""] for cell in row]
    return cells + [[""]] * (count - len(cells))


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


def _fitting_widths(columns: list[list[str]], width_mm: float) -> list[float]:
    """Short columns get their whole text, others their longest word; what is left goes to those by the root of their text.

    The root keeps a column of long paragraphs from taking the room of one with names.
    """
    padding = 2 * BODY.table_cell_padding_mm + 1
    whole = [max((_width(cell) for cell in cells), default=0) for cells in columns]
    words = [max((_width(word) for cell in cells for word in cell.split()), default=0) for cells in columns]
    is_short = [width <= ONE_LINE_MM for width in whole]
    least = [
        min((text if short else word) + padding, width_mm / max(len(columns), 1))
        for text, word, short in zip(whole, words, is_short, strict=True)
    ]
    rest = width_mm - sum(least)
    hopes = [0.0 if short else text**0.5 for text, short in zip(whole, is_short, strict=True)]
    if sum(hopes) == 0:
        return [low + rest / len(columns) for low in least]
    return [low + rest * hope / sum(hopes) for low, hope in zip(least, hopes, strict=True)]


def _is_short(cells: list[str]) -> bool:
    texts = [cell for cell in cells if cell]
    return bool(texts) and all(_width(cell) <= CENTRED_CELL_MM and not cell.startswith("-") for cell in texts)


def _is_tall(paragraphs: list[str], width_mm: float) -> bool:
    line_mm = BODY.table_pt * FONT_LINE_HEIGHT_EM / POINTS_PER_MM
    text_mm = width_mm - 2 * BODY.table_cell_padding_mm
    # Even one letter to a line, fewer letters than this do not make a tall cell.
    if sum(len(paragraph) + 1 for paragraph in paragraphs) * line_mm < TALL_ROW_MM:
        return False
    lines = sum(line_count(paragraph, size_pt=BODY.table_pt, width_mm=text_mm) for paragraph in paragraphs)
    return lines * line_mm > TALL_ROW_MM


def _width(text: str) -> float:
    return text_width_mm(text, BODY.table_pt, Face.BOLD)
