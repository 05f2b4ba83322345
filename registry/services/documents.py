"""The life of a document in the register: written, submitted, approved or sent back, issued."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.models import Agency
from documents.document_json import document_to_json, json_hash
from documents.official import OfficialDocument
from documents.wording import two_digits
from registry.enums import DocumentState
from registry.models import DocumentType, IssuedDocument
from registry.permissions import can_issue_document, can_prepare_document, can_prepare_documents
from registry.services.numbering import take_number
from registry.services.search_words import body_key
from registry.services.symbols import require_well_formed, symbol_for

ISSUE = "ban hành văn bản"
# A year before it is a slip of the finger.
EARLIEST_YEAR = 2000


class DocumentNotReady(ValidationError):
    """The document is not in the state the act needs."""


class DocumentChangedMeanwhile(ValidationError):
    """Somebody else saved the document after the page was shown."""

    def __init__(self) -> None:
        super().__init__("Có người vừa sửa văn bản này. Hãy xem lại bản mới rồi làm tiếp.")


class DocumentIncomplete(ValidationError):
    """The document has no text or nobody who signs it."""


class ReasonMissing(ValidationError):
    """A document was sent back without saying why."""


class DateNotPossible(ValidationError):
    """The date of issue lies in the future, or before any register of the portal."""


class EarlierThanLastIssued(ValidationError):
    """Numbers would no longer follow the dates; whoever issues may still want it."""


class UnknownDocumentType(ValidationError):
    """The type code is not in the register's list of types."""


@transaction.atomic
def draft_document(
    *, document: OfficialDocument, issuer: Agency, by: User, at: datetime, corrects: IssuedDocument | None = None
) -> IssuedDocument:
    """Enter a draft without number and date; a missing symbol is made of the configured abbreviations.

    Raises PermissionDenied, UnknownDocumentType, SymbolMissing, SymbolMalformed.
    """
    require(can_prepare_documents, by, issuer.province_id)
    kind = document_type(document.type_code)
    document.number, document.issued_on = None, None
    entered = IssuedDocument(
        province=issuer.province,
        issuer=issuer,
        type=kind,
        title=document.title,
        symbol=document.symbol or symbol_for(kind, issuer),
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
def revise_document(
    *,
    document_id: int,
    document: OfficialDocument,
    by: User,
    at: datetime,
    issuer: Agency | None = None,
    shown_hash: str | None = None,
) -> IssuedDocument:
    """Replace the content of a draft, and its issuer where one is given.

    `shown_hash` is the content hash of what the writer began from. Raises PermissionDenied, DocumentNotReady once it is
    submitted, DocumentChangedMeanwhile.
    """
    entered = _locked(document_id)
    require(can_prepare_document, by, entered)
    if entered.state != DocumentState.DRAFT:
        raise DocumentNotReady("Chỉ sửa được dự thảo: trả văn bản về dự thảo trước khi sửa.")
    _require_shown(entered, shown_hash)
    document.number, document.issued_on = None, None
    document.symbol = document.symbol or entered.symbol
    entered.type = document_type(document.type_code)
    entered.issuer = issuer or entered.issuer
    entered.title, entered.symbol = document.title, document.symbol
    _set_content(entered, document)
    entered.save()
    record_act(by, "sửa dự thảo văn bản", entered, at=at)
    return entered


@transaction.atomic
def submit_document(*, document_id: int, by: User, at: datetime, shown_hash: str | None = None) -> IssuedDocument:
    """Hand a draft to the one who approves.

    Raises PermissionDenied, DocumentNotReady, DocumentChangedMeanwhile, DocumentIncomplete.
    """
    entered = _locked(document_id)
    require(can_prepare_document, by, entered)
    _move(entered, DocumentState.SUBMITTED)
    _require_shown(entered, shown_hash)
    _require_complete(entered.official)
    entered.submitted_by, entered.submitted_at = by, at
    entered.return_reason = ""
    entered.save()
    record_act(by, "trình văn bản", entered, at=at)
    return entered


@transaction.atomic
def approve_document(*, document_id: int, by: User, at: datetime, shown_hash: str | None = None) -> IssuedDocument:
    """Accept a submitted document for issue. Raises PermissionDenied, DocumentNotReady, DocumentChangedMeanwhile."""
    entered = _locked(document_id)
    require(can_issue_document, by, entered)
    _move(entered, DocumentState.APPROVED)
    _require_shown(entered, shown_hash)
    entered.approved_by, entered.approved_at = by, at
    entered.save()
    record_act(by, "duyệt văn bản", entered, at=at)
    return entered


@transaction.atomic
def return_document(*, document_id: int, reason: str, by: User, at: datetime) -> IssuedDocument:
    """Send a submitted or approved document back to its writer, who reads the reason on the document.

    Raises PermissionDenied, DocumentNotReady, ReasonMissing.
    """
    entered = _locked(document_id)
    require(can_issue_document, by, entered)
    _move(entered, DocumentState.DRAFT)
    entered.return_reason = reason.strip()
    if not entered.return_reason:
        raise ReasonMissing("Hãy ghi lý do trả lại để người soạn biết cần sửa gì.")
    entered.submitted_by = entered.submitted_at = entered.approved_by = entered.approved_at = None
    entered.save()
    record_act(by, "trả lại văn bản", entered, at=at, after={"reason": entered.return_reason})
    return entered


@transaction.atomic
def issue_document(
    *,
    document_id: int,
    on: date,
    by: User,
    at: datetime,
    number: int | None = None,
    accepts_earlier_date: bool = False,
    shown_hash: str | None = None,
) -> IssuedDocument:
    """Give an approved document its number and date and freeze it.

    The number is the next of the issuer's register for the type in the year of `on`; one given by hand must be that. A date
    before the last one of that register is taken only on purpose. Raises PermissionDenied, DocumentNotReady,
    DocumentChangedMeanwhile, DateNotPossible, EarlierThanLastIssued, NumberNotFree, SymbolMalformed.
    """
    entered = _locked(document_id)
    require(can_issue_document, by, entered)
    _move(entered, DocumentState.ISSUED)
    _require_shown(entered, shown_hash)
    require_well_formed(entered.symbol, entered.type)
    if on > timezone.localdate(at):
        raise DateNotPossible("Ngày ban hành không được sau hôm nay. Số và ngày ghi khi văn bản đã ký.")
    if on.year < EARLIEST_YEAR:
        raise DateNotPossible(f"Ngày ban hành ghi năm {on.year}. Hãy xem lại năm.")
    entered.year, entered.issued_on = on.year, on
    entered.sequence_number = take_number(
        issuer_id=entered.issuer_id, type_id=entered.type_id, year=on.year, wanted=number
    )
    last = last_issued_on(issuer_id=entered.issuer_id, type_id=entered.type_id, year=on.year)
    if last is not None and on < last and not accepts_earlier_date:
        raise EarlierThanLastIssued(
            f"Văn bản gần nhất của sổ này ghi ngày {last:%d/%m/%Y}, sau ngày anh/chị chọn: số lớn hơn mà ngày lại sớm hơn. "
            "Nếu đúng như vậy, hãy đánh dấu ô xác nhận rồi ban hành lại."
        )
    document = entered.official
    document.number, document.symbol, document.issued_on = two_digits(str(entered.sequence_number)), entered.symbol, on
    document.date_written = (on.year, on.month)
    _set_content(entered, document)
    entered.issued_by, entered.issued_at = by, at
    entered.save()
    after = {"number": entered.number_and_symbol, "content_hash": entered.content_hash}
    record_act(by, ISSUE, entered, at=at, after=after)
    return entered


def document_type(code: str) -> DocumentType:
    """Raises UnknownDocumentType."""
    kind = DocumentType.objects.filter(code=code).first()
    if kind is None:
        raise UnknownDocumentType(f"Chưa có loại văn bản “{code}”: nạp danh mục loại văn bản trước.")
    return kind


def last_issued_on(*, issuer_id: int, type_id: int, year: int) -> date | None:
    """Return the latest date of issue in one register, None while it is empty."""
    register = IssuedDocument.objects.filter(
        issuer_id=issuer_id, type_id=type_id, year=year, state=DocumentState.ISSUED
    )
    return register.aggregate(last=Max("issued_on"))["last"]


def verify_content(document: IssuedDocument) -> bool:
    """True while an issued document says what it said when it was issued.

    The stored content must have its hash, and the hash must be the one in the audit trail, whose links are chained.
    """
    event = AuditEvent.objects.about(document).filter(act=ISSUE).last()
    said = (event.after or {}).get("content_hash") if event is not None else None
    return document.has_stored_hash and document.content_hash == said


def _locked(document_id: int) -> IssuedDocument:
    return IssuedDocument.objects.select_for_update(of=("self",)).select_related("type", "issuer").get(pk=document_id)


def _move(entered: IssuedDocument, state: DocumentState) -> None:
    if not entered.can_become(state):
        current = entered.get_state_display().lower()
        raise DocumentNotReady(
            f"Văn bản đang ở trạng thái “{current}”, không chuyển sang “{state.label.lower()}” được."
        )
    entered.state = state


def _require_shown(entered: IssuedDocument, shown_hash: str | None) -> None:
    if shown_hash is not None and shown_hash != entered.content_hash:
        raise DocumentChangedMeanwhile


def _require_complete(document: OfficialDocument) -> None:
    has_text = any(provision.text.strip() or provision.table for provision in document.provisions)
    if not (has_text or document.appendices or document.attached):
        raise DocumentIncomplete("Văn bản chưa có nội dung. Hãy soạn nội dung trước khi trình.")
    if not (document.signature.name or "").strip():
        raise DocumentIncomplete("Văn bản chưa ghi họ tên người ký. Hãy bổ sung ở “Sửa thông tin” trước khi trình.")


def _set_content(entered: IssuedDocument, document: OfficialDocument) -> None:
    entered.content = document_to_json(document)
    entered.content_hash = json_hash(entered.content)
    entered.body_key = body_key(document, number_and_symbol=entered.number_and_symbol)
