"""Issued documents and their signing, for the tests of the register's signatures."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from agencies.models import Agency
from documents.signing.credentials import open_pkcs12
from documents.signing.sign import sign_pdf
from registry.enums import SignatureRole
from registry.models import IssuedDocument, SignedFile
from registry.services import documents as register
from registry.services.signing import sign_with_pkcs12
from tests.documents.certificates import PASSWORD, SIGNED_AT, Holder, holder, organisation_holder
from tests.documents.papers import plan

OFFICE = "Sở Nội vụ tỉnh Hưng Yên"
ISSUED_ON = date(2026, 7, 14)
ISSUED_AT = SIGNED_AT - timedelta(hours=1)


def issue(issuer: Agency, by: User, **fields: object) -> IssuedDocument:
    """A plan of Nguyễn Văn A, issued."""
    drafted = register.draft_document(document=plan(**fields), issuer=issuer, by=by, at=ISSUED_AT)
    register.submit_document(document_id=drafted.pk, by=by, at=ISSUED_AT)
    register.approve_document(document_id=drafted.pk, by=by, at=ISSUED_AT)
    return register.issue_document(document_id=drafted.pk, on=ISSUED_ON, by=by, at=ISSUED_AT)


def sign(
    document: IssuedDocument, by: User, *, role: SignatureRole = SignatureRole.PERSON, **changes: object
) -> SignedFile:
    """The signature of the person, or with `role` of the organisation."""
    key = holder() if role == SignatureRole.PERSON else organisation_holder(OFFICE)
    values = {"pkcs12": key.pkcs12(), "password": PASSWORD, "at": SIGNED_AT} | changes
    return sign_with_pkcs12(document_id=document.pk, role=role, by=by, **values)


def sign_elsewhere(data: bytes, *holders: Holder) -> bytes:
    """The file as another signing tool gives it back: one invisible signature for each holder."""
    for number, one in enumerate(holders):
        credentials = open_pkcs12(one.pkcs12(), PASSWORD, at=SIGNED_AT)
        data = sign_pdf(data, credentials=credentials, at=SIGNED_AT, field_name=f"Signature{number}")
    return data
