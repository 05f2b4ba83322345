"""The audit trail: one act, one link of the chain, in the transaction of the act itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from accounts.models import AuditChain, AuditEvent, User


@transaction.atomic
def record_act(
    by: User | None,
    act: str,
    subject: models.Model,
    *,
    at: datetime,
    province_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Add an act to the trail and return it. `by` is None for acts of the portal itself (reminders, sweeps).

    `act` is a short Vietnamese phrase ("nộp kết quả"). The province is taken from the subject when it has one.
    """
    chain, _ = AuditChain.objects.select_for_update().get_or_create(pk=1)
    event = AuditEvent(
        at=at,
        actor=by,
        province_id=province_id or getattr(subject, "province_id", None),
        act=act,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=str(subject)[:300],
        before=_plain(before),
        after=_plain(after),
        previous_hash=chain.last_hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    chain.last_hash = event.hash
    chain.save(update_fields=["last_hash"])
    return event


def event_hash(event: AuditEvent) -> str:
    """SHA-256 over the previous hash and everything the event says."""
    content = [
        event.previous_hash,
        event.at.astimezone(UTC).isoformat(),
        event.actor_id,
        event.province_id,
        event.act,
        event.subject_type,
        event.subject_id,
        event.subject_name,
        event.before,
        event.after,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def first_broken_link() -> AuditEvent | None:
    """Walk the whole chain and return the first event whose hash or predecessor does not fit, None when it is whole."""
    expected = "0" * 64
    for event in AuditEvent.objects.order_by("pk").iterator(chunk_size=2000):
        if event.previous_hash != expected or event.hash != event_hash(event):
            return event
        expected = event.hash
    return None


def end_is_missing() -> bool:
    """True when the last event is not the one the chain ends with: events were cut off its end."""
    last = AuditEvent.objects.order_by("-pk").values_list("hash", flat=True).first()
    end = AuditChain.objects.filter(pk=1).values_list("last_hash", flat=True).first()
    return (last or "0" * 64) != (end or "0" * 64)


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The values as JSON stores them, so that the hash of a read row equals that of the written one."""
    return None if values is None else json.loads(json.dumps(values, cls=DjangoJSONEncoder))
