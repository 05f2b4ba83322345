"""Ruled tables of a PDF page, from the lines drawn around their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from documents.extraction.pdf_page import PdfWord, group_lines

_THIN = 3.5
_NEAR = 3.0
_MAX_PATHS = 20_000


@dataclass(slots=True)
class Grid:
    """Column and row borders of a table; rows run from the top down."""

    columns: list[float]
    rows: list[float]

    def holds(self, word: PdfWord) -> bool:
        centre = (word.left + word.right) / 2
        return (
            self.columns[0] - 1 <= centre <= self.columns[-1] + 1
            and self.rows[-1] - 1 <= word.middle <= self.rows[0] + 1
        )

    def cells(self, words: Sequence[PdfWord]) -> list[list[str]]:
        """Return the text of each cell; words of a cell are read line by line."""
        boxes: dict[tuple[int, int], list[PdfWord]] = {}
        for word in words:
            centre = (word.left + word.right) / 2
            column = sum(centre > border for border in self.columns[1:-1])
            row = sum(word.middle < border for border in self.rows[1:-1])
            boxes.setdefault((row, column), []).append(word)
        texts = [
            [
                " ".join(line.text for line in group_lines(boxes.get((row, column), [])))
                for column in range(len(self.columns) - 1)
            ]
            for row in range(len(self.rows) - 1)
        ]
        return [row for row in texts if any(row)]


def find_grids(page: pypdfium2.PdfPage) -> list[Grid]:
    """Return the tables of two columns and more, from the top of the page down."""
    across, upright = _rules(page)
    grids = []
    for bottom, top in _regions(upright):
        columns = _merged([x for x, low, high in upright if low >= bottom - _NEAR and high <= top + _NEAR])
        if len(columns) < 3:
            continue
        width = columns[-1] - columns[0]
        inside = [
            (y, left, right)
            for y, left, right in across
            if bottom - _NEAR <= y <= top + _NEAR and right > columns[0] and left < columns[-1]
        ]
        rows = [y for y in _merged([y for y, _, _ in inside]) if _covered(y, inside) >= 0.12 * width]
        rows = _merged([bottom, *rows, top])
        if len(rows) >= 3 or (len(rows) == 2 and len(columns) > 3):
            grids.append(Grid(columns, rows[::-1]))
    return sorted(grids, key=lambda grid: -grid.rows[0])


def _rules(page: pypdfium2.PdfPage) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """Horizontal rules as (y, left, right) and vertical ones as (x, bottom, top)."""
    across: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if count > _MAX_PATHS:
            break
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, top - bottom
        if height <= _THIN and width >= 8:
            across.append(((bottom + top) / 2, left, right))
        elif width <= _THIN and height >= 5:
            upright.append(((left + right) / 2, bottom, top))
        elif width > 12 and height > 8:
            across += [(bottom, left, right), (top, left, right)]
            upright += [(left, bottom, top), (right, bottom, top)]
    return across, upright


def _regions(upright: Sequence[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Heights taken by vertical rules without a gap: one region for each table."""
    regions: list[list[float]] = []
    for _, bottom, top in sorted(upright, key=lambda rule: rule[1]):
        if regions and bottom <= regions[-1][1] + _NEAR:
            regions[-1][1] = max(regions[-1][1], top)
        else:
            regions.append([bottom, top])
    return [(bottom, top) for bottom, top in regions]


def _merged(values: Sequence[float]) -> list[float]:
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _NEAR:
            merged.append(value)
    return merged


def _covered(y: float, rules: Sequence[tuple[float, float, float]]) -> float:
    return sum(right - left for at, left, right in rules if abs(at - y) <= _NEAR)
