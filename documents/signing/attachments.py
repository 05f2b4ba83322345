"""An attachment that is a file of its own says on its first page to which document it belongs and when it was signed (F68)."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pikepdf
from markupsafe import Markup

from documents.layout import PAGE
from documents.rendering.engine import laid_out, pdf_bytes
from documents.rendering.fonts import fonts_from
from documents.signing.credentials import VIETNAM
from documents.signing.errors import SigningRefused

REFERENCE_PT = 10.0
REFERENCE_FROM_TOP_MM = 8.0
_MARKUP = Markup(
    '<html lang="vi"><head><title>{text}</title><style>@page {{ size: {width}pt {height}pt; margin: 0 }}'
    "p {{ position: absolute; top: {top}mm; right: {right}mm; font-size: {size}pt }}</style></head>"
    "<body><p>{text}</p></body></html>"
)
_MARKED_CONTENT = {"BMC", "BDC", "EMC"}


def reference_text(number_and_symbol: str, at: datetime) -> str:
    """ "Số: 129/KH-UBND; 2022-07-14T09:30:00+07:00": number, symbol and signing time in Vietnam (ISO 8601)."""
    return f"Số: {number_and_symbol}; {at.astimezone(VIETNAM).isoformat(timespec='seconds')}"


def with_reference(data: bytes, *, number_and_symbol: str, at: datetime, fonts: Path | None = None) -> bytes:
    """Return the file with the reference in the top right corner of its first page; then it is signed, invisibly.

    Raises SigningRefused for a file that is no PDF, is encrypted, or is signed already: its signatures would break.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            if file.is_encrypted or "/AcroForm" in file.Root:
                raise SigningRefused("Tệp kèm theo đã có chữ ký, biểu mẫu hoặc mật khẩu. Hãy dùng bản chưa ký.")
            page = file.pages[0]
            left, bottom, right, top = (float(value) for value in page.mediabox)
            stamp = _stamp(reference_text(number_and_symbol, at), right - left, top - bottom, fonts)
            with pikepdf.open(io.BytesIO(stamp)) as overlay:
                _drop_marks(overlay)
                look = file.copy_foreign(overlay.pages[0].as_form_xobject())
            name = page.add_resource(look, pikepdf.Name.XObject)
            drawn = f"/Artifact BMC q 1 0 0 1 {left:g} {bottom:g} cm {name} Do Q EMC"
            page.contents_add(b"q", prepend=True)
            page.contents_add(f"Q {drawn}".encode())
            output = io.BytesIO()
            file.save(output, deterministic_id=True)
    except pikepdf.PdfError as error:
        raise SigningRefused("Tệp kèm theo không phải PDF hoặc bị hỏng. Hãy chọn tệp PDF khác.") from error
    return output.getvalue()


def _stamp(text: str, width_pt: float, height_pt: float, fonts: Path | None) -> bytes:
    markup = _MARKUP.format(
        text=text,
        width=width_pt,
        height=height_pt,
        top=REFERENCE_FROM_TOP_MM,
        right=PAGE.margin_right_mm,
        size=REFERENCE_PT,
    )
    with fonts_from(fonts) as directory, laid_out(str(markup), directory) as document:
        return pdf_bytes(document)


def _drop_marks(overlay: pikepdf.Pdf) -> None:
    """The text belongs to no place in the structure of the page it is put on."""
    page = overlay.pages[0]
    kept = [
        instruction
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) not in _MARKED_CONTENT
    ]
    page.Contents = overlay.make_stream(pikepdf.unparse_content_stream(kept))
    for key in ("/StructParents", "/Tabs"):
        if key in page:
            del page[key]
