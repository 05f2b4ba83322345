"""The yearly number register: every number given once, in order, without a gap."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.models import Agency
from registry.models import DocumentType, IssuedDocument, NumberSequence, OutsideNumbers
from registry.permissions import can_continue_numbering

# No office gives more in a year; a larger figure is a slip of the finger.
LARGEST_NUMBER = 99_999


class NumberNotFree(ValidationError):
    """The number asked for was given before, or it is not the next one."""


class NumberingNotContinued(ValidationError):
    """The last number given on paper does not fit the register, or the reason is missing."""


def take_number(*, issuer_id: int, type_id: int, year: int, wanted: int | None = None) -> int:
    """Return the next number of the issuer's register for the type and year, and keep the register locked.

    `wanted` is a number somebody gave by hand: it is taken only when it is the next one. Must run inside the transaction that
    stores the document under the number: if that fails, the number is not used up. Raises NumberNotFree.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("take_number needs the transaction of the issue it belongs to.")
    sequence = _locked(issuer_id, type_id, year)
    number = sequence.last_number + 1
    if wanted is not None and wanted != number:
        raise NumberNotFree(_why_not(wanted, sequence))
    sequence.last_number = number
    sequence.save(update_fields=["last_number"])
    return number


def next_number(*, issuer_id: int, type_id: int, year: int) -> int:
    """Return the number an issue would get now; nothing is reserved."""
    last = NumberSequence.objects.filter(issuer_id=issuer_id, type_id=type_id, year=year).values_list(
        "last_number", flat=True
    )
    return (last.first() or 0) + 1


@transaction.atomic
def continue_numbering(
    *, issuer: Agency, kind: DocumentType, year: int, last_number: int, reason: str, by: User, at: datetime
) -> NumberSequence:
    """Let the register go on after numbers that were given on paper, for an office that starts in the middle of a year.

    Only upward. Raises PermissionDenied, NumberingNotContinued.
    """
    require(can_continue_numbering, by, issuer.province_id)
    reason = reason.strip()
    if not reason:
        raise NumberingNotContinued("Hãy ghi lý do, ví dụ: các số 01 đến 128 đã cấp trong sổ giấy trước khi dùng cổng.")
    sequence = _locked(issuer.pk, kind.pk, year)
    if last_number <= sequence.last_number:
        raise NumberingNotContinued(
            f"Sổ đã cấp đến số {sequence.last_number:02d}: chỉ ghi được số lớn hơn. Số đã cấp thì không thu hồi được."
        )
    if last_number > LARGEST_NUMBER:
        raise NumberingNotContinued(f"Số lớn nhất ghi được là {LARGEST_NUMBER}. Hãy kiểm tra lại số.")
    before = sequence.last_number
    OutsideNumbers.objects.create(
        sequence=sequence,
        first_number=before + 1,
        last_number=last_number,
        reason=reason,
        recorded_by=by,
        recorded_at=at,
    )
    sequence.last_number = last_number
    sequence.save(update_fields=["last_number"])
    record_act(
        by,
        "ghi số đã cấp ngoài cổng",
        sequence,
        at=at,
        province_id=issuer.province_id,
        before={"number": before},
        after={"number": last_number, "reason": reason},
    )
    return sequence


def _locked(issuer_id: int, type_id: int, year: int) -> NumberSequence:
    # The row is made first, so that two first documents of a year wait for each other at the lock below.
    NumberSequence.objects.get_or_create(issuer_id=issuer_id, type_id=type_id, year=year)
    return NumberSequence.objects.select_for_update().get(issuer_id=issuer_id, type_id=type_id, year=year)


def _why_not(wanted: int, sequence: NumberSequence) -> str:
    following = f"Số kế tiếp của sổ là {sequence.last_number + 1:02d}."
    if wanted > sequence.last_number:
        return f"Chưa cấp được số {wanted:02d}, vì số văn bản không được bỏ cách. {following}"
    holder = IssuedDocument.objects.filter(
        issuer_id=sequence.issuer_id, type_id=sequence.type_id, year=sequence.year, sequence_number=wanted
    ).first()
    if holder is None:
        return f"Số {wanted:02d} đã cấp trong sổ giấy. {following}"
    return f"Số {wanted:02d} đã cấp ngày {holder.issued_on:%d/%m/%Y} cho “{holder.title[:120]}”. {following}"
