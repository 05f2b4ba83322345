"""Markup drawn as a finished file, with what only the layout knows: how many pages, and where to sign."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from documents.rendering.engine import laid_out, pdf_bytes

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


def drawn(markup: str, directory: Path) -> RenderedDocument:
    """Return the file of well-formed markup; `directory` holds the Tinos files."""
    with laid_out(markup, directory) as document:
        return RenderedDocument(pdf_bytes(document), len(document.pages), _signature_box(document.pages))


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
