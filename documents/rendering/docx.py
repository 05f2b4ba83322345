"""An official document as a Word file that staff can go on editing: named styles, real headers, the same text as the PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.shared import Mm, Pt

from documents import layout, wording
from documents.official import OfficialDocument
from documents.rendering import word
from documents.rendering.composition import print_ready
from documents.rendering.fonts import fonts_from, text_width_mm
from documents.rendering.lines import CentredText
from documents.rendering.printed import Block, BlockStyle, PrintedAppendix, PrintedDocument, PrintedHeader
from documents.rendering.word_styles import Style, define_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell as Cell

LONGEST_PROPERTY = 255  # of a document property, by the Open Packaging Conventions
# Word files carry times in three places; one fixed moment makes equal documents equal files.
_FIXED_MOMENT = datetime(2020, 3, 5, tzinfo=UTC)
_BLOCK_STYLES = {
    BlockStyle.BASIS: Style.BASIS,
    BlockStyle.CENTRED_HEADING: Style.CENTRED_HEADING,
    BlockStyle.SECTION: Style.SECTION,
    BlockStyle.HEADING: Style.HEADING,
    BlockStyle.TEXT: Style.TEXT,
}


def render_docx(document: OfficialDocument, *, fonts: Path | None = None) -> bytes:
    """Return the document as a Word file; equal documents give equal bytes.

    Text is measured with the files in `fonts`, the file itself names Times New Roman. Raises FontsMissing.
    """
    with fonts_from(fonts):
        return _render(print_ready(document))


def _render(printed: PrintedDocument) -> bytes:
    import docx

    file = docx.Document()
    _describe(file, printed)
    define_styles(file)
    word.set_page(file.sections[0], is_landscape=False)
    word.write_page_number(file.sections[0], Style.PAGE_NUMBER)
    _write_header(file, printed.header)
    _write_title(file, printed)
    for block in printed.bases:
        _write_block(file, block)
    if printed.decision_authority:
        word.paragraph(file, "QUYẾT ĐỊNH:", Style.DECIDES)
    for block in printed.body:
        _write_block(file, block)
    if printed.table_stays:
        word.keep_last_row(file.tables[-1])
    for block in printed.kept:
        _write_block(file, block, keeps_with_next=True)
    _write_closing(file, printed)
    for appendix in printed.appendices:
        _write_appendix(file, appendix)
    output = BytesIO()
    file.save(output)
    return _with_fixed_times(output.getvalue())


def _describe(file: Document, printed: PrintedDocument) -> None:
    properties = file.core_properties
    properties.title, properties.language, properties.author = printed.heading[:LONGEST_PROPERTY], "vi-VN", ""
    properties.comments = ""
    properties.created = properties.modified = _FIXED_MOMENT
    properties.last_modified_by = ""


def _write_header(file: Document, header: PrintedHeader) -> None:
    """Two rows of two cells: names of the bodies, then number and date on one line (F27)."""
    left_mm, right_mm = layout.HEADER.left_column_mm, layout.HEADER.right_column_mm
    table = word.borderless_table(file, rows=2, widths_mm=[left_mm, right_mm])
    names, nation = table.rows[0].cells
    if header.parent.lines:
        _write_lines(names, header.parent, Style.PARENT, size_pt=header.agency_pt)
    if header.issuer.lines:
        _write_lines(names, header.issuer, Style.ISSUER, size_pt=header.agency_pt)
        word.rule(names, length_mm=header.issuer.rule_mm, width_mm=left_mm)
    word.paragraph(nation, wording.NATION, Style.NATION, size_pt=header.nation_pt)
    word.paragraph(nation, wording.MOTTO, Style.MOTTO, size_pt=header.motto_pt)
    word.rule(nation, length_mm=header.motto_width_mm, width_mm=right_mm)
    references, date = table.rows[1].cells
    word.paragraph(references, header.number, Style.NUMBER)
    if header.letter_subject:
        subject = word.paragraph(references, " ".join(header.letter_subject.lines), Style.LETTER_SUBJECT)
        word.narrow(subject, text_mm=header.letter_subject.width_mm, width_mm=left_mm)
    if header.urgency:
        word.boxed(references, header.urgency, Style.URGENCY, box_mm=header.urgency_width_mm, width_mm=left_mm)
    word.paragraph(date, header.date, Style.DATE, size_pt=header.date_pt)
    word.close_cells(table)


def _write_lines(container: Cell | Document, text: CentredText, style: Style, *, size_pt: float | None = None) -> None:
    for line in text.lines:
        word.paragraph(container, line, style, size_pt=size_pt)


def _write_title(file: Document, printed: PrintedDocument) -> None:
    page_mm = layout.PAGE.text_width_mm
    if printed.type_name:
        word.paragraph(file, printed.type_name, Style.TYPE_NAME)
    if printed.title:
        subject = word.paragraph(file, " ".join(printed.title.lines), Style.SUBJECT)
        word.narrow(subject, text_mm=printed.title.width_mm, width_mm=page_mm)
        word.rule(file, length_mm=printed.title.rule_mm, width_mm=page_mm, after_pt=layout.TITLE.after_pt)
    if len(printed.addressees) == 1:
        line = word.paragraph(file, f"Kính gửi: {printed.addressees[0]}", Style.ADDRESSEE)
        word.set_left(
            line,
            layout.TITLE.addressee_single_left_mm,
            hanging_mm=text_width_mm("Kính gửi: ", layout.TITLE.addressee_pt),
        )
    elif printed.addressees:
        label = word.paragraph(file, "Kính gửi:", Style.ADDRESSEE)
        dash_mm = layout.TITLE.addressee_dash_left_mm
        word.set_left(label, dash_mm - text_width_mm("Kính gửi", layout.TITLE.addressee_pt))
        for addressee in printed.addressees:
            line = word.paragraph(file, f"- {addressee}", Style.ADDRESSEE)
            line.paragraph_format.space_before = Mm(0)
            word.set_left(line, dash_mm)
        line.paragraph_format.space_after = Pt(layout.TITLE.after_pt)
    if printed.decision_authority:
        authority = word.paragraph(file, " ".join(printed.decision_authority.lines), Style.DECIDES)
        authority.paragraph_format.space_before = Mm(0)
        word.narrow(authority, text_mm=printed.decision_authority.width_mm, width_mm=page_mm)


def _write_block(file: Document, block: Block, *, keeps_with_next: bool = False) -> None:
    if block.table is not None:
        word.bordered_table(file, block.table, head=Style.TABLE_HEAD, cell=Style.TABLE_CELL)
        return
    paragraph = word.paragraph(file, "", _BLOCK_STYLES[block.style])
    word.add_runs(paragraph, block.runs)
    if keeps_with_next:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.keep_together = True


def _write_closing(file: Document, printed: PrintedDocument) -> None:
    """One row that no page break divides: recipients on the left, signature on the right (F52, F54)."""
    widths_mm = [layout.CLOSING.left_column_mm, layout.CLOSING.right_column_mm]
    word.spacer(file, layout.CLOSING.before_pt)
    table = word.borderless_table(file, rows=1, widths_mm=widths_mm)
    recipients, signature = table.rows[0].cells
    if printed.recipients:
        word.paragraph(recipients, "Nơi nhận:", Style.RECIPIENTS_LABEL)
    for runs in printed.recipients:
        word.add_runs(word.paragraph(recipients, "", Style.RECIPIENT), runs)
    for post in printed.signer:
        _write_lines(signature, post, Style.SIGNER)
    if printed.signer_name:
        word.paragraph(signature, printed.signer_name, Style.SIGNER_NAME)
    word.close_cells(table)
    for runs in printed.recipients_below:
        below = word.paragraph(file, "", Style.RECIPIENT)
        word.add_runs(below, runs)
        below.paragraph_format.right_indent = Mm(layout.CLOSING.right_column_mm)
    if not printed.recipients_below:
        word.spacer(file, 1)


def _write_appendix(file: Document, appendix: PrintedAppendix) -> None:
    """A section of its own, numbered from 1 with its first page bare (F15)."""
    word.start_appendix(file, is_landscape=appendix.is_landscape)
    if appendix.label:
        word.paragraph(file, appendix.label, Style.APPENDIX_LABEL)
    if appendix.title.lines:
        title = word.paragraph(file, " ".join(appendix.title.lines), Style.APPENDIX_TITLE)
        word.narrow(title, text_mm=appendix.title.width_mm, width_mm=word.text_width_mm(appendix.is_landscape))
    attached = word.paragraph(file, " ".join(appendix.attached.lines), Style.APPENDIX_ATTACHED)
    word.narrow(attached, text_mm=appendix.attached.width_mm, width_mm=word.text_width_mm(appendix.is_landscape))
    for block in appendix.blocks:
        _write_block(file, block)


def _with_fixed_times(data: bytes) -> bytes:
    """The same package with every entry dated alike."""
    output = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(output, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, date_time=_FIXED_MOMENT.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return output.getvalue()
