"""The head of a document under review: number, date, place, title, signer, put right before the plan is made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.auditing import record_act
from documents.official import OfficialDocument
from plans.models import PlanImport
from plans.services.importing import effective_day, lock_import, parsed_of
from plans.services.naming import match_names_again


class HeadingChangedMeanwhile(ValidationError):
    """Somebody else changed the head after the form was opened."""


class HeadingNeedsTitle(ValidationError):
    """A plan without a title cannot be told from another."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands at the head and the foot of the document. Blank number and no date: still a draft."""

    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    place: str = ""
    title: str = ""
    authority: str = ""
    on_behalf: str = ""
    position: str = ""
    name: str = ""


def heading_of(plan_import: PlanImport) -> Heading:
    """The head as it stands now: what was read, put right by what was typed."""
    document = parsed_of(plan_import).document
    signature = document.signature
    return Heading(
        number=document.number or "",
        symbol=document.symbol or "",
        issued_on=document.issued_on,
        place=document.place or "",
        title=document.title,
        authority=signature.authority or "",
        on_behalf=signature.on_behalf or "",
        position=signature.position or "",
        name=signature.name or "",
    )


def fingerprint_of_heading(heading: Heading) -> str:
    """Changes whenever what the form shows changes."""
    return hashlib.sha256(json.dumps(asdict(heading), default=str).encode()).hexdigest()[:16]


@transaction.atomic
def edit_heading(
    *, import_id: int, heading: Heading, fingerprint: str | None = None, by: User, at: datetime
) -> PlanImport:
    """Write the head as typed. A new date looks the agencies up again on that day; those chosen by hand stay.

    Raises PermissionDenied, ImportClosed, HeadingChangedMeanwhile, HeadingNeedsTitle.
    """
    plan_import = lock_import(import_id=import_id, by=by)
    before = heading_of(plan_import)
    if fingerprint is not None and fingerprint != fingerprint_of_heading(before):
        raise HeadingChangedMeanwhile(
            "Phần đầu văn bản vừa được người khác sửa. Nội dung anh/chị gõ vẫn còn bên dưới; "
            "hãy so với bản hiện tại rồi bấm lưu lần nữa."
        )
    if not heading.title.strip():
        raise HeadingNeedsTitle({"title": "Hãy ghi trích yếu của kế hoạch."})
    day = _day(plan_import)
    plan_import.header = {
        **asdict(heading),
        "issued_on": heading.issued_on.isoformat() if heading.issued_on else None,
    }
    plan_import.title = heading.title
    plan_import.save(update_fields=["header", "title"])
    if _day(plan_import) != day:
        match_names_again(plan_import, on=_day(plan_import))
    record_act(by, "sửa phần đầu văn bản", plan_import, at=at, before=asdict(before), after=asdict(heading))
    return plan_import


def _day(plan_import: PlanImport) -> date:
    document: OfficialDocument = parsed_of(plan_import).document
    return effective_day(document, fallback=timezone.localdate(plan_import.uploaded_at))
