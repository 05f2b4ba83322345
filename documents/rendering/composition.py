"""An official document made ready for print: every line, its style and the length of its rules decided.

PDF and DOCX are both drawn from the `PrintedDocument`, so they carry the same text in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from documents import wording
from documents.capitals import in_sentence_case
from documents.layout import (
    APPENDIX,
    BODY,
    CLOSING,
    FONT_LINE_HEIGHT_EM,
    HEADER,
    PAGE,
    POINTS_PER_MM,
    TITLE,
    URGENCY_WIDTHS_MM,
)
from documents.numerals import appendix_labels, arabic_numbers, with_roman_references
from documents.official import Appendix, OfficialDocument, Provision, ProvisionKind, Recipient, SignatureBlock, Table
from documents.rendering.fonts import Face, text_width_mm
from documents.rendering.lines import CentredText, centred, line_count
from documents.rendering.tables import PrintedTable, printed_table
from documents.vietnamese import fold_spaces, to_nfc

LETTER = "CV"
DECISION = "QĐ"
_CENTRED_MARKERS = ("Phần", "Chương", "Mục", "Tiểu mục")


class BlockStyle(StrEnum):
    """How a paragraph of the body is set; also the class of the HTML element and the key of the Word style."""

    BASIS = "basis"
    CENTRED_HEADING = "centred-heading"
    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, added to the style of its block."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    style: BlockStyle
    runs: list[Run] = field(default_factory=list)
    table: PrintedTable | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_heading(self) -> bool:
        return self.style in {BlockStyle.CENTRED_HEADING, BlockStyle.SECTION, BlockStyle.HEADING}


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """Ô 1-5b and 10b. `is_narrow` takes the sizes 12/13/13 because place and date are long."""

    parent: CentredText
    issuer: CentredText
    motto_width_mm: float
    number: str
    date: str
    is_narrow: bool
    letter_subject: CentredText | None
    urgency: str
    urgency_width_mm: float

    @property
    def agency_pt(self) -> float:
        return HEADER.narrow_agency_pt if self.is_narrow else HEADER.agency_pt

    @property
    def nation_pt(self) -> float:
        return HEADER.narrow_nation_pt if self.is_narrow else HEADER.nation_pt

    @property
    def motto_pt(self) -> float:
        return HEADER.narrow_motto_pt if self.is_narrow else HEADER.motto_pt

    @property
    def date_pt(self) -> float:
        return HEADER.narrow_date_pt if self.is_narrow else HEADER.date_pt


@dataclass(frozen=True, slots=True)
class PrintedAppendix:
    """A Phụ lục, or an attached programme whose label is its type name; `title` of a programme keeps sentence case."""

    label: str
    title: CentredText
    attached: CentredText
    blocks: list[Block]
    is_landscape: bool


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """All that stands on paper, in reading order. `kept` are the last paragraphs, held on one page with the signature.

    `table_stays` tells that these are too few after a table, so that its last row stays with them.
    Of a long list of recipients only those as high as the signature stand beside it, the rest in `recipients_below`.
    """

    heading: str
    header: PrintedHeader
    type_name: str
    title: CentredText | None
    addressees: list[str]
    bases: list[Block]
    decision_authority: CentredText | None
    body: list[Block]
    kept: list[Block]
    table_stays: bool
    recipients: list[list[Run]]
    recipients_below: list[list[Run]]
    signer: list[CentredText]
    signer_name: str
    appendices: list[PrintedAppendix]


def print_ready(document: OfficialDocument) -> PrintedDocument:
    """Return the document with every wording of the format filled in and every centred text broken into lines."""
    document = _in_house_spelling(document)
    is_letter = document.type_code == LETTER
    known_text = " ".join([document.title, *(provision.text for provision in document.provisions)])
    title = fold_spaces(document.title)
    addressees = document.addressees if document.type_code in wording.ADDRESSED_TYPES else []
    body = _with_end_mark(_blocks(document.provisions))
    kept_from = _kept_from(body)
    signer = _signer_lines(document.signature)
    recipients = _recipients(document, is_answer=bool(addressees))
    beside = _beside(recipients, signer)
    return PrintedDocument(
        heading=f"{document.type_name} {title}".strip() if not is_letter else title,
        header=_header(document),
        type_name="" if is_letter else fold_spaces(document.type_name).upper(),
        title=None
        if is_letter or not title
        else centred([title], size_pt=TITLE.subject_pt, face=Face.BOLD, width_mm=TITLE.subject_width_mm),
        addressees=wording.closed_list(addressees)
        if len(addressees) > 1
        else [fold_spaces(name) for name in addressees],
        bases=_bases(document, known_text),
        decision_authority=_decision_authority(document),
        body=body[:kept_from],
        kept=body[kept_from:],
        table_stays=_table_stays(body[:kept_from], body[kept_from:]),
        recipients=recipients[:beside],
        recipients_below=recipients[beside:],
        signer=signer,
        signer_name=wording.signer_name(document.signature.name),
        appendices=[_appendix(appendix, document, known_text) for appendix in document.appendices],
    )


def _in_house_spelling(document: OfficialDocument) -> OfficialDocument:
    """The document with its subject in sentence case and its appendices, and what points to them, in Roman numbers."""
    texts = [to_nfc(provision.text) for provision in document.provisions]
    written = [to_nfc(appendix.label) for appendix in document.appendices]
    numbers = arabic_numbers(written)
    issuer = wording.issuer_in_sentence(document.issuer)
    return replace(
        document,
        title=wording.subject(
            in_sentence_case(
                fold_spaces(document.title), known_texts=[*texts, f"của {issuer}", f"tại {document.place or ''}"]
            ),
            is_letter=document.type_code == LETTER,
        ),
        provisions=[
            replace(provision, text=with_roman_references(text, numbers))
            for provision, text in zip(document.provisions, texts, strict=True)
        ],
        appendices=[
            replace(appendix, label=label)
            for appendix, label in zip(document.appendices, appendix_labels(written), strict=True)
        ],
    )


def _header(document: OfficialDocument) -> PrintedHeader:
    place_and_date = wording.place_and_date(document)
    is_narrow = text_width_mm(place_and_date, HEADER.date_pt, Face.ITALIC) > HEADER.right_column_mm
    motto_pt = HEADER.narrow_motto_pt if is_narrow else HEADER.motto_pt
    agency_pt = HEADER.narrow_agency_pt if is_narrow else HEADER.agency_pt
    subject = f"V/v {document.title}"
    urgency = fold_spaces(document.urgency).upper()
    return PrintedHeader(
        parent=_agency(document.issuer.parent_lines, Face.REGULAR, agency_pt),
        issuer=_agency(document.issuer.name_lines, Face.BOLD, agency_pt),
        motto_width_mm=text_width_mm(wording.MOTTO, motto_pt, Face.BOLD),
        number=f"Số: {wording.number_and_symbol(document)}",
        date=place_and_date,
        is_narrow=is_narrow,
        letter_subject=centred(
            [subject], size_pt=HEADER.letter_subject_pt, face=Face.REGULAR, width_mm=HEADER.left_column_mm - 4
        )
        if document.type_code == LETTER
        else None,
        urgency=urgency if urgency in URGENCY_WIDTHS_MM else "",
        urgency_width_mm=URGENCY_WIDTHS_MM.get(urgency, 0.0),
    )


def _agency(lines: list[str], face: Face, size_pt: float) -> CentredText:
    names = [fold_spaces(line).upper() for line in lines if line.strip()]
    return centred(names, size_pt=size_pt, face=face, width_mm=HEADER.left_column_mm - 1)


def _bases(document: OfficialDocument, known_text: str) -> list[Block]:
    """The căn cứ lines (F37). A ground that the opening paragraph already cites is not printed twice."""
    texts = [fold_spaces(basis.text) for basis in document.legal_bases]
    separate = [text for text in texts if text.startswith(("Căn cứ", "Theo đề nghị", "Xét")) and text not in known_text]
    return [Block(BlockStyle.BASIS, [Run(text, is_italic=True)]) for text in wording.closed_list(separate)]


def _decision_authority(document: OfficialDocument) -> CentredText | None:
    """The centred line above the grounds of a decision: the collective, or the head's post and body (F69)."""
    if document.type_code != DECISION:
        return None
    issuer = fold_spaces(" ".join(document.issuer.name_lines)).upper()
    signature = document.signature
    if signature.authority and signature.authority.strip().startswith("TM."):
        name = issuer
    else:
        post = fold_spaces(signature.on_behalf or signature.authority or signature.position or "").upper()
        name = f"{post.split('. ', 1)[-1]} {issuer}".strip()
    return centred([name], size_pt=TITLE.type_pt, face=Face.BOLD, width_mm=TITLE.subject_width_mm)


def _blocks(provisions: list[Provision]) -> list[Block]:
    return [block for provision in provisions for block in _provision_blocks(provision)]


def _provision_blocks(provision: Provision) -> list[Block]:
    marker, text = fold_spaces(provision.marker), fold_spaces(provision.text)
    blocks: list[Block] = []
    if marker or text:
        blocks += _text_blocks(provision, marker, text)
    if provision.table is not None:
        blocks.append(_table_block(provision.table))
    return blocks


def _text_blocks(provision: Provision, marker: str, text: str) -> list[Block]:
    if provision.kind is ProvisionKind.PART or marker.startswith(_CENTRED_MARKERS):
        lines = [line for line in (marker, text.upper()) if line]
        return [Block(BlockStyle.CENTRED_HEADING, [Run(line)]) for line in lines]
    whole = f"{marker} {text}".strip()
    if provision.kind is ProvisionKind.SECTION:
        return [Block(BlockStyle.SECTION, [Run(whole.upper())])]
    if provision.is_title:
        return [Block(BlockStyle.HEADING, [Run(whole)])]
    if provision.kind is ProvisionKind.ARTICLE:
        return [Block(BlockStyle.TEXT, [Run(f"{marker} ", is_bold=True), Run(text)])]
    is_basis = not marker and text.startswith("Căn cứ ") and text.endswith((";", ",")) and provision.parent is None
    return [Block(BlockStyle.BASIS if is_basis else BlockStyle.TEXT, [Run(whole, is_italic=is_basis)])]


def _table_block(table: Table, *, width_mm: float = PAGE.text_width_mm) -> Block:
    return Block(BlockStyle.TABLE, table=printed_table(table, width_mm=width_mm))


def _with_end_mark(blocks: list[Block]) -> list[Block]:
    """Close the last running paragraph with "./."; a document that ends in a table or heading is left as it is."""
    if not blocks or blocks[-1].style is not BlockStyle.TEXT:
        return blocks
    last = blocks[-1]
    runs = [*last.runs[:-1], Run(wording.with_end_mark(last.runs[-1].text), is_bold=last.runs[-1].is_bold)]
    return [*blocks[:-1], Block(last.style, runs)]


def _kept_from(blocks: list[Block]) -> int:
    """Where the paragraphs begin that stay with the signature: the last ones that make two lines (F52)."""
    lines, start = 0, len(blocks)
    while start > 0 and lines < CLOSING.lines_kept_above and blocks[start - 1].table is None:
        start -= 1
        lines += _line_count(blocks[start])
    while 0 < start < len(blocks) and blocks[start - 1].is_heading:
        start -= 1
    return start


def _table_stays(body: list[Block], kept: list[Block]) -> bool:
    lines = sum(_line_count(block) for block in kept)
    return bool(body) and body[-1].table is not None and lines < CLOSING.lines_kept_above


def _line_count(block: Block) -> int:
    return line_count(block.text, size_pt=BODY.size_pt, width_mm=PAGE.text_width_mm - BODY.indent_mm)


def _recipients(document: OfficialDocument, *, is_answer: bool) -> list[list[Run]]:
    """Lines "- …;", the file copy last and closed by "." (F55, F56); a document to someone opens with "- Như trên;" (F57)."""
    written = [recipient for recipient in document.recipients if recipient.text.strip()]
    filed = [recipient for recipient in written if fold_spaces(recipient.text).startswith(wording.FILED)]
    lines = [recipient for recipient in written if recipient not in filed]
    opening = wording.SAME_AS_ABOVE if is_answer else _answering_article(document)
    if opening and written and not any(fold_spaces(line.text).startswith(opening.split(" ")[0]) for line in lines[:1]):
        lines.insert(0, Recipient(opening))
    if written:
        lines += filed or [Recipient(wording.file_copy(document))]
    closed = wording.closed_list([line.text for line in lines])
    printed = []
    for line, text in zip(lines, closed, strict=True):
        raised = [Run(fold_spaces(line.initials), is_raised=True)] if line.initials.strip() else []
        printed.append([Run(f"- {text[:-1]}"), *raised, Run(text[-1])])
    return printed


def _answering_article(document: OfficialDocument) -> str:
    """ "Như Điều 3" of a decision: the last article names those who carry it out."""
    articles = [provision for provision in document.provisions if provision.kind is ProvisionKind.ARTICLE]
    if document.type_code != DECISION or not articles:
        return ""
    return f"Như {fold_spaces(articles[-1].marker).rstrip('.')}"


def _beside(recipients: list[list[Run]], signer: list[CentredText]) -> int:
    """How many recipients stand beside the signature: all, or of a long list as many as make up its height."""
    line_mm = CLOSING.recipients_pt * FONT_LINE_HEIGHT_EM / POINTS_PER_MM
    heights = [
        line_mm
        * line_count("".join(run.text for run in runs), size_pt=CLOSING.recipients_pt, width_mm=CLOSING.left_column_mm)
        for runs in recipients
    ]
    if sum(heights) <= CLOSING.recipients_beside_mm:
        return len(recipients)
    signer_line_mm = CLOSING.signer_pt * FONT_LINE_HEIGHT_EM / POINTS_PER_MM
    signature_mm = CLOSING.signature_space_mm + signer_line_mm * (1 + sum(len(post.lines) for post in signer))
    height_mm, beside = 0.0, 0
    while beside < len(recipients) and height_mm < signature_mm:
        height_mm += heights[beside]
        beside += 1
    return beside


def _signer_lines(signature: SignatureBlock) -> list[CentredText]:
    parts = [signature.authority, signature.on_behalf, signature.position]
    lines = [fold_spaces(part).upper() for part in parts if part and part.strip()]
    return [
        centred([line], size_pt=CLOSING.signer_pt, face=Face.BOLD, width_mm=CLOSING.right_column_mm - 1)
        for line in lines
    ]


def _appendix(appendix: Appendix, document: OfficialDocument, known_text: str) -> PrintedAppendix:
    label, title = appendix.label, fold_spaces(appendix.title)
    is_numbered_label = label.startswith("Phụ lục")
    width_mm = PAGE.landscape_text_width_mm if appendix.is_landscape else PAGE.text_width_mm
    blocks = _blocks(appendix.provisions)
    if appendix.table is not None:
        blocks.append(_table_block(appendix.table, width_mm=width_mm))
    return PrintedAppendix(
        label=label,
        title=centred(
            [title.upper() if is_numbered_label or not label else title] if title else [],
            size_pt=APPENDIX.title_pt,
            face=Face.BOLD,
            width_mm=TITLE.subject_width_mm,
        ),
        attached=centred(
            wording.attached_bracket(document, known_text=known_text),
            size_pt=APPENDIX.attached_pt,
            face=Face.ITALIC,
            width_mm=APPENDIX.attached_width_mm,
        ),
        blocks=blocks,
        is_landscape=appendix.is_landscape,
    )
