"""Putting right what was issued: by an official letter, or by a new document of the same type (Nghị định 30/2020, Điều 18 khoản 3)."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone

from accounts.models import User
from documents.composing.moments import short_date
from documents.composing.outline import Outline
from documents.official import OfficialDocument, Provision, ProvisionKind, Recipient
from documents.vietnamese import fold_spaces
from documents.wording import FILED, issuer_in_sentence
from registry.enums import DocumentState
from registry.models import IssuedDocument
from registry.services.documents import DocumentNotReady, document_type
from registry.services.drafting import enter_once, type_line
from registry.services.symbols import LETTER, symbol_for


class CorrectionWay(models.TextChoices):
    """A mistake of form is corrected by a letter; one of content by a document of the same type in its place."""

    LETTER = "letter", "Công văn đính chính: sai về thể thức, kỹ thuật trình bày, thủ tục ban hành"
    REPLACEMENT = "replacement", "Văn bản cùng loại thay thế: sai về nội dung"


def draft_correction(*, document_id: int, way: CorrectionWay, unit: str, by: User, at: datetime) -> IssuedDocument:
    """Enter a draft that puts an issued document right and names it in its text.

    `unit` stands in the symbol of a letter. Raises PermissionDenied, DocumentNotReady, SymbolMissing, SymbolMalformed.
    """
    wrong = IssuedDocument.objects.select_related("issuer__province", "type").get(pk=document_id)
    if wrong.state != DocumentState.ISSUED:
        raise DocumentNotReady("Chỉ đính chính văn bản đã ban hành; dự thảo thì sửa trực tiếp.")
    document = _letter(wrong, unit) if way == CorrectionWay.LETTER else _replacement(wrong)
    day = timezone.localdate(at)
    document.date_written = (day.year, day.month)
    return enter_once(document=document, issuer=wrong.issuer, by=by, at=at, corrects=wrong)


def citation(document: IssuedDocument) -> str:
    """ "Kế hoạch số 08/KH-UBND ngày 14/7/2026 của Ủy ban nhân dân tỉnh Hưng Yên"."""
    day = f" ngày {short_date(document.issued_on)}" if document.issued_on else ""
    return (
        f"{type_line(document.type).capitalize()} số {document.number_and_symbol}{day} "
        f"của {issuer_in_sentence(document.official.issuer)}"
    )


def _letter(wrong: IssuedDocument, unit: str) -> OfficialDocument:
    official, kind = wrong.official, document_type(LETTER)
    issuer, named = issuer_in_sentence(official.issuer), citation(wrong)
    outline = Outline()
    outline.add(
        f"{issuer} đã ban hành {named} ({_subject(wrong)}).",
        f"Qua rà soát, văn bản nêu trên có sai sót; {issuer} đính chính như sau:",
        "Tại …, đã ghi: “…”; nay đính chính thành: “…”.",
        f"Các nội dung khác của {named} giữ nguyên. {issuer} thông báo để các cơ quan, đơn vị biết, thực hiện.",
    )
    received = [recipient.text for recipient in official.recipients if not _is_file_copy(recipient)]
    return OfficialDocument(
        type_code=kind.code,
        type_name=type_line(kind),
        title=f"đính chính {type_line(wrong.type).capitalize()} số {wrong.number_and_symbol}",
        issuer=official.issuer,
        symbol=symbol_for(kind, wrong.issuer, unit=unit),
        place=official.place,
        addressees=official.addressees or received or ["Các cơ quan, đơn vị đã nhận văn bản"],
        provisions=outline.provisions,
        recipients=[Recipient("Như trên"), Recipient(f"{FILED}: VT, {unit.strip().upper()}")],
        signature=official.signature,
        contact=official.contact,
        is_electronic_original=official.is_electronic_original,
    )


def _replacement(wrong: IssuedDocument) -> OfficialDocument:
    document = wrong.official
    kind = type_line(wrong.type).capitalize()
    number = max((provision.id for provision in document.provisions), default=0) + 1
    document.provisions.append(
        Provision(number, "", f"{kind} này thay thế {citation(wrong)}.", ProvisionKind.PARAGRAPH)
    )
    return document


def _subject(document: IssuedDocument) -> str:
    title = fold_spaces(document.title)
    return f"về việc {title}" if document.type.code == LETTER else title


def _is_file_copy(recipient: Recipient) -> bool:
    return fold_spaces(recipient.text).startswith(FILED)
