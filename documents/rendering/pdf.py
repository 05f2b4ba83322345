"""An official document in, a PDF for reading, archive and screen readers out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from documents.official import OfficialDocument
from documents.rendering.composition import print_ready
from documents.rendering.engine import laid_out, pdf_bytes
from documents.rendering.fonts import fonts_from
from documents.rendering.markup import document_markup

if TYPE_CHECKING:
    from weasyprint.document import Page

POINTS_PER_CSS_PIXEL = 72 / 96
SIGNATURE_ANCHOR = "signature"  # the id of the gap in official.html


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """The empty space between the signer's post and name: index of its page from 0, and its corners.

    Corners are in points from the lower left corner of the page, as PDF counts.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished file, the number of its pages, and where it is signed; None for a document that names no signer."""

    data: bytes
    pages: int
    signature_box: SignatureBox | None = None


def render_pdf(document: OfficialDocument, *, fonts: Path | None = None) -> RenderedDocument:
    """Return the document as PDF/A-2a and PDF/UA-1; equal documents give equal bytes.

    `fonts` is the folder of the Tinos files. Raises FontsMissing.
    """
    with fonts_from(fonts) as directory, laid_out(document_markup(print_ready(document)), directory) as pages:
        return RenderedDocument(pdf_bytes(pages), len(pages.pages), _signature_box(pages.pages))


def _signature_box(pages: list[Page]) -> SignatureBox | None:
    for index, page in enumerate(pages):
        if SIGNATURE_ANCHOR in page.anchors:
            left, top, right, bottom = page.anchors[SIGNATURE_ANCHOR]
            points = [
                round(value * POINTS_PER_CSS_PIXEL, 2)
                for value in (left, page.height - bottom, right, page.height - top)
            ]
            return SignatureBox(index, *points)
    return None
