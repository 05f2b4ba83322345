"""The one way into the checker: tells PDF from Word file by content and applies the rules for it."""

from __future__ import annotations

from collections.abc import Iterable

from pypdfium2 import PdfiumError

from documents.checking.anatomy import dissect
from documents.checking.body_rules import check_body
from documents.checking.closing_rules import check_closing
from documents.checking.docx_rules import check_docx
from documents.checking.findings import RuleFinding
from documents.checking.header_rules import check_header
from documents.checking.page_rules import Subject, check_pages
from documents.checking.pdf_measure import measure
from documents.checking.pdf_paper import paper_of
from documents.checking.text import check_text
from documents.extraction.errors import UnreadableDocument
from documents.layout import FONT_NAMES_ALLOWED
from documents.page_images import one_pdfium_at_a_time


class NotADocument(ValueError):
    """The bytes are neither a readable PDF nor a Word file."""


def check_document(
    data: bytes, *, type_code: str, is_draft: bool = False, allowed_fonts: tuple[str, ...] = FONT_NAMES_ALLOWED
) -> list[RuleFinding]:
    """Return what breaks the official format, in the order of the rules.

    `type_code` is a code of Phụ lục III ("CV" for a letter); a draft may leave number and date blank. `allowed_fonts` are the
    beginnings of font names that count as Times New Roman. Raises NotADocument.
    """
    if data[:4] == b"PK\x03\x04":
        try:
            return in_order(check_docx(data, type_code=type_code, is_draft=is_draft))
        except UnreadableDocument as problem:
            raise NotADocument(str(problem)) from problem
    try:
        with one_pdfium_at_a_time:
            pdf = measure(data)
    except PdfiumError as problem:
        raise NotADocument("Tệp không phải là PDF hoặc văn bản Word đọc được.") from problem
    if not any(page.lines for page in pdf.pages):
        raise NotADocument("Tệp PDF không có chữ (bản quét), không kiểm tra được thể thức.")
    anatomy = dissect(pdf, is_letter=type_code == "CV")
    paper = paper_of(anatomy, type_code=type_code, is_draft=is_draft)
    subject = Subject(pdf, anatomy, paper, allowed_fonts)
    findings = [*check_pages(subject), *check_text(paper)]
    if type_code != "PL":
        findings += [*check_header(subject), *check_body(subject)]
    findings += check_closing(subject)
    return in_order(findings)


def in_order(findings: Iterable[RuleFinding]) -> list[RuleFinding]:
    """Return each finding once, by rule and page."""
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.rule, finding.page or 0))
