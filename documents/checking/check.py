"""The one way into the checker: tells PDF from Word file by content and applies the rules for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pypdfium2 import PdfiumError

from documents.checking.anatomy import dissect
from documents.checking.body_rules import check_body
from documents.checking.closing_rules import check_closing
from documents.checking.docx_rules import check_word
from documents.checking.findings import RuleFinding
from documents.checking.header_rules import check_header
from documents.checking.kinds import AUTOMATIC, NotADocument, recognise_type, refuse_other_files
from documents.checking.page_rules import Subject, check_pages
from documents.checking.pdf_measure import MeasuredPdf, measure
from documents.checking.pdf_paper import paper_of
from documents.checking.text import check_text
from documents.checking.word_form import WordFile
from documents.checking.word_paper import dissect_word
from documents.extraction.errors import BrokenPdf, EncryptedPdf, ScannedPdf, UnreadableDocument
from documents.layout import FONT_NAMES_ALLOWED
from documents.page_images import one_pdfium_at_a_time


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found in a file, of what kind it is ("pdf", "docx") and of which type it was taken to be ("" unknown)."""

    findings: list[RuleFinding]
    media: str
    type_code: str
    pages: int | None = None


def check_document(
    data: bytes,
    *,
    type_code: str = AUTOMATIC,
    is_draft: bool = False,
    allowed_fonts: tuple[str, ...] = FONT_NAMES_ALLOWED,
) -> list[RuleFinding]:
    """Return what breaks the official format, in the order of the rules.

    `type_code` is a code of Phụ lục III ("CV" for a letter, "PL" for an appendix that is a file of its own), or "auto": then the
    type line, "V/v" or the symbol tells. A draft may leave number and date blank. `allowed_fonts` are the beginnings of font
    names that count as Times New Roman. Raises NotADocument.
    """
    return check_file(data, type_code=type_code, is_draft=is_draft, allowed_fonts=allowed_fonts).findings


def check_file(
    data: bytes,
    *,
    type_code: str = AUTOMATIC,
    is_draft: bool = False,
    allowed_fonts: tuple[str, ...] = FONT_NAMES_ALLOWED,
) -> CheckedFile:
    """Return the findings together with what the file was taken for. Raises NotADocument."""
    refuse_other_files(data)
    if data.startswith(b"PK"):
        return _check_word(data, type_code=type_code, is_draft=is_draft)
    pdf = _measured(data)
    if type_code == AUTOMATIC:
        type_code = _type_of_pdf(pdf)
    anatomy = dissect(pdf, is_letter=type_code == "CV")
    paper = paper_of(anatomy, type_code=type_code, is_draft=is_draft)
    subject = Subject(pdf, anatomy, paper, allowed_fonts)
    findings = [*check_pages(subject), *check_text(paper)]
    if type_code != "PL":
        findings += [*check_header(subject), *check_body(subject)]
    findings += check_closing(subject)
    return CheckedFile(in_order(findings), "pdf", type_code, len(pdf.pages))


def _check_word(data: bytes, *, type_code: str, is_draft: bool) -> CheckedFile:
    try:
        file = WordFile(data)
    except UnreadableDocument as problem:
        raise NotADocument(str(problem).replace("chính tệp kế hoạch", "tệp .docx hoặc .pdf")) from problem
    if not any(line.text for line in file.lines):
        raise NotADocument("Tệp Word không có chữ. Hãy chọn đúng tệp rồi tải lên lại.")
    if type_code == AUTOMATIC:
        anatomy = dissect_word(file, type_code="", is_draft=True)
        type_code = recognise_type(anatomy.paper, has_letter_subject=bool(anatomy.letter_subject))
    return CheckedFile(in_order(check_word(file, type_code=type_code, is_draft=is_draft)), "docx", type_code)


def _measured(data: bytes) -> MeasuredPdf:
    try:
        with one_pdfium_at_a_time:
            pdf = measure(data)
    except PdfiumError as problem:
        is_locked = "password" in str(problem).lower()
        raise NotADocument((EncryptedPdf if is_locked else BrokenPdf).message) from problem
    if not pdf.pages:
        raise NotADocument(BrokenPdf.message)
    letters = sum(len(line.text) for page in pdf.pages for line in page.lines)
    if letters < 20:
        raise NotADocument(ScannedPdf.message)
    return pdf


def _type_of_pdf(pdf: MeasuredPdf) -> str:
    anatomy = dissect(pdf, is_letter=False)
    paper = paper_of(anatomy, type_code="", is_draft=True)
    has_letter_subject = any(line.text.startswith("V/v") for line in anatomy.under_number)
    return recognise_type(paper, has_letter_subject=has_letter_subject)


def in_order(findings: Iterable[RuleFinding]) -> list[RuleFinding]:
    """Return each finding once, by rule and page."""
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.rule, finding.page or 0))
