"""Tables of the text in a Word file: lines, repeated heads, whole rows, groups over all columns.

Rows are written as XML: a long table has thousands of cells, and python-docx takes several times as long to set each part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents import layout
from documents.rendering import word
from documents.rendering.word_styles import Style

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

    from documents.rendering.tables import PrintedRow, PrintedTable


def bordered_table(file: Document, content: PrintedTable) -> Table:
    """Add a table with lines; the rows of its head are repeated on every page, no row that fits a page breaks over two."""
    word.spacer(file, layout.TABLE.before_pt)
    table = file.add_table(rows=0, cols=len(content.widths_mm))
    table.style = "Table Grid"
    word.fix_columns(table, content.widths_mm, padding_mm=content.padding_mm)
    for row in content.head:
        table._tbl.append(parse_xml(_row(row, content, Style.TABLE_HEAD)))
    for row in content.rows:
        style = Style.TABLE_GROUP if row.is_group else Style.TABLE_CELL
        table._tbl.append(parse_xml(_row(row, content, style)))
    return table


def _row(row: PrintedRow, content: PrintedTable, style: Style) -> str:
    marks = ("" if row.is_tall else "<w:cantSplit/>") + ("<w:tblHeader/>" if style is Style.TABLE_HEAD else "")
    widths_mm = [sum(content.widths_mm)] if row.is_group else content.widths_mm
    span = f'<w:gridSpan w:val="{len(content.widths_mm)}"/>' if row.is_group else ""
    place = "top" if row.is_tall else "center"
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width / 25.4 * 1440)}" w:type="dxa"/>{span}<w:vAlign w:val="{place}"/></w:tcPr>'
        + "".join(_paragraph(text, content, style, is_centred=is_centred) for text in paragraphs)
        + "</w:tc>"
        for width, paragraphs, is_centred in zip(widths_mm, row.cells, content.centred, strict=False)
    )
    return f"<w:tr {nsdecls('w')}><w:trPr>{marks}</w:trPr>{cells}</w:tr>"


def _paragraph(text: str, content: PrintedTable, style: Style, *, is_centred: bool) -> str:
    centre = '<w:jc w:val="center"/>' if is_centred and style is Style.TABLE_CELL else ""
    half_points = round(content.size_pt * 2)
    size = f'<w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>' if content.is_narrow else ""
    run = f'<w:r>{size}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/>{centre}</w:pPr>{run}</w:p>'


def keep_last_row(table: Table) -> None:
    """Hold the last row on the page of what follows the table."""
    for cell in table.rows[-1].cells:
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True
