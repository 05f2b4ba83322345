"""An official document made ready for print: the wordings of the format filled in, every part put in its place."""

from __future__ import annotations

from dataclasses import replace

from documents import wording
from documents.capitals import in_sentence_case
from documents.layout import APPENDIX, PAGE, TITLE
from documents.numerals import appendix_labels, arabic_numbers, with_roman_references
from documents.official import Appendix, Issuer, OfficialDocument
from documents.rendering.body import (
    basis_blocks,
    end_stays,
    has_cells,
    kept_from,
    provision_blocks,
    table_blocks,
    with_end_mark,
)
from documents.rendering.closing import printed_closing
from documents.rendering.fonts import Face
from documents.rendering.heading import LETTER, decision_authority, printed_header
from documents.rendering.letters import printable
from documents.rendering.lines import CentredText, centred
from documents.rendering.printed import PrintedAppendix, PrintedDocument
from documents.rendering.tables import needs_landscape
from documents.vietnamese import fold_spaces, to_nfc


def print_ready(document: OfficialDocument) -> PrintedDocument:
    """Return the document with every wording of the format filled in and every centred text broken into lines.

    Raises UnprintableText when the font lacks a letter of it.
    """
    return _composed(_in_house_spelling(printable(document)), decision=None)


def _composed(document: OfficialDocument, *, decision: OfficialDocument | None) -> PrintedDocument:
    """The document made ready; `decision` is the one it is attached to, whose number its bracket cites."""
    is_letter = document.type_code == LETTER
    known_text = " ".join([document.title, *(provision.text for provision in document.provisions)])
    title = fold_spaces(document.title)
    addressees = document.addressees if document.type_code in wording.ADDRESSED_TYPES and decision is None else []
    body = with_end_mark(provision_blocks(document.provisions))
    closing = printed_closing(document, is_answer=bool(addressees))
    start = len(body) if closing.is_empty else kept_from(body)
    cited = decision or document
    return PrintedDocument(
        heading=f"{document.type_name} {title}".strip() if not is_letter else title,
        header=printed_header(document, is_attached=decision is not None),
        type_name="" if is_letter else fold_spaces(document.type_name).upper(),
        title=None
        if is_letter or not title
        else centred([title], size_pt=TITLE.subject_pt, face=Face.BOLD, width_mm=TITLE.subject_width_mm),
        attached_to=_bracket(decision, known_text) if decision is not None else None,
        addressees=wording.closed_list(addressees)
        if len(addressees) > 1
        else [fold_spaces(name) for name in addressees],
        bases=basis_blocks(document, known_text),
        decision_authority=None if decision is not None else decision_authority(document),
        body=body[:start],
        kept=body[start:],
        end_stays=not closing.is_empty and end_stays(body[:start], body[start:]),
        closing=closing,
        contact="" if decision is not None else fold_spaces(document.contact),
        attached=[
            _composed(_in_house_spelling(_with_issuer(attached, document.issuer)), decision=document)
            for attached in document.attached
        ],
        appendices=[_appendix(appendix, cited, known_text) for appendix in document.appendices],
    )


def _with_issuer(attached: OfficialDocument, issuer: Issuer) -> OfficialDocument:
    """An attached text is issued by the body that decides, unless it names another."""
    return attached if attached.issuer.name_lines else replace(attached, issuer=issuer)


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


def _bracket(document: OfficialDocument, known_text: str) -> CentredText:
    """The lines "(Kèm theo …)" that cite the document."""
    return centred(
        wording.attached_bracket(document, known_text=known_text),
        size_pt=APPENDIX.attached_pt,
        face=Face.ITALIC,
        width_mm=APPENDIX.attached_width_mm,
    )


def _appendix(appendix: Appendix, document: OfficialDocument, known_text: str) -> PrintedAppendix:
    """The appendix, on turned pages where its columns would not fit upright ones (F02)."""
    label, title = appendix.label, fold_spaces(appendix.title)
    is_numbered_label = label.startswith("Phụ lục")
    tables = [provision.table for provision in appendix.provisions] + [appendix.table]
    is_landscape = appendix.is_landscape or any(table is not None and needs_landscape(table) for table in tables)
    width_mm = PAGE.landscape_text_width_mm if is_landscape else PAGE.text_width_mm
    content = provision_blocks(appendix.provisions, width_mm=width_mm)
    if appendix.table is not None and has_cells(appendix.table):
        content += table_blocks(appendix.table, width_mm=width_mm)
    return PrintedAppendix(
        label=label,
        title=centred(
            [title.upper() if is_numbered_label or not label else title] if title else [],
            size_pt=APPENDIX.title_pt,
            face=Face.BOLD,
            width_mm=TITLE.subject_width_mm,
        ),
        attached=_bracket(document, known_text),
        blocks=content,
        is_landscape=is_landscape,
    )
