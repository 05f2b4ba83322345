"""An official document as PDF and as Word file, in the format of Nghị định 30/2020/NĐ-CP."""

from documents.rendering.docx import render_docx
from documents.rendering.fonts import FontsMissing
from documents.rendering.letters import UnprintableText
from documents.rendering.pdf import RenderedDocument, SignatureBox, render_pdf

__all__ = ["FontsMissing", "RenderedDocument", "SignatureBox", "UnprintableText", "render_docx", "render_pdf"]
