"""Who signed a PDF, when, and whether a byte has changed since."""

from __future__ import annotations

import asyncio
import io
import logging
import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSExtractionError, MultivaluedAttributeError, NonexistentAttributeError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko.sign.validation.errors import DisallowedAlgorithmError, SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from documents.page_images import one_pdfium_at_a_time
from documents.signing.active_content import has_active_content
from documents.signing.credentials import CertificateFacts, facts_of
from documents.signing.errors import BrokenSignedPdf, EncryptedSignedPdf, NotAPdf

CERTIFICATE_SUFFIXES = {".pem", ".crt", ".cer", ".der"}
# pyHanko writes down with a trace what a file's certificates lack; the verdict says it in words.
logging.getLogger("pyhanko.sign").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
_BROKEN = (PdfError, CMSExtractionError, MultivaluedAttributeError, NonexistentAttributeError, ValueError, TypeError)
_MALFORMED = (
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    OverflowError,
    zlib.error,
)
_USUAL_SIGNING_USES = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
# Spaces, and signs that only say how lines were broken.
_NO_WORDS = re.compile(r"[\s\x00-\x1f\x7f\xad\u200b-\u200f\ufeff\ufffe\uffff]+")


class Changes(StrEnum):
    """What a file gained after a signature."""

    NONE = "none"
    SIGNATURES_ADDED = "signatures_added"
    CONTENT_CHANGED = "content_changed"


class Trust(StrEnum):
    """Whether the certificate leads to an issuer the office trusts."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    NOT_CONFIGURED = "not_configured"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature of a file. `problem` is a stable word for what is wrong, empty for a signature that holds."""

    signer: CertificateFacts | None
    field_name: str
    signed_at: datetime | None
    time_is_stamped: bool
    covers_whole_file: bool
    is_intact: bool
    is_valid: bool
    trust: Trust
    changes: Changes
    was_in_force: bool
    problem: str = ""

    @property
    def holds(self) -> bool:
        """The bytes it signed are untouched, the key is that of the certificate, and nothing but signatures came later."""
        return self.is_intact and self.is_valid and self.changes != Changes.CONTENT_CHANGED


@dataclass(frozen=True, slots=True)
class Verification:
    """All signatures of a file in their order, and the words of its pages (`printed_text`)."""

    signatures: list[SignatureReport]
    text: str
    has_active_content: bool = False

    @property
    def is_whole(self) -> bool:
        """Signed, every signature holds, and nothing follows the last one but what later proves its certificate."""
        return bool(self.signatures) and all(one.holds for one in self.signatures) and not self.has_foreign_bytes

    @property
    def has_foreign_bytes(self) -> bool:
        """Something that belongs to no signature stands after the last one."""
        last = self.signatures[-1] if self.signatures else None
        return last is not None and not last.covers_whole_file and last.changes != Changes.SIGNATURES_ADDED


def trusted_certificates(directory: Path | None) -> list[x509.Certificate]:
    """Read the certificates of a folder (PEM or DER); files that hold none are left out."""
    found: list[x509.Certificate] = []
    if directory is None or not directory.is_dir():
        return found
    for path in sorted(directory.iterdir()):
        if path.suffix.lower() not in CERTIFICATE_SUFFIXES or not path.is_file():
            continue
        data = path.read_bytes()
        try:
            blocks = [block for _, _, block in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            certificates = [x509.Certificate.load(block, strict=True) for block in blocks]
            found += [certificate for certificate in certificates if certificate.subject.native]
        except (ValueError, TypeError):
            logging.getLogger(__name__).warning("no certificate could be read from %s", path.name)
    return found


def verify_pdf(data: bytes, *, roots: Sequence[x509.Certificate] = ()) -> Verification:
    """Look at every signature of a file. Raises NotAPdf, BrokenSignedPdf, EncryptedSignedPdf."""
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            raise EncryptedSignedPdf
        fields = [signature for signature in reader.embedded_signatures if signature.sig_object_type == "/Sig"]
        signatures = [_report(data, signature, roots) for signature in fields]
    except (*_BROKEN, *_MALFORMED) as error:
        if isinstance(error, EncryptedSignedPdf):
            raise
        raise BrokenSignedPdf from error
    return Verification(signatures, _text_if_any(data, signatures), _active(data))


def printed_text(data: bytes) -> str:
    """Return the words of the pages, without what signatures and other notes put over them. Raises BrokenSignedPdf.

    Letters in NFC and no spaces: two files of one document give the same text, and a comma more or less does not.
    """
    try:
        with one_pdfium_at_a_time, pdfium.PdfDocument(data) as file:
            pages = [page.get_textpage().get_text_range() for page in file]
    except (pdfium.PdfiumError, ValueError) as error:
        raise BrokenSignedPdf from error
    return _NO_WORDS.sub("", unicodedata.normalize("NFC", " ".join(pages)))


def _text_if_any(data: bytes, signatures: Sequence[SignatureReport]) -> str:
    """The words of the pages; none for a signed file whose pages were damaged: its signatures say so."""
    try:
        return printed_text(data)
    except BrokenSignedPdf:
        if signatures and not all(signature.is_intact for signature in signatures):
            return ""
        raise


def _active(data: bytes) -> bool:
    """A file that hides its objects from the one who looks counts as one that has something to hide."""
    try:
        return has_active_content(data)
    except (pikepdf.PdfError, ValueError, TypeError):
        return True


def _report(data: bytes, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> SignatureReport:
    signer = facts_of(signature.signer_cert)
    claimed = signature.self_reported_timestamp
    try:
        status = asyncio.run(_status(signature, roots, claimed))
    except DisallowedAlgorithmError:
        return _failed(signature, signer, claimed, "weak_algorithm")
    except (SignatureValidationError, PathError) as error:
        word = "unknown_kind" if "SubFilter" in str(error) else "broken_signature"
        return _failed(signature, signer, claimed, word)
    stamp = status.timestamp_validity
    is_stamped = stamp is not None and stamp.valid and stamp.intact
    signed_at = stamp.timestamp if stamp is not None and is_stamped else claimed
    is_intact = status.intact and _container_is_clean(data, signature)
    changes = _changes(status)
    return SignatureReport(
        signer=signer,
        field_name=signature.field_name,
        signed_at=signed_at,
        time_is_stamped=is_stamped,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_intact=is_intact,
        is_valid=status.valid,
        trust=_trust(status, roots),
        changes=changes,
        was_in_force=signed_at is not None and signer.valid_from <= signed_at <= signer.valid_until,
        problem="" if is_intact and status.valid else "changed",
    )


async def _status(
    signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], claimed: datetime | None
) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=claimed
    )
    timestamp_context = ValidationContext(trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail")
    return await async_validate_pdf_signature(
        signature,
        signer_validation_context=context,
        ts_validation_context=timestamp_context,
        key_usage_settings=_USUAL_SIGNING_USES,
    )


def _trust(status: PdfSignatureStatus, roots: Sequence[x509.Certificate]) -> Trust:
    if not roots:
        return Trust.NOT_CONFIGURED
    return Trust.TRUSTED if status.trusted else Trust.UNTRUSTED


def _changes(status: PdfSignatureStatus) -> Changes:
    level = status.modification_level
    if level == ModificationLevel.NONE:
        return Changes.NONE
    if level in (ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING) and status.docmdp_ok:
        return Changes.SIGNATURES_ADDED
    return Changes.CONTENT_CHANGED


def _container_is_clean(data: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the bytes between the two signed ranges hold the signature, zeros and nothing else."""
    _, before, after, _ = (int(value) for value in signature.byte_range)
    written = data[before:after]
    body = written[1:-1]
    if written[:1] != b"<" or written[-1:] != b">" or body not in (body.lower(), body.upper()):
        return False
    container = signature.pkcs7_content
    return not any(container[_der_length(container) :]) and _envelope_fits(signature)


def _envelope_fits(signature: EmbeddedPdfSignature) -> bool:
    """Whether what the signature names outside its signed part agrees with what it signed: digest and certificate."""
    used = signature.signer_info["digest_algorithm"]
    named = [one["algorithm"].native for one in signature.signed_data["digest_algorithms"]]
    if used["algorithm"].native not in named or used["parameters"].native is not None:
        return False
    holder = signature.signer_info["sid"]
    if holder.name != "issuer_and_serial_number":
        return True
    certificate = signature.signer_cert
    return bool(
        holder.chosen["issuer"] == certificate.issuer
        and holder.chosen["serial_number"].native == certificate.serial_number
    )


def _der_length(container: bytes) -> int:
    """The length of the first DER value."""
    first = container[1]
    if first < 0x80:
        return 2 + first
    size = first & 0x7F
    return 2 + size + int.from_bytes(container[2 : 2 + size], "big")


def _failed(
    signature: EmbeddedPdfSignature, signer: CertificateFacts, claimed: datetime | None, problem: str
) -> SignatureReport:
    return SignatureReport(
        signer=signer,
        field_name=signature.field_name,
        signed_at=claimed,
        time_is_stamped=False,
        covers_whole_file=False,
        is_intact=False,
        is_valid=False,
        trust=Trust.UNTRUSTED,
        changes=Changes.CONTENT_CHANGED,
        was_in_force=False,
        problem=problem,
    )
