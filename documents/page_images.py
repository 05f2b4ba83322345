"""Pages of a PDF as pictures, for a look at a document without opening the file."""

from __future__ import annotations

import io
import threading

import pypdfium2

# PDFium keeps global state: whoever uses it in a process with threads takes this first, for one document at a time.
one_pdfium_at_a_time = threading.Lock()
POINTS_PER_INCH = 72


class PageMissing(LookupError):
    """The file has no page of that number."""


def page_as_png(data: bytes, *, page: int, dots_per_inch: int = 110) -> bytes:
    """Return one page, counted from 1, as a PNG picture of that resolution. Raises PageMissing."""
    with one_pdfium_at_a_time, pypdfium2.PdfDocument(data) as document:
        if not 1 <= page <= len(document):
            raise PageMissing(page)
        document.init_forms()  # the pictures of signatures are drawn with the fields they belong to
        bitmap = document[page - 1].render(scale=dots_per_inch / POINTS_PER_INCH)
        stream = io.BytesIO()
        bitmap.to_pil().save(stream, "PNG")
        return stream.getvalue()
