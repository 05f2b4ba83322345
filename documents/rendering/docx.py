"""An official document as a Word file that staff can go on editing: named styles, real headers, the same text as the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.shared import Mm, Pt

from documents import layout, wording
from documents.official import OfficialDocument
from documents.rendering import word, word_tables
from documents.rendering.composition import print_ready
from documents.rendering.fonts import Face, fonts_from, text_width_mm
from documents.rendering.lines import CentredText
from documents.rendering.printed import (
    Block,
    BlockStyle,
    PrintedAppendix,
    PrintedClosing,
    PrintedDocument,
    PrintedHeader,
    Run,
)
from documents.rendering.word_lists import (
    BULLETS,
    NumberField,
    WordLists,
    bullet_level,
    define_bullets,
    link_bullet_style,
    set_bullet,
    write_field,
)
from documents.rendering.word_styles import Style, define_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph

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
_BULLET_STYLES = {Style.DASH: BULLETS["-"], Style.PLUS: BULLETS["+"]}


def render_docx(document: OfficialDocument, *, fonts: Path | None = None) -> bytes:
    """Return the document as a Word file; equal documents give equal bytes.

    Text is measured with the files in `fonts`, the file itself names Times New Roman. Raises FontsMissing.
    """
    with fonts_from(fonts):
        return _render(print_ready(document))


def _render(printed: PrintedDocument) -> bytes:
    import docx

    file = docx.Document(BytesIO(_empty_file()))
    _describe(file, printed)
    lists = WordLists()
    first = file.sections[0]
    word.set_page(first, is_landscape=False)
    word.write_page_number(first, Style.PAGE_NUMBER)
    if printed.header.circulation:
        word.write_circulation(first, printed.header)
    if printed.contact:
        word.write_contact(first, printed.contact)
    _write_document(file, printed, lists)
    for attached in printed.attached:
        word.start_section(file, is_landscape=False)
        _write_document(file, attached, lists)
    output = BytesIO()
    file.save(output)
    return with_fixed_times(output.getvalue())


@cache
def _empty_file() -> bytes:
    """A Word file with the styles and lists of the format and no text; defining them takes longer than writing a letter."""
    import docx

    file = docx.Document()
    word.set_compatibility(file)
    define_styles(file)
    define_bullets(file)
    for style, level in _BULLET_STYLES.items():
        link_bullet_style(file, style, level)
    output = BytesIO()
    file.save(output)
    return output.getvalue()


def _write_document(file: Document, printed: PrintedDocument, lists: WordLists) -> None:
    """The paper with its appendices, from the names of the bodies down."""
    _write_header(file, printed.header)
    _write_title(file, printed)
    _write_blocks(file, printed.bases, lists)
    if printed.decision_authority:
        decides = word.paragraph(file, "QUYẾT ĐỊNH:", Style.DECIDES)
        if not printed.bases:
            decides.paragraph_format.space_before = Pt(layout.BODY.before_pt)
    _write_blocks(file, [*printed.body, *printed.kept], lists, kept_from=len(printed.body), end_stays=printed.end_stays)
    if not printed.closing.is_empty:
        _write_closing(file, printed.closing)
    for appendix in printed.appendices:
        _write_appendix(file, appendix, lists)


def _describe(file: Document, printed: PrintedDocument) -> None:
    properties = file.core_properties
    properties.title, properties.language, properties.author = printed.heading[:LONGEST_PROPERTY], "vi-VN", ""
    properties.comments = ""
    properties.created = properties.modified = _FIXED_MOMENT
    properties.last_modified_by = ""


def _write_header(file: Document, header: PrintedHeader) -> None:
    """Two rows of two cells: names of the bodies, then number and date on one line (F27), which an attached text lacks."""
    left_mm, right_mm = layout.HEADER.left_column_mm, layout.HEADER.right_column_mm
    table = word.borderless_table(file, rows=2 if header.number else 1, widths_mm=[left_mm, right_mm])
    names, nation = table.rows[0].cells
    if header.parent.lines:
        _write_lines(names, header.parent, Style.PARENT, size_pt=header.agency_pt)
    if header.issuer.lines:
        _write_lines(names, header.issuer, Style.ISSUER, size_pt=header.agency_pt)
        word.rule(names, length_mm=header.issuer.rule_mm, width_mm=left_mm)
    word.paragraph(nation, wording.NATION, Style.NATION, size_pt=header.nation_pt)
    word.paragraph(nation, wording.MOTTO, Style.MOTTO, size_pt=header.motto_pt)
    word.rule(nation, length_mm=header.motto_width_mm, width_mm=right_mm)
    if header.number:
        references, date = table.rows[1].cells
        _write_references(references, date, header)
    word.close_cells(table)


def _write_references(references: Cell, date: Cell, header: PrintedHeader) -> None:
    left_mm = layout.HEADER.left_column_mm
    word.paragraph(references, header.number, Style.NUMBER)
    if header.letter_subject:
        subject = word.paragraph(references, header.letter_subject.text, Style.LETTER_SUBJECT)
        word.narrow(subject, text_mm=header.letter_subject.width_mm, width_mm=left_mm)
    if header.urgency:
        word.boxed(references, header.urgency, Style.URGENCY, box_mm=header.urgency_width_mm, width_mm=left_mm)
    line = word.paragraph(date, header.date, Style.DATE, size_pt=header.date_pt)
    if text_width_mm(header.date, header.date_pt, Face.ITALIC) > layout.HEADER.right_column_mm - word.SLACK_MM:
        word.widen(line)


def _write_lines(container: Cell | Document, text: CentredText, style: Style, *, size_pt: float | None = None) -> None:
    for line in text.lines:
        word.paragraph(container, line, style, size_pt=size_pt)


def _write_title(file: Document, printed: PrintedDocument) -> None:
    """Type name to addressees. Gaps below are the smaller by what the body puts above its paragraphs: Word adds the two."""
    page_mm = layout.PAGE.text_width_mm
    after_pt = layout.TITLE.after_pt - layout.BODY.before_pt
    if printed.type_name:
        word.paragraph(file, printed.type_name, Style.TYPE_NAME)
    if printed.title:
        subject = word.paragraph(file, printed.title.text, Style.SUBJECT)
        word.narrow(subject, text_mm=printed.title.width_mm, width_mm=page_mm)
        has_body_next = not (printed.attached_to or printed.addressees or printed.decision_authority)
        word.rule(file, length_mm=printed.title.rule_mm, width_mm=page_mm, after_pt=after_pt if has_body_next else 0)
    if printed.attached_to:
        bracket = word.paragraph(file, printed.attached_to.text, Style.APPENDIX_ATTACHED)
        word.narrow(bracket, text_mm=printed.attached_to.width_mm, width_mm=page_mm)
        bracket.paragraph_format.space_before = Pt(layout.HEADER.number_before_pt)
        bracket.paragraph_format.space_after = Pt(after_pt)
    if len(printed.addressees) == 1:
        line = word.paragraph(file, f"Kính gửi: {printed.addressees[0]}", Style.ADDRESSEE)
        word.set_left(
            line,
            layout.TITLE.addressee_single_left_mm,
            hanging_mm=text_width_mm("Kính gửi: ", layout.TITLE.addressee_pt),
        )
        line.paragraph_format.space_after = Pt(after_pt)
    elif printed.addressees:
        label = word.paragraph(file, "Kính gửi:", Style.ADDRESSEE)
        dash_mm = layout.TITLE.addressee_dash_left_mm
        word.set_left(label, dash_mm - text_width_mm("Kính gửi", layout.TITLE.addressee_pt))
        for addressee in printed.addressees:
            line = word.paragraph(file, f"- {addressee}", Style.ADDRESSEE)
            line.paragraph_format.space_before = Mm(0)
            word.set_left(line, dash_mm)
        line.paragraph_format.space_after = Pt(after_pt)
    if printed.decision_authority:
        authority = word.paragraph(file, printed.decision_authority.text, Style.DECIDES)
        authority.paragraph_format.space_before = Pt(layout.TITLE.after_pt)
        word.narrow(authority, text_mm=printed.decision_authority.width_mm, width_mm=page_mm)


def _write_blocks(
    file: Document, blocks: list[Block], lists: WordLists, *, kept_from: int | None = None, end_stays: bool = False
) -> None:
    """Write paragraphs and tables; those from `kept_from` on stay with the signature, with `end_stays` the one before too."""
    kept_from = len(blocks) if kept_from is None else kept_from
    for position, (block, field) in enumerate(zip(blocks, lists.number_fields(blocks), strict=True)):
        is_last_before = end_stays and position == kept_from - 1
        if block.table is not None:
            table = word_tables.bordered_table(file, block.table)
            if is_last_before:
                word_tables.keep_last_row(table)
            continue
        paragraph = _write_paragraph(file, block, field)
        if position >= kept_from or is_last_before or block.leads_table:
            paragraph.paragraph_format.keep_with_next = True
        if position >= kept_from:
            paragraph.paragraph_format.keep_together = True


def _write_paragraph(file: Document, block: Block, field: NumberField | None) -> Paragraph:
    """One paragraph; a bullet or a counted number takes the place of the marker its text opens with."""
    level = bullet_level(block.mark)
    style = _BLOCK_STYLES[block.style]
    if level is not None and style is Style.TEXT:
        style = (Style.DASH, Style.PLUS)[level]
    paragraph = word.paragraph(file, "", style)
    if block.mark is None or (level is None and field is None):
        word.add_runs(paragraph, block.runs)
        return paragraph
    first, *rest = block.runs
    after_marker = first.text[len(block.mark.text) :]
    if level is not None:
        set_bullet(paragraph, level)
        after_marker = after_marker.lstrip()
    elif field is not None:
        write_field(paragraph, field, first)
    word.add_runs(paragraph, [replace(first, text=after_marker), *rest])
    return paragraph


def _write_closing(file: Document, closing: PrintedClosing) -> None:
    """One row that no page break divides: recipients on the left, signature on the right (F52, F54)."""
    widths_mm = [layout.CLOSING.left_column_mm, layout.CLOSING.right_column_mm]
    word.spacer(file, layout.CLOSING.before_pt)
    table = word.borderless_table(file, rows=1, widths_mm=widths_mm)
    recipients, signature = table.rows[0].cells
    if closing.recipients:
        word.paragraph(recipients, "Nơi nhận:", Style.RECIPIENTS_LABEL)
    lines = [_write_recipient(recipients, runs) for runs in closing.recipients]
    for post in closing.signer:
        _write_lines(signature, post, Style.SIGNER)
    _write_signer_name(signature, closing)
    word.close_cells(table)
    for runs in closing.recipients_below:
        lines.append(_write_recipient(file, runs))
        lines[-1].paragraph_format.right_indent = Mm(layout.CLOSING.right_column_mm)
    if closing.drafter:
        word.add_at_right(lines[-1], closing.drafter, layout.CLOSING.left_column_mm - layout.CLOSING.drafter_right_mm)
    if not closing.recipients_below:
        word.spacer(file, 1)


def _write_signer_name(signature: Cell, closing: PrintedClosing) -> None:
    """The name, with the other post just above it; the space for the signature stands above the first of them."""
    if not closing.signer_name:
        return
    other_lines = closing.other_post.lines if closing.other_post else []
    written = [word.paragraph(signature, line, Style.OTHER_POST) for line in other_lines]
    written.append(word.paragraph(signature, closing.signer_name, Style.SIGNER_NAME))
    for line in written[1:]:
        line.paragraph_format.space_before = Pt(0)


def _write_recipient(container: Cell | Document, runs: list[Run]) -> Paragraph:
    line = word.paragraph(container, "", Style.RECIPIENT)
    word.add_runs(line, runs)
    return line


def _write_appendix(file: Document, appendix: PrintedAppendix, lists: WordLists) -> None:
    """A section of its own, numbered from 1 with its first page bare (F15)."""
    word.start_section(file, is_landscape=appendix.is_landscape)
    width_mm = word.text_width_mm(appendix.is_landscape)
    if appendix.label:
        word.paragraph(file, appendix.label, Style.APPENDIX_LABEL)
    if appendix.title.lines:
        title = word.paragraph(file, appendix.title.text, Style.APPENDIX_TITLE)
        word.narrow(title, text_mm=appendix.title.width_mm, width_mm=width_mm)
    attached = word.paragraph(file, appendix.attached.text, Style.APPENDIX_ATTACHED)
    word.narrow(attached, text_mm=appendix.attached.width_mm, width_mm=width_mm)
    if appendix.blocks and appendix.blocks[0].table is not None:
        attached.paragraph_format.space_after = Pt(0)
    _write_blocks(file, appendix.blocks, lists)


def with_fixed_times(data: bytes) -> bytes:
    """The same package with every entry dated alike."""
    output = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(output, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, date_time=_FIXED_MOMENT.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return output.getvalue()
