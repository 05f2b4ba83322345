"""The parts python-docx has no words for: exact tables, drawn rules, boxes, the page field, numbered sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from documents import layout
from documents.rendering.word_styles import Style

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from documents.rendering.printed import PrintedHeader, Run

# Word measures a little differently from font to font; text given exactly its own width could wrap.
SLACK_MM = 1.5
RULE_LINE_PT = 1.0  # the lowest line that still carries its border
# Word draws the lines of a frame outside the paragraph it frames.
FRAME_MM = 0.7


def text_width_mm(is_landscape: bool) -> float:
    """Return the width between the margins of a portrait or landscape page."""
    return layout.PAGE.landscape_text_width_mm if is_landscape else layout.PAGE.text_width_mm


def set_compatibility(file: Document) -> None:
    """Write for Word 2013 and later: no "Compatibility Mode" in its title, and tables begin at the text edge.

    The gaps below one paragraph and above the next are added up; without the mark the larger one would stand for both.
    """
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for compatibility in file.settings.element.iter(qn("w:compat")):
        compatibility.insert(0, OxmlElement("w:doNotUseHTMLParagraphAutoSpacing"))


def set_page(section: Section, *, is_landscape: bool) -> None:
    """Give the section the paper and margins of the format (F01-F06); the first page carries no number (F12)."""
    page = layout.PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    width, height = (page.height_mm, page.width_mm) if is_landscape else (page.width_mm, page.height_mm)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(page.margin_top_mm), Mm(page.margin_bottom_mm)
    section.left_margin, section.right_margin = Mm(page.margin_left_mm), Mm(page.margin_right_mm)
    section.header_distance = section.footer_distance = Mm(page.number_from_edge_mm)
    section.different_first_page_header_footer = True


def write_page_number(section: Section, style: Style) -> None:
    """Put the number of the page, centred, into the top margin from page 2 on (F13, F14)."""
    line = section.header.paragraphs[0]
    line._p.style = style.id
    for kind in ("begin", None, "separate", "value", "end"):
        run = line.add_run("2" if kind == "value" else "")
        if kind is None:
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'))
        elif kind != "value":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def write_circulation(section: Section, header: PrintedHeader) -> None:
    """Put the circulation mark in its box into the top margin of the first page, over Quốc hiệu (ô 11, F64)."""
    section.first_page_header.is_linked_to_previous = False
    line = section.first_page_header.paragraphs[0]
    line._p.style = Style.CIRCULATION.id
    line.add_run(header.circulation)
    right_mm = layout.PAGE.text_width_mm - header.circulation_left_mm - header.circulation_width_mm
    shape = line.paragraph_format
    shape.left_indent, shape.right_indent = Mm(header.circulation_left_mm + FRAME_MM / 2), Mm(right_mm + FRAME_MM / 2)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Mm(layout.HEADER.circulation_height_mm - FRAME_MM)
    _border(line, ["top", "left", "bottom", "right"], colour="000000")
    section.header_distance = Mm(layout.HEADER.circulation_from_edge_mm)


def write_contact(section: Section, contact: str) -> None:
    """Put address and telephone under a rule at the foot of the text of the first page (ô 13, F66)."""
    section.first_page_footer.is_linked_to_previous = False
    line = section.first_page_footer.paragraphs[0]
    line._p.style = Style.CONTACT.id
    line.add_run(contact)
    _border(line, ["top"], colour="000000", space_pt=layout.PAGE.contact_padding_pt)
    section.footer_distance = Mm(layout.PAGE.margin_bottom_mm)


def start_section(file: Document, *, is_landscape: bool) -> None:
    """Open a section on a new page that counts its own pages from 1 and bears no mark of the first page (F15)."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, is_landscape=is_landscape)
    for before, margin in (
        (file.sections[0].first_page_header, section.first_page_header),
        (file.sections[0].first_page_footer, section.first_page_footer),
    ):
        if not before.is_linked_to_previous:
            margin.is_linked_to_previous = False
    for inherited in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(inherited)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def paragraph(container: Document | _Cell, text: str, style: Style, *, size_pt: float | None = None) -> Paragraph:
    """Add a paragraph in the style; a size differs from the style's only where the header is narrow."""
    added = container.add_paragraph()
    # By its id: python-docx would look the name up among all styles, which takes most of the time of a long table.
    added._p.style = style.id
    if text:
        run = added.add_run(text)
        if size_pt is not None and added.style is not None and added.style.font.size != Pt(size_pt):
            run.font.size = Pt(size_pt)
    return added


def add_runs(target: Paragraph, runs: list[Run]) -> None:
    for part in runs:
        run = target.add_run(part.text)
        if part.is_bold:
            run.bold = True
        if part.is_raised:
            run.font.superscript = True


def narrow(target: Paragraph, *, text_mm: float, width_mm: float) -> None:
    """Indent both sides so that the text breaks where the PDF breaks it."""
    side = max((width_mm - text_mm - SLACK_MM) / 2, 0)
    target.paragraph_format.left_indent = target.paragraph_format.right_indent = Mm(side)


def widen(target: Paragraph) -> None:
    """Let a line that fills its column reach a trifle beyond it on both sides rather than break."""
    target.paragraph_format.left_indent = target.paragraph_format.right_indent = Mm(-SLACK_MM)


def set_left(target: Paragraph, left_mm: float, *, hanging_mm: float = 0) -> None:
    """Start the paragraph at `left_mm`; its further lines stand `hanging_mm` more to the right."""
    target.paragraph_format.left_indent = Mm(left_mm + hanging_mm)
    if hanging_mm:
        target.paragraph_format.first_line_indent = Mm(-hanging_mm)


def add_at_right(target: Paragraph, text: str, right_mm: float) -> None:
    """Add text that ends at `right_mm` on the last line of the paragraph."""
    target.paragraph_format.tab_stops.add_tab_stop(Mm(right_mm), WD_TAB_ALIGNMENT.RIGHT)
    target.add_run(f"\t{text}")


def rule(container: Document | _Cell, *, length_mm: float, width_mm: float, after_pt: float = 0) -> None:
    """Draw a centred line of the given length: the top border of an empty low paragraph (F18, F21, F32)."""
    line = paragraph(container, "", Style.RULE)
    shape = line.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width_mm - length_mm) / 2)
    shape.space_before, shape.space_after = Pt(layout.HEADER.rule_gap_pt), Pt(after_pt)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(RULE_LINE_PT)
    _border(line, ["top"], colour="000000")


def boxed(cell: _Cell, text: str, style: Style, *, box_mm: float, width_mm: float) -> None:
    """Add the urgency mark in its red box of fixed width and height (F63)."""
    line = paragraph(cell, text, style)
    shape = line.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width_mm - box_mm + FRAME_MM) / 2)
    shape.space_before = Pt(layout.HEADER.urgency_before_pt)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Mm(layout.HEADER.urgency_height_mm - FRAME_MM)
    _border(line, ["top", "left", "bottom", "right"], colour="FF0000")


def _border(target: Paragraph, sides: list[str], *, colour: str, space_pt: float = 0) -> None:
    eighths = round(layout.HEADER.rule_thickness_pt * 8)
    form = f'w:val="single" w:sz="{eighths}" w:space="{round(space_pt)}" w:color="{colour}"'
    edges = "".join(f"<w:{side} {form}/>" for side in sides)
    properties = target._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{edges}</w:pBdr>"),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"),
    )


def spacer(file: Document, height_pt: float) -> None:
    """Add an empty low paragraph that stays with what follows."""
    line = paragraph(file, "", Style.RULE)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(height_pt)
    line.paragraph_format.keep_with_next = True


def borderless_table(file: Document, *, rows: int, widths_mm: list[float]) -> Table:
    """Add a layout table without lines and without cell padding, of exactly these columns, whose rows never break."""
    table = file.add_table(rows=rows, cols=len(widths_mm))
    fix_columns(table, widths_mm, padding_mm=0)
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.tc_lst, widths_mm, strict=True):
            cell.width = Mm(width)
    return table


def close_cells(table: Table) -> None:
    """Remove the empty paragraph Word puts first into every cell, where text follows it."""
    for row in table.rows:
        for cell in row.cells:
            first = cell.paragraphs[0]
            if len(cell.paragraphs) > 1 and not first.text:
                first._p.getparent().remove(first._p)


def fix_columns(table: Table, widths_mm: list[float], *, padding_mm: float) -> None:
    """Columns of exactly these widths, starting at the text edge, with the same padding on the four sides."""
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    properties = table._tbl.tblPr
    twips = round(padding_mm / 25.4 * 1440)
    edges = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    total = round(sum(widths_mm) / 25.4 * 1440)
    for name in ("w:tblW", "w:tblInd", "w:tblCellMar"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    after_width = (
        "w:jc",
        "w:tblCellSpacing",
        "w:tblInd",
        "w:tblBorders",
        "w:shd",
        "w:tblLayout",
        "w:tblCellMar",
        "w:tblLook",
    )
    properties.insert_element_before(parse_xml(f'<w:tblW {nsdecls("w")} w:w="{total}" w:type="dxa"/>'), *after_width)
    properties.insert_element_before(parse_xml(f'<w:tblInd {nsdecls("w")} w:w="0" w:type="dxa"/>'), *after_width[3:])
    properties.insert_element_before(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{edges}</w:tblCellMar>"), "w:tblLook")
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
