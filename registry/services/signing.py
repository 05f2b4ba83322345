"""Signing an issued document in the portal: the person first, then the seal of the organisation.

Keys and passwords pass through and are kept nowhere: no row, file, log line, session or message holds them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.models import Agency
from documents.rendering import FontsMissing
from documents.signing.credentials import CertificateFacts, Credentials, Token, open_pkcs12, open_token
from documents.signing.errors import SigningRefused
from documents.signing.sign import ORGANISATION_FIELD, PERSON_FIELD, sign_pdf
from documents.signing.verify import SignatureReport, Trust, trusted_certificates, verify_pdf
from documents.vietnamese import search_key
from registry.enums import DocumentState, FileFormat, SignatureMeans, SignatureRole
from registry.models import IssuedDocument, SignedFile
from registry.permissions import can_sign_document
from registry.services.rendition import printed_file
from registry.services.signature_looks import look_of, name_in_settings

ACTS = {SignatureRole.PERSON: "ký số văn bản", SignatureRole.ORGANISATION: "đóng dấu số văn bản"}

OpenKey = Callable[[], AbstractContextManager[Credentials]]


class CannotSign(ValidationError):
    """Nothing was signed; the sentence says why and what to do."""


class NotIssuedYet(CannotSign):
    """Only an issued document carries the number and date that are signed."""


class AlreadySigned(CannotSign):
    """The signature is there already, perhaps since a moment ago by a colleague."""


class NotTheSigner(CannotSign):
    """The certificate is not that of the person or organisation whose turn it is."""


class NoTokenHere(CannotSign):
    """The server has no token for this issuer."""


class FileIsLocked(CannotSign):
    """A signature made elsewhere forbids what the next one would add."""


@dataclass(frozen=True, slots=True)
class SigningState:
    """What is signed and whose turn it is."""

    files: list[SignedFile]

    @property
    def next_role(self) -> SignatureRole | None:
        """The person before the organisation; None when both have signed."""
        done = {file.role for file in self.files}
        return next((role for role in SignatureRole if role not in done), None)

    @property
    def current(self) -> SignedFile | None:
        return self.files[-1] if self.files else None


def signing_state(document: IssuedDocument) -> SigningState:
    """What is signed of the document, in order."""
    return SigningState(list(document.signed_files.select_related("recorded_by").order_by("sequence")))


def current_file(document: IssuedDocument) -> SignedFile | None:
    """Return the signed file that people download and that is sent: the one with the most signatures. None when unsigned."""
    return document.signed_files.order_by("-sequence").first()


def pictured_file(document: IssuedDocument) -> SignedFile | None:
    """Return the signed file whose pages may be drawn: one that the portal made from first to last, else None.

    A file from outside is handed out as it is and not opened by the portal's own process.
    """
    files = list(document.signed_files.order_by("sequence"))
    return files[-1] if files and all(file.means != SignatureMeans.UPLOADED for file in files) else None


def token_signs_for(issuer: Agency) -> bool:
    """Whether the server's token holds the key of that organisation."""
    return bool(settings.SIGNING_PKCS11_MODULE) and name_in_settings(issuer) == settings.SIGNING_PKCS11_AGENCY


@sensitive_variables()
def sign_with_pkcs12(
    *,
    document_id: int,
    role: SignatureRole,
    pkcs12: bytes,
    password: str,
    by: User,
    at: datetime,
    picture: bytes | None = None,
) -> SignedFile:
    """Sign with a key file for this one time. `picture` is the person's own signature as a blue PNG.

    Raises PermissionDenied, CannotSign and its kinds.
    """

    @contextmanager
    def open_key() -> Iterator[Credentials]:
        yield open_pkcs12(pkcs12, password, at=at)

    return _sign(
        document_id=document_id,
        role=role,
        means=SignatureMeans.PKCS12,
        open_key=open_key,
        picture=picture,
        by=by,
        at=at,
    )


def sign_with_token(*, document_id: int, by: User, at: datetime) -> SignedFile:
    """Put the organisation's seal with the key of the server's token. Raises PermissionDenied, CannotSign and its kinds."""
    token = Token(
        module=settings.SIGNING_PKCS11_MODULE,
        pin=settings.SIGNING_PKCS11_PIN,
        label=settings.SIGNING_PKCS11_TOKEN,
        slot=settings.SIGNING_PKCS11_SLOT,
        key_label=settings.SIGNING_PKCS11_KEY,
        certificate_label=settings.SIGNING_PKCS11_CERTIFICATE,
    )
    return _sign(
        document_id=document_id,
        role=SignatureRole.ORGANISATION,
        means=SignatureMeans.PKCS11,
        open_key=lambda: open_token(token, at=at),
        picture=None,
        by=by,
        at=at,
    )


@sensitive_variables()
def _sign(
    *,
    document_id: int,
    role: SignatureRole,
    means: SignatureMeans,
    open_key: OpenKey,
    picture: bytes | None,
    by: User,
    at: datetime,
) -> SignedFile:
    try:
        # Printed before the lock is taken: a long paper would keep colleagues waiting.
        document = IssuedDocument.objects.select_related("province").get(pk=document_id)
        require(can_sign_document, by, document)
        if document.state == DocumentState.ISSUED:
            unsigned_file(document, at=at)
        with transaction.atomic():
            document = locked_for_signing(document_id, by=by)
            state = signing_state(document)
            _require_turn(state, role)
            if means == SignatureMeans.PKCS11 and not token_signs_for(document.issuer):
                raise NoTokenHere(
                    f"Máy chủ không có thiết bị ký số của {document.issuer}. Hãy ký bằng tệp chứng thư số."
                )
            base = file_bytes(state.current) if state.current else unsigned_file(document, at=at)
            with open_key() as credentials:
                require_right_holder(document, role, credentials.facts, state)
                signed = sign_pdf(
                    base,
                    credentials=credentials,
                    at=at,
                    field_name=PERSON_FIELD if role == SignatureRole.PERSON else ORGANISATION_FIELD,
                    visible=look_of(document, role, base, picture, at=at),
                    description=_description(document, role),
                    location=document.official.place or "",
                    timestamp_url=settings.SIGNING_TSA_URL,
                )
            verified = verify_pdf(signed, roots=trusted_certificates(settings.SIGNING_TRUST_DIR))
            report = verified.signatures[-1]
            require_trusted(report)
            if not verified.is_whole:
                raise FileIsLocked(
                    "Bản ký hiện có đã khóa, không cho thêm chữ ký nhìn thấy được. Hãy ký tiếp bằng phần mềm đã ký bản đó rồi "
                    "tải lên."
                )
            return keep_signed_file(
                document,
                data=signed,
                report=report,
                role=role,
                means=means,
                sequence=len(state.files) + 1,
                by=by,
                at=at,
            )
    except SigningRefused as error:
        raise CannotSign(str(error), code=error.code) from error
    except FontsMissing as error:
        raise CannotSign(str(error)) from error


def locked_for_signing(document_id: int, *, by: User) -> IssuedDocument:
    """Lock an issued document that the person may sign. Raises PermissionDenied, NotIssuedYet."""
    document = (
        IssuedDocument.objects.select_for_update(of=("self",))
        .select_related("type", "issuer__province", "province")
        .get(pk=document_id)
    )
    require(can_sign_document, by, document)
    if document.state != DocumentState.ISSUED:
        raise NotIssuedYet(
            "Chỉ ký được văn bản đã ban hành: số và ngày phải có trước khi ký. Hãy ban hành văn bản trước."
        )
    if not (document.official.signature.name or "").strip():
        raise CannotSign("Văn bản không ghi họ tên người ký nên không ký được. Hãy đính chính văn bản, ghi người ký.")
    return document


def unsigned_file(document: IssuedDocument, *, at: datetime) -> bytes:
    """The print without signatures."""
    return _read(printed_file(document=document.official, file_format=FileFormat.PDF, at=at).file)


def file_bytes(signed: SignedFile) -> bytes:
    return _read(signed.file)


def require_right_holder(
    document: IssuedDocument, role: SignatureRole, holder: CertificateFacts, state: SigningState
) -> None:
    """Raise NotTheSigner when the certificate is not one for this signature.

    The person's must name the signer printed on the paper, the organisation's its issuer.
    """
    signer = document.official.signature.name or ""
    is_signer = names_person(holder, signer)
    if role == SignatureRole.PERSON and not is_signer:
        raise NotTheSigner(
            f"Chứng thư số là của “{holder.name}”, nhưng người ký ghi trên văn bản là “{signer}”. "
            "Hãy dùng chứng thư số của người ký văn bản."
        )
    if role == SignatureRole.ORGANISATION:
        known = {(file.certificate_issuer, file.certificate_serial) for file in state.files}
        if is_signer or (holder.issuer, holder.serial) in known:
            raise NotTheSigner(
                f"Chứng thư số của “{holder.name}” là của người ký văn bản. Bước này cần chứng thư số của cơ quan ban hành."
            )
        if not names_organisation(holder, document.issuer):
            raise NotTheSigner(
                f"Chứng thư số là của “{holder.name}”, nhưng cơ quan ban hành là “{document.issuer}”. Hãy dùng chứng thư số "
                "của cơ quan ban hành, hoặc thêm tên này vào các tên gọi khác của cơ quan nếu đúng là cơ quan ấy."
            )


def names_person(holder: CertificateFacts, name: str) -> bool:
    """Whether the certificate names that person; letter case and diacritics do not count, titles may stand around the name."""
    wanted = search_key(name)
    return bool(wanted) and f" {wanted} " in f" {search_key(holder.name)} "


def names_organisation(holder: CertificateFacts, agency: Agency) -> bool:
    """Whether the certificate is of that agency: one of its names, with nothing behind it or its province."""
    written = _spelled_out(holder.name)
    province = search_key(agency.province.name)
    for name in [agency.name, agency.short_name, *agency.aliases.values_list("text", flat=True)]:
        known = _spelled_out(name)
        rest = written.removeprefix(known)
        if known and rest != written and (not rest or (rest.startswith(" ") and province in rest)):
            return True
    return False


def _spelled_out(name: str) -> str:
    return re.sub(r"\bubnd\b", "uy ban nhan dan", search_key(name))


def require_trusted(report: SignatureReport) -> None:
    """Raise CannotSign when authorities are configured and none of them stands behind the certificate."""
    if report.trust == Trust.UNTRUSTED:
        name, issuer = (report.signer.name, report.signer.issuer) if report.signer else ("", "")
        raise CannotSign(
            f"Chứng thư số của “{name}” do “{issuer}” cấp, không thuộc nơi cấp cổng tin cậy, hoặc không còn hiệu lực. "
            "Hãy dùng chứng thư số khác, hoặc báo người quản trị bổ sung nơi cấp."
        )


def keep_signed_file(
    document: IssuedDocument,
    *,
    data: bytes,
    report: SignatureReport,
    role: SignatureRole,
    means: SignatureMeans,
    sequence: int,
    by: User,
    at: datetime,
    stored: str = "",
) -> SignedFile:
    """Store the file with what its newest signature says, and write it to the trail. `stored` names a file kept already."""
    holder = report.signer
    signed = SignedFile(
        document=document,
        sequence=sequence,
        role=role,
        means=means,
        sha256=hashlib.sha256(data).hexdigest(),
        signer_name=holder.name[:300] if holder else "",
        certificate_issuer=holder.issuer[:500] if holder else "",
        certificate_serial=holder.serial[:100] if holder else "",
        signed_at=report.signed_at,
        recorded_by=by,
        recorded_at=at,
    )
    if stored:
        signed.file.name = stored
    else:
        signed.file.save(f"{document.pk}-{sequence}-{signed.sha256[:16]}.pdf", ContentFile(data), save=False)
    try:
        signed.save()
        record_act(
            by,
            ACTS[role] if means != SignatureMeans.UPLOADED else "ghi nhận bản ký bên ngoài",
            document,
            at=at,
            after={
                "role": signed.get_role_display().lower(),
                "means": signed.get_means_display(),
                "signer": signed.signer_name,
                "certificate_issuer": signed.certificate_issuer,
                "certificate_serial": signed.certificate_serial,
                "sha256": signed.sha256,
            },
        )
    except BaseException:
        if not stored:
            signed.file.delete(save=False)
        raise
    return signed


def _require_turn(state: SigningState, role: SignatureRole) -> None:
    following = state.next_role
    if following is None:
        raise AlreadySigned("Văn bản đã có đủ chữ ký của người ký và của cơ quan; không ký thêm.")
    if following == role:
        return
    if role == SignatureRole.PERSON:
        signed = next(file for file in state.files if file.role == role)
        raise AlreadySigned(f"{signed.signer_name} đã ký văn bản này. Bước tiếp theo là chữ ký số của cơ quan.")
    raise CannotSign("Người ký văn bản phải ký trước, sau đó mới đến chữ ký số của cơ quan.")


def _description(document: IssuedDocument, role: SignatureRole) -> str:
    if role == SignatureRole.PERSON:
        return f"Chữ ký số của {document.official.signature.name}"
    return f"Chữ ký số của {document.issuer.name}"


def _read(stored: object) -> bytes:
    with stored.open("rb") as file:  # type: ignore[attr-defined]
        return file.read()
