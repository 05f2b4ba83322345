"""What stands in a printed PDF and in a Word file, as tests of printing ask for it."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2 as pdfium
from docx.oxml.ns import qn
from docx.table import Table

from documents.checking import Level, check_document
from documents.checking.pdf_measure import MeasuredPage, TextLine, measure
from documents.official import OfficialDocument
from documents.rendering import render_docx, render_pdf

BULLETS = {"0": "-", "1": "+"}


def page_texts(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as file:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in file]


def measured_pages(document: OfficialDocument) -> list[MeasuredPage]:
    return measure(render_pdf(document).data).pages


def line_with(page: MeasuredPage, text: str) -> TextLine:
    (line,) = [line for line in page.lines if text in line.text]
    return line


def pdf_errors(document: OfficialDocument) -> list[str]:
    return _errors(document, render_pdf(document).data)


def word_errors(document: OfficialDocument) -> list[str]:
    return _errors(document, render_docx(document))


def _errors(document: OfficialDocument, data: bytes) -> list[str]:
    findings = check_document(data, type_code=document.type_code, is_draft=document.is_draft)
    return [
        f"{finding.rule} {finding.message} {finding.measured}" for finding in findings if finding.level == Level.ERROR
    ]


def open_word(document: OfficialDocument):
    return docx.Document(BytesIO(render_docx(document)))


def word_texts(document: OfficialDocument) -> list[str]:
    """The paragraphs of the Word file in reading order, those of cells in place, bullets as they look."""
    texts = []
    for item in open_word(document).iter_inner_content():
        if isinstance(item, Table):
            texts += [_text(line) for row in item._tbl.tr_lst for line in row.iter(qn("w:p"))]
        else:
            texts.append(_text(item._p))
    return [text for text in texts if text]


def _text(paragraph) -> str:
    level = paragraph.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
    text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
    return f"{BULLETS[level[0]]} {text}" if level else text
