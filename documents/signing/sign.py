"""Putting one more signature into a PDF, PAdES, without changing a byte of what was there."""

from __future__ import annotations

import asyncio
import io
import logging
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError

from documents.rendering.pdf import SignatureBox
from documents.signing.appearance import Appearance
from documents.signing.credentials import VIETNAM, Credentials
from documents.signing.errors import SigningRefused, TimestampUnavailable

TIMESTAMP_SECONDS = 10
PERSON_FIELD = "ChuKyNguoiKy"
ORGANISATION_FIELD = "ChuKyCoQuan"
# pyHanko tells at INFO level of every object it writes.
logging.getLogger("pyhanko").setLevel(logging.WARNING)
# … and warns of picture and rectangle differing by the last bit of a float.
logging.getLogger("pyhanko.pdf_utils.layout").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class VisiblePlace:
    """A picture and the rectangle of the page it fills."""

    appearance: Appearance
    box: SignatureBox


def sign_pdf(
    data: bytes,
    *,
    credentials: Credentials,
    at: datetime,
    field_name: str,
    visible: VisiblePlace | None = None,
    description: str = "",
    reason: str = "",
    location: str = "",
    timestamp_url: str = "",
) -> bytes:
    """Return the file with one more signature (ETSI.CAdES.detached); its own bytes stay the beginning of the new file.

    All are approval signatures: one that certifies the file (DocMDP) would be broken by the place a second one makes for
    itself, in the portal and in other signing tools alike. `description` is read out for the picture by a screen reader.
    `at` is the signing time by the portal's clock; a server at `timestamp_url` adds its own (RFC 3161).
    Raises SigningRefused, TimestampUnavailable.
    """
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
        signer = PdfSigner(
            PdfSignatureMetadata(
                field_name=field_name,
                md_algorithm="sha256",
                name=credentials.facts.name,
                reason=reason or None,
                location=location or None,
                subfilter=SigSeedSubFilter.PADES,
                signer_key_usage=set(),  # looked at when the key was opened
            ),
            credentials.signer,
            timestamper=_timestamper(timestamp_url),
            stamp_style=visible.appearance.style if visible else None,
            new_field_spec=_field(field_name, visible, description),
        )
        return asyncio.run(_signed(signer, writer, at))
    except (TimestampRequestError, TimeoutError) as error:
        raise TimestampUnavailable from error
    except (SigningError, PdfError) as error:
        raise SigningRefused from error


def signature_boxes(data: bytes) -> list[SignatureBox]:
    """Return where the visible signatures of a file stand, in the order they were made."""
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    found = []
    for signature in reader.embedded_signatures:
        left, bottom, right, top = (float(value) for value in signature.sig_field["/Rect"])
        if right > left and top > bottom:
            found.append(SignatureBox(_page_of(reader, signature.sig_field), left, bottom, right, top))
    return found


def _page_of(reader: PdfFileReader, field: dict) -> int:
    wanted = field.raw_get("/P").reference  # type: ignore[attr-defined]
    count = int(reader.root["/Pages"]["/Count"])
    return next((n for n in range(count) if reader.find_page_for_modification(n)[0].reference == wanted), 0)


def _field(field_name: str, visible: VisiblePlace | None, description: str) -> SigFieldSpec:
    if visible is None:
        return SigFieldSpec(field_name, readable_field_name=description or None)
    box = visible.box
    return SigFieldSpec(
        field_name,
        on_page=box.page,
        box=tuple(round(value, 3) for value in (box.left, box.bottom, box.right, box.top)),  # type: ignore[arg-type]
        readable_field_name=description or None,
    )


def _timestamper(url: str) -> TimeStamper | None:
    return HTTPTimeStamper(url, timeout=TIMESTAMP_SECONDS) if url else None


async def _signed(signer: PdfSigner, writer: IncrementalPdfFileWriter, at: datetime) -> bytes:
    """The steps of PdfSigner.async_sign_pdf, with the moment of the act in place of the clock."""
    session = signer.init_signing_session(writer)
    session.system_time = at.astimezone(VIETNAM)
    reserved = await session.estimate_signature_container_size(None)
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved)
    output = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    attributes = PdfCMSSignedAttributes(signing_time=session.system_time)
    finished = await prepared.perform_signature(document_digest=digest.document_digest, pdf_cms_signed_attrs=attributes)
    await finished.post_signature_processing(output)
    return output.getvalue()
