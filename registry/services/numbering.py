"""The yearly number register: every number given once, in order, without a gap."""

from __future__ import annotations

from django.db import transaction

from registry.models import NumberSequence


def take_number(*, issuer_id: int, type_id: int, year: int) -> int:
    """Return the next number of the issuer's register for the type and year, and keep the register locked.

    Must run inside the transaction that stores the document under the number: if that fails, the number is not used up.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("take_number needs the transaction of the issue it belongs to.")
    # The row is made first, so that two first documents of a year wait for each other at the lock below.
    NumberSequence.objects.get_or_create(issuer_id=issuer_id, type_id=type_id, year=year)
    sequence = NumberSequence.objects.select_for_update().get(issuer_id=issuer_id, type_id=type_id, year=year)
    sequence.last_number += 1
    sequence.save(update_fields=["last_number"])
    return sequence.last_number
