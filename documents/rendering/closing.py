"""Signature block and Nơi nhận (ô 7, 9b), side by side at the end of the text."""

from __future__ import annotations

from dataclasses import replace

from documents import wording
from documents.layout import CLOSING, FONT_LINE_HEIGHT_EM, POINTS_PER_MM
from documents.official import OfficialDocument, ProvisionKind, Recipient, SignatureBlock
from documents.rendering.fonts import Face
from documents.rendering.heading import DECISION
from documents.rendering.lines import CentredText, centred, line_count
from documents.rendering.printed import PrintedClosing, Run
from documents.vietnamese import fold_spaces


def printed_closing(document: OfficialDocument, *, is_answer: bool) -> PrintedClosing:
    """Return the closing block; `is_answer` tells that the document is addressed to someone."""
    recipients = _recipients(document, is_answer=is_answer)
    signer = _signer_lines(document.signature)
    beside = _count_beside_signature(recipients, signer)
    other_post = fold_spaces(document.signature.other_post).upper()
    return PrintedClosing(
        recipients=recipients[:beside],
        recipients_below=recipients[beside:],
        drafter=wording.drafter_and_copies(document) if recipients else "",
        signer=signer,
        other_post=_post(other_post) if other_post else None,
        signer_name=wording.signer_name(document.signature.name),
    )


def _recipients(document: OfficialDocument, *, is_answer: bool) -> list[list[Run]]:
    """Lines "- …;", the file copy last and closed by "." (F55, F56); a document to someone opens with "- Như trên;" (F57)."""
    written = [recipient for recipient in document.recipients if recipient.text.strip()]
    is_filed = [fold_spaces(recipient.text).startswith(wording.FILED) for recipient in written]
    filed = [
        replace(recipient, text=wording.filed_at(recipient.text))
        for recipient, is_copy in zip(written, is_filed, strict=True)
        if is_copy
    ]
    lines = [recipient for recipient, is_copy in zip(written, is_filed, strict=True) if not is_copy]
    opening = wording.SAME_AS_ABOVE if is_answer else _answering_article(document)
    if opening and written and not any(fold_spaces(line.text).startswith(opening.split(" ")[0]) for line in lines[:1]):
        lines.insert(0, Recipient(opening))
    if written:
        lines += filed or [Recipient(wording.file_copy(document))]
    closed = wording.closed_list([line.text for line in lines])
    printed = []
    for line, text in zip(lines, closed, strict=True):
        printed.append([*_with_initials(f"- {text[:-1]}", line.initials), Run(text[-1])])
    return printed


def _with_initials(text: str, initials: str) -> list[Run]:
    """The raised letters each behind its unit; letters that are not given by unit stand behind the whole line."""
    units, raised = text.split(";"), [fold_spaces(part) for part in initials.split(";")]
    if len(units) != len(raised):
        units, raised = [text], [fold_spaces(initials)]
    runs: list[Run] = []
    for position, (unit, letters) in enumerate(zip(units, raised, strict=True)):
        runs.append(Run(f";{unit}" if position else unit))
        if letters:
            runs.append(Run(letters, is_raised=True))
    return runs


def _answering_article(document: OfficialDocument) -> str:
    """ "Như Điều 3" of a decision: the last article names those who carry it out."""
    articles = [provision for provision in document.provisions if provision.kind is ProvisionKind.ARTICLE]
    if document.type_code != DECISION or not articles:
        return ""
    return f"Như {fold_spaces(articles[-1].marker).rstrip('.')}"


def _count_beside_signature(recipients: list[list[Run]], signer: list[CentredText]) -> int:
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
    return [_post(fold_spaces(part).upper()) for part in parts if part and part.strip()]


def _post(text: str) -> CentredText:
    width_mm = CLOSING.right_column_mm - CLOSING.name_slack_mm
    return centred([text], size_pt=CLOSING.signer_pt, face=Face.BOLD, width_mm=width_mm)
