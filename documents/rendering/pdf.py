"""An official document in, a PDF for reading, archive and screen readers out."""

from __future__ import annotations

from pathlib import Path

from documents.official import OfficialDocument
from documents.rendering.composition import print_ready
from documents.rendering.drawing import RenderedDocument, SignatureBox, drawn
from documents.rendering.fonts import fonts_from
from documents.rendering.markup import document_markup
from documents.rendering.parts import drawn_in_parts, parts_of

__all__ = ["RenderedDocument", "SignatureBox", "render_pdf"]


def render_pdf(
    document: OfficialDocument, *, fonts: Path | None = None, processes: int | None = None
) -> RenderedDocument:
    """Return the document as PDF/A-2a and PDF/UA-1; equal documents give equal bytes.

    `fonts` is the folder of the Tinos files. `processes` is how many may work on the appendices of a long document side by
    side, else as many as there are processors, at most four; it changes nothing in the file. Raises FontsMissing.
    """
    with fonts_from(fonts) as directory:
        parts = parts_of(document_markup(print_ready(document)))
        if len(parts) == 1:
            return drawn(parts[0], directory)
        return drawn_in_parts(parts, directory, processes=processes)
