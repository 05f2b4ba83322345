"""Sending an issued document: who is meant by its recipients, who gets it how, who has opened it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from accounts.services.office_holders import people_of_agencies
from agencies.models import Agency, AgencyGroup
from agencies.services.matching import load_gazetteer
from documents.vietnamese import fold_spaces
from documents.wording import FILED, SAME_AS_ABOVE
from notifications.enums import MessageKind
from notifications.services.composing import compose
from notifications.services.outbox import Attachment, Draft, queue_messages
from registry.enums import DocumentState, FileFormat
from registry.models import Distribution, IssuedDocument
from registry.permissions import can_issue_document
from registry.services.rendition import printed_file

LONGEST_NAME = 300
MEDIA_TYPE_PDF = "application/pdf"
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_NOT_IN_A_FILE_NAME = re.compile(r"[^\w.-]+")


class NothingToSend(ValidationError):
    """No agency and no address was chosen, or all of them have the document already."""


class NotIssuedYet(ValidationError):
    """Only an issued document is sent."""


class TooHeavyForMail(ValidationError):
    """Mail servers would refuse the file."""


@dataclass(frozen=True, slots=True)
class OutsideAddress:
    """A recipient without an account: its name as printed and where its mail goes."""

    name: str
    email: str


@dataclass(slots=True)
class RecipientLine:
    """One line of "Nơi nhận" and the agencies it means that read in the portal; none where mail is the only way.

    `is_group` tells that the line names many agencies at once, `without_account` those of them nobody acts for yet.
    """

    text: str
    agencies: list[Agency] = field(default_factory=list)
    is_group: bool = False
    without_account: list[Agency] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SendingReport:
    """What one sending did: agencies and outside addresses reached, and agencies nobody of which has an account."""

    agencies: int
    addresses: int
    without_account: list[str]


def recipient_lines(document: IssuedDocument) -> list[RecipientLine]:
    """The recipients as printed, with the agencies they mean on the day of issue; groups are opened into their members.

    "Như trên" stands for the addressees; the file copy and "Như Điều …" name nobody to send to.
    """
    content = document.official
    on = document.issued_on or timezone.localdate()
    names = []
    for recipient in content.recipients:
        text = fold_spaces(recipient.text)
        if text.startswith(SAME_AS_ABOVE):
            names += [fold_spaces(addressee) for addressee in content.addressees]
        elif not text.startswith((FILED, "Như ")):
            names.append(text)
    gazetteer = load_gazetteer(document.province, on=on)
    lines = []
    for name in dict.fromkeys(name for name in names if name):
        match = gazetteer.match(_REMARK.sub("", name))
        named = match.agency or match.group
        is_group = isinstance(named, AgencyGroup)
        members = list(named.members_on(on)) if isinstance(named, AgencyGroup) else [named] if named else []
        lines.append(RecipientLine(name, members, is_group))
    _set_apart_without_account(lines)
    return lines


@transaction.atomic
def distribute_document(
    *,
    document_id: int,
    agency_ids: Iterable[int],
    addresses: Sequence[OutsideAddress] = (),
    by: User,
    at: datetime,
) -> SendingReport:
    """Send an issued document: agencies read it in the portal and are told by mail, others get the file by mail.

    Who has it already is left out. Raises PermissionDenied, NotIssuedYet, NothingToSend, TooHeavyForMail, FontsMissing.
    """
    document = _locked(document_id)
    require(can_issue_document, by, document)
    if document.state != DocumentState.ISSUED:
        raise NotIssuedYet("Văn bản chưa ban hành nên chưa gửi được: hãy cấp số và ngày trước.")
    known_agencies = set(document.distributions.values_list("agency", flat=True))
    known_addresses = {email.lower() for email in document.distributions.values_list("address", flat=True)}
    agencies = list(
        Agency.objects.filter(pk__in=set(agency_ids) - known_agencies, province=document.province_id).order_by("pk")
    )
    strangers = {a.email.lower(): a for a in addresses if a.email.lower() not in known_addresses}
    if not agencies and not strangers:
        raise NothingToSend("Chưa chọn nơi nhận nào, hoặc những nơi đã chọn đều đã được gửi văn bản này.")
    rows = [
        Distribution(document=document, agency=agency, name=agency.name, sent_by=by, sent_at=at) for agency in agencies
    ]
    rows += [
        Distribution(document=document, name=_name_of(a), address=a.email, sent_by=by, sent_at=at)
        for a in strangers.values()
    ]
    Distribution.objects.bulk_create(rows)
    people = people_of_agencies([agency.pk for agency in agencies], on=timezone.localdate(at))
    _tell_agencies(document, agencies, people, key="sent", word="Văn bản gửi đến", at=at)
    _mail_strangers(document, list(strangers.values()), at=at)
    names = [agency.name for agency in agencies] + [_name_of(a) for a in strangers.values()]
    record_act(by, "gửi văn bản", document, at=at, after={"recipients": names})
    return SendingReport(len(agencies), len(strangers), [a.name for a in agencies if not people[a.pk]])


@transaction.atomic
def remind_unread(*, document_id: int, by: User, at: datetime) -> int:
    """Tell agencies that have not opened the document once more, at most once a day; returns how many agencies.

    Raises PermissionDenied, NothingToSend.
    """
    document = _locked(document_id)
    require(can_issue_document, by, document)
    agencies = [row.agency for row in document.distributions.unread().select_related("agency") if row.agency]
    if not agencies:
        raise NothingToSend("Mọi cơ quan được gửi đều đã mở văn bản.")
    people = people_of_agencies([agency.pk for agency in agencies], on=timezone.localdate(at))
    day = timezone.localdate(at).isoformat()
    _tell_agencies(document, agencies, people, key=f"unread:{day}", word="Chưa mở văn bản", at=at)
    record_act(by, "nhắc mở văn bản", document, at=at, after={"agencies": [agency.name for agency in agencies]})
    return len(agencies)


@transaction.atomic
def note_opening(*, document: IssuedDocument, by: User, at: datetime) -> int:
    """Write the receipt of the person's agencies when one of their people opens the document first; returns how many."""
    own = Agency.objects.answered_by(by.agency_ids(), on=timezone.localdate(at)).values("pk")
    unread = document.distributions.unread().filter(agency__in=own)
    opened = list(unread.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not opened:
        return 0
    Distribution.objects.filter(pk__in=opened).update(opened_by=by, opened_at=at)
    record_act(by, "mở xem văn bản gửi đến", document, at=at)
    return len(opened)


def file_name_of(document: IssuedDocument) -> str:
    """The name a sent file carries: "KH-129-KH-UBND.pdf"."""
    return f"{_NOT_IN_A_FILE_NAME.sub('-', f'{document.type.code}-{document.number_and_symbol}').strip('-')}.pdf"


def _set_apart_without_account(lines: Sequence[RecipientLine]) -> None:
    meant = {agency.pk for line in lines for agency in line.agencies}
    people = people_of_agencies(meant, on=timezone.localdate())
    for line in lines:
        line.without_account = [agency for agency in line.agencies if not people[agency.pk]]
        if not line.is_group and line.without_account:
            line.agencies = []  # one agency nobody acts for gets the file by mail


def _tell_agencies(
    document: IssuedDocument,
    agencies: Sequence[Agency],
    people: dict[int, list[User]],
    *,
    key: str,
    word: str,
    at: datetime,
) -> None:
    drafts = []
    for agency in agencies:
        for person in people[agency.pk]:
            text, html = compose(
                greeting=f"Kính gửi {person.full_name},",
                paragraphs=[
                    f"{document.issuer.name} gửi {agency.name}: {document}, {_of_day(document)}.",
                    document.title,
                ],
                link=document.get_absolute_url(),
                link_text="Mở văn bản",
            )
            drafts.append(
                Draft(
                    recipient=person,
                    kind=MessageKind.DOCUMENT,
                    dedupe_key=f"document:{document.pk}:{key}:{agency.pk}:{person.pk}",
                    subject=f"{word}: {document}: {document.title}",
                    body_text=text,
                    body_html=html,
                    province=document.province,
                )
            )
    queue_messages(drafts, at=at)


def _mail_strangers(document: IssuedDocument, strangers: Sequence[OutsideAddress], *, at: datetime) -> None:
    if not strangers:
        return
    stored_name = _stored_file(document, at)
    megabytes, most = default_storage.size(stored_name) / 1024 / 1024, settings.MAIL_ATTACHMENT_MAX_MB
    if megabytes > most:
        raise TooHeavyForMail(
            f"Tệp nặng {megabytes:.0f} MB, thư điện tử chỉ mang được {most} MB. Hãy gửi các cơ quan trong cổng trước, nơi khác "
            "thì chuyển tệp bằng cách khác."
        )
    attachment = Attachment(name=file_name_of(document), media_type=MEDIA_TYPE_PDF, stored_name=stored_name)
    drafts = []
    for stranger in strangers:
        body = (
            f"Kính gửi {_name_of(stranger)},\n\n{document.issuer.name} gửi kèm thư này {document}, {_of_day(document)}: "
            f"{document.title}.\n\nThư gửi tự động, xin không trả lời thư này.\n"
        )
        drafts.append(
            Draft(
                recipient=None,
                address=stranger.email,
                recipient_name=_name_of(stranger),
                kind=MessageKind.DOCUMENT,
                dedupe_key=f"document:{document.pk}:mail:{stranger.email.lower()}",
                subject=f"{document}: {document.title}",
                body_text=body,
                province=document.province,
                attachments=[attachment],
            )
        )
    sent = {message.address: message for message in queue_messages(drafts, at=at)}
    rows = document.distributions.filter(address__in=sent)
    for row in rows:
        row.message = sent[row.address]
    Distribution.objects.bulk_update(rows, ["message"])


def _name_of(stranger: OutsideAddress) -> str:
    """One line, as long as the list of recipients stores."""
    name = fold_spaces(stranger.name)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _stored_file(document: IssuedDocument, at: datetime) -> str:
    """Where the file to send lies: the signed one, else the printed one."""
    signed = document.signed_files.order_by("sequence").last()
    if signed is not None:
        return str(signed.file.name)
    return str(printed_file(document=document.official, file_format=FileFormat.PDF, at=at).file.name)


def _of_day(document: IssuedDocument) -> str:
    return f"ngày {document.issued_on:%d/%m/%Y}"


def _locked(document_id: int) -> IssuedDocument:
    documents = IssuedDocument.objects.select_related("type", "issuer", "province")
    return documents.select_for_update(of=("self",)).get(pk=document_id)
