"""The trail of one object, for the page that shows the object."""

from __future__ import annotations

from typing import Any

from django import template
from django.db import models

from accounts.audit_words import field_word, value_words
from accounts.models import AuditEvent

register = template.Library()

# Enough for the life of a duty; the whole stands in the audit list.
SHOWN_EVENTS = 50


@register.inclusion_tag("accounts/fragments/audit_trail.html")
def audit_trail(subject: models.Model) -> dict[str, Any]:
    """What was done to the object, newest first. The page has already asked whether the reader may see the object."""
    events = AuditEvent.objects.about(subject).select_related("actor").order_by("-pk")[:SHOWN_EVENTS]
    return {"events": events}


@register.filter
def changes(event: AuditEvent) -> list[dict[str, Any]]:
    """Each field that an event changed, in words, with its value before and after; None where there was none."""
    before, after = event.before or {}, event.after or {}
    return [
        {
            "name": field_word(name),
            "before": value_words(name, before.get(name)),
            "after": value_words(name, after.get(name)),
        }
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]
