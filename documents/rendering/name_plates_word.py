"""Biển tên as a Word file: the faces of a sheet are the cells of a table."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from documents.composing.name_plates import NamePlate, PlateForm
from documents.layout import FONT_FAMILY_WORD, NAME_PLATE
from documents.rendering import word
from documents.rendering.docx import with_fixed_times
from documents.rendering.fonts import fonts_from
from documents.rendering.name_plates import PlateLine, PrintedPlate, sheets
from documents.rendering.word_styles import Style, define_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

# A table is followed by a paragraph, which has to find room on the last sheet.
_SLACK_MM = 0.4
# Word turns the text of a cell by a quarter at most: the sheet of a tent stands upright, its fold runs down the middle.
_TOP_TO_RIGHT, _TOP_TO_LEFT = "tbRl", "btLr"


def render_name_plates_docx(
    plates: Sequence[NamePlate], *, form: PlateForm = PlateForm.TENT, fonts: Path | None = None
) -> bytes:
    """Return the sheets as a Word file; equal plates give equal bytes. Raises NameDoesNotFit, NameMissing, FontsMissing."""
    import docx

    with fonts_from(fonts):
        printed = sheets(plates, form)
    file = docx.Document()
    word.set_compatibility(file)
    file.core_properties.title, file.core_properties.language = "Biển tên đại biểu", "vi-VN"
    define_styles(file)
    _set_sheet(file, is_landscape=form is PlateForm.TWO_UP)
    if form is PlateForm.TENT:
        _write_tents(file, printed)
    else:
        _write_pairs(file, printed)
    word.spacer(file, 1)
    output = BytesIO()
    file.save(output)
    return with_fixed_times(output.getvalue())


def _set_sheet(file: Document, *, is_landscape: bool) -> None:
    """A4 without margins and header."""
    section = file.sections[0]
    word.set_page(section, is_landscape=is_landscape)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(0)
    section.header_distance = section.footer_distance = Mm(0)
    section.different_first_page_header_footer = False


def _write_tents(file: Document, printed: list[list[PrintedPlate]]) -> None:
    """One row to a sheet: the same plate left and right of the fold, the tops of both towards it."""
    table = word.borderless_table(file, rows=len(printed), widths_mm=[NAME_PLATE.face_height_mm] * 2)
    for row, faces in zip(table.rows, printed, strict=True):
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Mm(NAME_PLATE.face_width_mm - _SLACK_MM)
        for cell, plate, direction in zip(row.cells, faces, (_TOP_TO_RIGHT, _TOP_TO_LEFT), strict=True):
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:textDirection {nsdecls("w")} w:val="{direction}"/>'))
            _write_face(cell, plate)
    word.close_cells(table)


def _write_pairs(file: Document, printed: list[list[PrintedPlate]]) -> None:
    """Two rows to a sheet, one above the other."""
    faces = [plate for sheet in printed for plate in sheet]
    table: Table = word.borderless_table(file, rows=len(faces), widths_mm=[NAME_PLATE.face_width_mm])
    for row, plate in zip(table.rows, faces, strict=True):
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Mm(NAME_PLATE.face_height_mm - _SLACK_MM)
        _write_face(row.cells[0], plate)
    word.close_cells(table)


def _write_face(cell: _Cell, plate: PrintedPlate) -> None:
    for position, line in enumerate(plate.name):
        _write_line(cell, line, is_bold=True, before_mm=0 if position else plate.top_mm)
    for position, line in enumerate(plate.below):
        _write_line(cell, line, before_mm=0 if position else plate.gap_mm)


def _write_line(cell: _Cell, line: PlateLine, *, is_bold: bool = False, before_mm: float = 0) -> None:
    paragraph = word.paragraph(cell, line.text, Style.RULE)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.space_before, shape.space_after = WD_LINE_SPACING.SINGLE, Mm(before_mm), Pt(0)
    run = paragraph.runs[0]
    run.font.name, run.font.size, run.bold = FONT_FAMILY_WORD, Pt(line.size_pt), is_bold
