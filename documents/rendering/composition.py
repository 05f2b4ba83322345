"""An official document made ready for print: the wordings of the format filled in, every part put in its place."""

from __future__ import annotations

from dataclasses import replace

from documents import wording
from documents.capitals import in_sentence_case
from documents.layout import APPENDIX, PAGE, TITLE
from documents.numerals import appendix_labels, arabic_numbers, with_roman_references
from documents.official import Appendix, OfficialDocument
from documents.rendering.body import basis_blocks, kept_from, provision_blocks, table_block, table_stays, with_end_mark
from documents.rendering.closing import count_beside_signature, printed_recipients, signer_lines
from documents.rendering.fonts import Face
from documents.rendering.heading import LETTER, decision_authority, printed_header
from documents.rendering.lines import centred
from documents.rendering.printed import PrintedAppendix, PrintedDocument
from documents.vietnamese import fold_spaces, to_nfc


def print_ready(document: OfficialDocument) -> PrintedDocument:
    """Return the document with every wording of the format filled in and every centred text broken into lines."""
    document = _in_house_spelling(document)
    is_letter = document.type_code == LETTER
    known_text = " ".join([document.title, *(provision.text for provision in document.provisions)])
    title = fold_spaces(document.title)
    addressees = document.addressees if document.type_code in wording.ADDRESSED_TYPES else []
    body = with_end_mark(provision_blocks(document.provisions))
    start = kept_from(body)
    signer = signer_lines(document.signature)
    recipients = printed_recipients(document, is_answer=bool(addressees))
    beside = count_beside_signature(recipients, signer)
    return PrintedDocument(
        heading=f"{document.type_name} {title}".strip() if not is_letter else title,
        header=printed_header(document),
        type_name="" if is_letter else fold_spaces(document.type_name).upper(),
        title=None
        if is_letter or not title
        else centred([title], size_pt=TITLE.subject_pt, face=Face.BOLD, width_mm=TITLE.subject_width_mm),
        addressees=wording.closed_list(addressees)
        if len(addressees) > 1
        else [fold_spaces(name) for name in addressees],
        bases=basis_blocks(document, known_text),
        decision_authority=decision_authority(document),
        body=body[:start],
        kept=body[start:],
        table_stays=table_stays(body[:start], body[start:]),
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


def _appendix(appendix: Appendix, document: OfficialDocument, known_text: str) -> PrintedAppendix:
    label, title = appendix.label, fold_spaces(appendix.title)
    is_numbered_label = label.startswith("Phụ lục")
    width_mm = PAGE.landscape_text_width_mm if appendix.is_landscape else PAGE.text_width_mm
    content = provision_blocks(appendix.provisions)
    if appendix.table is not None:
        content.append(table_block(appendix.table, width_mm=width_mm))
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
        blocks=content,
        is_landscape=appendix.is_landscape,
    )
