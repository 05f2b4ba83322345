"""How a signature looks on the page and where it stands: the signer's in the gap under the post, the seal over its left third."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from django.conf import settings

from agencies.models import Agency
from documents.layout import CLOSING
from documents.rendering import render_pdf
from documents.rendering.fonts import Face, fonts_from, text_width_mm
from documents.rendering.pdf import SignatureBox
from documents.signing.appearance import Appearance, drawn_seal, drawn_signature, seal_picture, signature_picture
from documents.signing.placing import seal_place, signature_place
from documents.signing.sign import VisiblePlace, signature_boxes
from registry.enums import FileFormat, SignatureRole
from registry.models import IssuedDocument
from registry.services.rendition import printed_file

_SAFE_NAME = re.compile(r"[\w-]+")


def name_in_settings(agency: Agency) -> str:
    """How settings and seal pictures name an agency: "hung-yen-UBND"."""
    return f"{agency.province.slug}-{agency.code}"


def look_of(
    document: IssuedDocument, role: SignatureRole, base: bytes, picture: bytes | None, *, at: datetime
) -> VisiblePlace | None:
    """The picture of the signature and its place; None for a paper whose print has no place to sign."""
    gap = _gap(document, at=at)
    if gap is None:
        return None
    name = document.official.signature.name or ""
    fonts = settings.DOCUMENT_FONT_DIR
    if role == SignatureRole.PERSON:
        appearance = signature_picture(picture) if picture else drawn_signature(name, fonts=fonts)
        return VisiblePlace(appearance, signature_place(gap, aspect=appearance.aspect))
    appearance = seal_of(document.issuer)
    with fonts_from(fonts):
        name_width_mm = text_width_mm(name, CLOSING.signer_pt, Face.BOLD)
    place = seal_place(
        gap,
        _signature_on(base, gap),
        diameter_mm=appearance.width_mm or settings.SIGNING_SEAL_DIAMETER_MM,
        name_width_mm=name_width_mm,
    )
    return VisiblePlace(appearance, place)


def seal_of(issuer: Agency) -> Appearance:
    """The picture of the issuer's seal from the folder of seals, or a plain stamp drawn with its name."""
    name = name_in_settings(issuer)
    path = Path(settings.SIGNING_SEAL_DIR) / f"{name}.png"
    if _SAFE_NAME.fullmatch(name) and path.is_file():
        return seal_picture(path.read_bytes())
    return drawn_seal(issuer.name, fonts=settings.DOCUMENT_FONT_DIR)


def _gap(document: IssuedDocument, *, at: datetime) -> SignatureBox | None:
    rendition = printed_file(document=document.official, file_format=FileFormat.PDF, at=at)
    if rendition.signature_box:
        return SignatureBox(**rendition.signature_box)
    # Prints of earlier days do not say it; the same paper printed again has it in the same place.
    return render_pdf(document.official, fonts=settings.DOCUMENT_FONT_DIR).signature_box


def _signature_on(base: bytes, gap: SignatureBox) -> SignatureBox:
    """Where the person's signature stands in the gap; a usual place when it was made elsewhere or shows nothing."""
    for box in signature_boxes(base):
        middle_x, middle_y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if box.page == gap.page and gap.left < middle_x < gap.right and gap.bottom < middle_y < gap.top:
            return box
    return signature_place(gap, aspect=2.3)
