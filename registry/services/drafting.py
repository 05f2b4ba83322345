"""Drafts from what a form, a file or another document says; the text itself is then written in the outline."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from agencies.enums import AgencyKind
from agencies.models import Agency, Province
from documents import reading_apart
from documents.composing.issuers import department, peoples_committee
from documents.composing.outline import Outline
from documents.composing.passages import article, section
from documents.document_json import content_hash
from documents.extraction import UnreadableDocument
from documents.official import Issuer, OfficialDocument, Provision, Recipient
from documents.vietnamese import fold_spaces
from registry.enums import DocumentState
from registry.models import DocumentType, IssuedDocument
from registry.permissions import can_prepare_documents
from registry.services.documents import draft_document, revise_document
from registry.services.signers import Signer, signature_block, signer_of
from registry.services.symbols import symbol_for, unit_of

# Who may hold a register of numbers in the portal: bodies of the state on the ground of the province.
ISSUING_KINDS = (
    AgencyKind.PROVINCE_COMMITTEE,
    AgencyKind.COUNCIL,
    AgencyKind.DEPARTMENT,
    AgencyKind.EQUIVALENT,
    AgencyKind.BOARD,
    AgencyKind.JOINT,
    AgencyKind.UNIT,
    AgencyKind.COMMUNE_COMMITTEE,
)
# A second press of the button makes no second draft.
SAME_DRAFT_WITHIN = timedelta(minutes=5)
LONGEST_TITLE = 1000
_NEVER_IN_TEXT = {"Cc", "Cf", "Co", "Cs"}


class FileGivesNoDocument(ValidationError):
    """The file could not be read, or there is no document in it."""


@dataclass(frozen=True, kw_only=True)
class DraftFacts:
    """What stands around the text: ô 2-5, 7-13. `unit` is the drafting unit in the symbol of a letter."""

    kind: DocumentType
    issuer: Agency
    unit: str = ""
    title: str
    place: str = ""
    addressees: Sequence[str] = ()
    recipients: Sequence[str] = ()
    signer: Signer
    urgency: str = ""
    circulation: str = ""
    contact: str = ""
    drafter: str = ""
    copies: int | None = None
    is_electronic_original: bool = False


def issuing_agencies(province: Province, *, on: date) -> QuerySet[Agency]:
    """Return the agencies that may issue on that day, the province's committee first, then by name."""
    return committee_first(
        Agency.objects.filter(province=province, kind__in=ISSUING_KINDS)
        .exclude(symbol="")
        .valid_on(on)
        .select_related("unit", "province")
    )


def committee_first(agencies: QuerySet[Agency]) -> QuerySet[Agency]:
    """Order agencies as offices list them: the province's committee, then the others by name."""
    is_committee = Case(When(kind=AgencyKind.PROVINCE_COMMITTEE, then=Value(0)), default=Value(1))
    return agencies.order_by(is_committee, "sort_key", "pk")


def issuer_block(agency: Agency) -> Issuer:
    """Return ô 2: committees and councils print their territory, departments the committee above them."""
    province = agency.province.full_name
    if agency.kind == AgencyKind.PROVINCE_COMMITTEE:
        return peoples_committee(province)
    if agency.kind == AgencyKind.COMMUNE_COMMITTEE:
        return peoples_committee(str(agency.unit) if agency.unit else agency.name.partition("UBND ")[2] or agency.name)
    if agency.kind == AgencyKind.COUNCIL:
        return Issuer(["HỘI ĐỒNG NHÂN DÂN", province.upper()], [], agency.symbol)
    # The Office of the province's committee carries "UBND tỉnh" in its name; its heading does not say it twice.
    name = agency.name.removesuffix(" UBND tỉnh").removesuffix(" UBND thành phố")
    return department(name, of_unit=province, symbol=agency.symbol)


def draft_from_facts(*, facts: DraftFacts, by: User, at: datetime) -> IssuedDocument:
    """Enter a draft with an empty text. The same form sent twice gives the same draft.

    Raises PermissionDenied, SymbolMissing, SymbolMalformed, SignerIncomplete.
    """
    document = OfficialDocument(provisions=starting_text(facts.kind.code))
    _write(facts, document, at=at)
    return enter_once(document=document, issuer=facts.issuer, by=by, at=at)


def edit_facts(*, document_id: int, facts: DraftFacts, shown_hash: str, by: User, at: datetime) -> IssuedDocument:
    """Write the facts into a draft; its text stays.

    Raises PermissionDenied, DocumentNotReady, DocumentChangedMeanwhile, SymbolMissing, SymbolMalformed, SignerIncomplete.
    """
    entered = IssuedDocument.objects.get(pk=document_id)
    document = entered.official
    _write(facts, document, at=at)
    return revise_document(
        document_id=document_id, document=document, issuer=facts.issuer, by=by, at=at, shown_hash=shown_hash
    )


def facts_of(entered: IssuedDocument) -> DraftFacts:
    """Return what the form of a draft opens with."""
    document = entered.official
    return DraftFacts(
        kind=entered.type,
        issuer=entered.issuer,
        unit=unit_of(entered.symbol, entered.type),
        title=document.title,
        place=document.place or "",
        addressees=document.addressees,
        recipients=[recipient.text for recipient in document.recipients],
        signer=signer_of(document.signature, entered.issuer),
        urgency=document.urgency,
        circulation=document.circulation,
        contact=document.contact,
        drafter=document.drafter,
        copies=document.copies,
        is_electronic_original=document.is_electronic_original,
    )


def draft_from_file(
    *,
    issuer: Agency,
    kind: DocumentType | None,
    unit: str,
    file_name: str,
    data: bytes,
    by: User,
    at: datetime,
) -> IssuedDocument:
    """Read a Word or text file and enter it as a draft of the issuer, without number and date.

    `kind` wins over the type the reader finds. Raises PermissionDenied, FileGivesNoDocument, UnknownDocumentType,
    SymbolMissing, SymbolMalformed.
    """
    require(can_prepare_documents, by, issuer.province_id)
    try:
        document = reading_apart.read_file(data, file_name=file_name).document
    except UnreadableDocument as error:
        raise FileGivesNoDocument(str(error)) from error
    if not (document.title or document.provisions):
        raise FileGivesNoDocument("Không tìm thấy nội dung văn bản trong tệp. Hãy kiểm tra lại tệp rồi tải lên.")
    kind = kind or DocumentType.objects.filter(code=document.type_code).first()
    if kind is None:
        raise FileGivesNoDocument("Không nhận ra loại văn bản trong tệp. Hãy chọn loại văn bản rồi tải lên lại.")
    document.type_code, document.type_name = kind.code, type_line(kind)
    document.title = clean_text(document.title) or "(chưa có trích yếu)"
    if len(document.title) > LONGEST_TITLE:
        raise FileGivesNoDocument(
            f"Trích yếu đọc được trong tệp dài {len(document.title)} chữ, nhiều nhất {LONGEST_TITLE}. Hãy để trích yếu thành một "
            "đoạn riêng dưới tên loại rồi tải lên lại."
        )
    document.symbol = symbol_for(kind, issuer, unit=unit or (document.symbol or "").partition("-")[2])
    document.issuer = issuer_block(issuer)
    document.place = document.place or issuer.place or issuer.province.name
    document.date_written = _this_month(at)
    return enter_once(document=document, issuer=issuer, by=by, at=at)


def copy_document(*, document_id: int, by: User, at: datetime) -> IssuedDocument:
    """Enter a draft with the text of another document. Raises PermissionDenied."""
    source = IssuedDocument.objects.select_related("issuer__province").get(pk=document_id)
    document = source.official
    document.date_written = _this_month(at)
    return enter_once(document=document, issuer=source.issuer, by=by, at=at)


@transaction.atomic
def enter_once(
    *,
    document: OfficialDocument,
    issuer: Agency,
    by: User,
    at: datetime,
    corrects: IssuedDocument | None = None,
) -> IssuedDocument:
    """Enter a draft, or return the equal one the person made a moment ago: the button was pressed twice.

    Raises PermissionDenied, UnknownDocumentType, SymbolMissing, SymbolMalformed.
    """
    # Two presses at once wait for each other here.
    User.objects.select_for_update().get(pk=by.pk)
    document.number, document.issued_on = None, None
    same = IssuedDocument.objects.filter(
        created_by=by,
        issuer=issuer,
        state=DocumentState.DRAFT,
        corrects=corrects,
        content_hash=content_hash(document),
        created_at__gte=at - SAME_DRAFT_WITHIN,
    ).first()
    return same or draft_document(document=document, issuer=issuer, by=by, at=at, corrects=corrects)


def starting_text(type_code: str) -> list[Provision]:
    """Return the outline a new draft of the type opens with."""
    outline = Outline()
    if type_code in {"KH", "CTr", "PA"}:
        outline.add(section("Mục đích, yêu cầu"), section("Nội dung, nhiệm vụ"), section("Tổ chức thực hiện"))
    elif type_code == "BC":
        outline.add(
            section("Tình hình, kết quả thực hiện"),
            section("Tồn tại, hạn chế và nguyên nhân"),
            section("Nhiệm vụ thời gian tới"),
        )
    elif type_code in {"QĐ", "NQ"}:
        outline.add(article(""), article(""), article(""))
    else:
        outline.paragraph("")
    return outline.provisions


def type_line(kind: DocumentType) -> str:
    """Return the type as printed: "QUYẾT ĐỊNH" of "Quyết định (cá biệt)"."""
    return kind.name.partition(" (")[0].upper()


def clean_text(text: str) -> str:
    """Return typed text without the characters no paper can carry: controls, private use, invisible marks."""
    kept = (letter for letter in text if letter == "\n" or unicodedata.category(letter) not in _NEVER_IN_TEXT)
    return fold_spaces("".join(kept).replace("\n", " "))


def _write(facts: DraftFacts, document: OfficialDocument, *, at: datetime) -> None:
    initials = {fold_spaces(recipient.text): recipient.initials for recipient in document.recipients}
    document.type_code, document.type_name = facts.kind.code, type_line(facts.kind)
    document.symbol = symbol_for(facts.kind, facts.issuer, unit=facts.unit)
    document.signature = signature_block(facts.signer, facts.issuer, written=document.signature)
    document.issuer = issuer_block(facts.issuer)
    document.title = clean_text(facts.title)
    document.place = clean_text(facts.place) or facts.issuer.place or facts.issuer.province.name
    document.addressees = [line for line in map(clean_text, facts.addressees) if line]
    document.recipients = [
        Recipient(line, initials.get(line, "")) for line in map(clean_text, facts.recipients) if line
    ]
    document.urgency, document.circulation = facts.urgency, facts.circulation
    document.contact, document.drafter = clean_text(facts.contact), clean_text(facts.drafter)
    document.copies, document.is_electronic_original = facts.copies, facts.is_electronic_original
    document.number, document.issued_on = None, None
    document.date_written = _this_month(at)


def _this_month(at: datetime) -> tuple[int, int]:
    day = timezone.localdate(at)
    return day.year, day.month
