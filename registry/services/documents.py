"""The life of a document in the register: written, submitted, approved or sent back, issued."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.models import Agency
from documents.document_json import content_hash, document_to_json
from documents.official import OfficialDocument
from documents.wording import two_digits
from registry.enums import DocumentState
from registry.models import DocumentType, IssuedDocument
from registry.permissions import can_issue_document, can_prepare_document, can_prepare_documents
from registry.services.numbering import take_number


class DocumentNotReady(ValidationError):
    """The document is not in the state the act needs."""


class UnknownDocumentType(ValidationError):
    """The type code is not in the register's list of types."""


@transaction.atomic
def draft_document(
    *, document: OfficialDocument, issuer: Agency, by: User, at: datetime, corrects: IssuedDocument | None = None
) -> IssuedDocument:
    """Enter a draft without number and date. Raises PermissionDenied, UnknownDocumentType."""
    require(can_prepare_documents, by, issuer.province_id)
    kind = DocumentType.objects.filter(code=document.type_code).first()
    if kind is None:
        raise UnknownDocumentType(f"Chưa có loại văn bản “{document.type_code}”: nạp danh mục loại văn bản trước.")
    document.number, document.issued_on = None, None
    entered = IssuedDocument(
        province=issuer.province,
        issuer=issuer,
        type=kind,
        title=document.title,
        symbol=document.symbol or f"{kind.code}-{issuer.symbol}",
        corrects=corrects,
        created_by=by,
        created_at=at,
    )
    document.symbol = entered.symbol
    _set_content(entered, document)
    entered.save()
    record_act(by, "lập dự thảo văn bản", entered, at=at)
    return entered


@transaction.atomic
def revise_document(*, document_id: int, document: OfficialDocument, by: User, at: datetime) -> IssuedDocument:
    """Replace the content of a draft. Raises PermissionDenied, DocumentNotReady once it is submitted."""
    entered = _locked(document_id)
    require(can_prepare_document, by, entered)
    if entered.state != DocumentState.DRAFT:
        raise DocumentNotReady("Chỉ sửa được dự thảo: trả văn bản về dự thảo trước khi sửa.")
    document.number, document.issued_on = None, None
    document.symbol = document.symbol or entered.symbol
    entered.title, entered.symbol = document.title, document.symbol
    _set_content(entered, document)
    entered.save()
    record_act(by, "sửa dự thảo văn bản", entered, at=at)
    return entered


@transaction.atomic
def submit_document(*, document_id: int, by: User, at: datetime) -> IssuedDocument:
    """Hand a draft to the one who approves. Raises PermissionDenied, DocumentNotReady."""
    entered = _locked(document_id)
    require(can_prepare_document, by, entered)
    _move(entered, DocumentState.SUBMITTED)
    entered.submitted_by, entered.submitted_at = by, at
    entered.save()
    record_act(by, "trình văn bản", entered, at=at)
    return entered


@transaction.atomic
def approve_document(*, document_id: int, by: User, at: datetime) -> IssuedDocument:
    """Accept a submitted document for issue. Raises PermissionDenied, DocumentNotReady."""
    entered = _locked(document_id)
    require(can_issue_document, by, entered)
    _move(entered, DocumentState.APPROVED)
    entered.approved_by, entered.approved_at = by, at
    entered.save()
    record_act(by, "duyệt văn bản", entered, at=at)
    return entered


@transaction.atomic
def return_document(*, document_id: int, reason: str, by: User, at: datetime) -> IssuedDocument:
    """Send a submitted or approved document back to its writer. Raises PermissionDenied, DocumentNotReady."""
    entered = _locked(document_id)
    require(can_issue_document, by, entered)
    _move(entered, DocumentState.DRAFT)
    entered.submitted_by = entered.submitted_at = entered.approved_by = entered.approved_at = None
    entered.save()
    record_act(by, "trả lại văn bản", entered, at=at, after={"reason": reason})
    return entered


@transaction.atomic
def issue_document(*, document_id: int, on: date, by: User, at: datetime) -> IssuedDocument:
    """Give an approved document its number and date and freeze it.

    The number is the next of the issuer's register for the type in the year of `on`. Raises PermissionDenied, DocumentNotReady.
    """
    entered = _locked(document_id)
    require(can_issue_document, by, entered)
    _move(entered, DocumentState.ISSUED)
    entered.year, entered.issued_on = on.year, on
    entered.sequence_number = take_number(issuer_id=entered.issuer_id, type_id=entered.type_id, year=on.year)
    document = entered.official
    document.number, document.symbol, document.issued_on = two_digits(str(entered.sequence_number)), entered.symbol, on
    document.date_written = (on.year, on.month)
    _set_content(entered, document)
    entered.issued_by, entered.issued_at = by, at
    entered.save()
    record_act(by, "ban hành văn bản", entered, at=at, after={"number": entered.number_and_symbol})
    return entered


def _locked(document_id: int) -> IssuedDocument:
    return IssuedDocument.objects.select_for_update(of=("self",)).select_related("type", "issuer").get(pk=document_id)


def _move(entered: IssuedDocument, state: DocumentState) -> None:
    if not entered.can_become(state):
        current = entered.get_state_display().lower()
        raise DocumentNotReady(
            f"Văn bản đang ở trạng thái “{current}”, không chuyển sang “{state.label.lower()}” được."
        )
    entered.state = state


def _set_content(entered: IssuedDocument, document: OfficialDocument) -> None:
    entered.content, entered.content_hash = document_to_json(document), content_hash(document)
