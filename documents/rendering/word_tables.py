"""Tables of the text in a Word file: lines, repeated heads, whole rows, groups over all columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import _Cell

from documents import layout
from documents.rendering import word
from documents.rendering.word_styles import Style

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row
    from docx.table import Table

    from documents.rendering.tables import PrintedRow, PrintedTable


def bordered_table(file: Document, content: PrintedTable) -> Table:
    """Add a table with lines; the rows of its head are repeated on every page, no row that fits a page breaks over two."""
    word.spacer(file, layout.TABLE.before_pt)
    table = file.add_table(rows=0, cols=len(content.widths_mm))
    table.style = "Table Grid"
    for row in content.head:
        target = _add_row(table, row, content, Style.TABLE_HEAD)
        word.mark_row(target, "tblHeader")
    for row in content.rows:
        _add_row(table, row, content, Style.TABLE_GROUP if row.is_group else Style.TABLE_CELL)
    word.fix_widths(table, content.widths_mm, padding_mm=content.padding_mm)
    return table


def _add_row(table: Table, row: PrintedRow, content: PrintedTable, style: Style) -> CT_Row:
    added = table.add_row()._tr
    if not row.is_tall:
        word.mark_row(added, "cantSplit")
    if row.is_group:
        first, *others = added.tc_lst
        for other in others:
            added.remove(other)
        first.grid_span = len(content.widths_mm)
    for element, paragraphs, is_centred in zip(added.tc_lst, row.cells, content.centred, strict=False):
        cell = _Cell(element, table)
        blank = cell.paragraphs[0]._p
        for text in paragraphs:
            line = word.paragraph(cell, text, style, size_pt=content.size_pt if content.is_narrow else None)
            if is_centred and style is Style.TABLE_CELL:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        element.remove(blank)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP if row.is_tall else WD_ALIGN_VERTICAL.CENTER
    return added


def keep_last_row(table: Table) -> None:
    """Hold the last row on the page of what follows the table."""
    for cell in table.rows[-1].cells:
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True
