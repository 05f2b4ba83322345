"""The filters of the outbox and of the trial mailbox; they live in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from documents.vietnamese import search_key
from notifications.enums import MessageKind, MessageState


class OutboxFilter(forms.Form):
    """State, kind and recipient. An unknown value is an error and an empty list."""

    q = forms.CharField(label="Người nhận", required=False, max_length=120)
    state = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *MessageState.choices]
    )
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *MessageKind.choices])

    def apply(self, outbox: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_valid():
            return outbox.none()
        values = self.cleaned_data
        for name in ("state", "kind"):
            if values[name]:
                outbox = outbox.filter(**{name: values[name]})
        if "@" in values["q"]:
            return outbox.filter(address__icontains=values["q"])
        for word in search_key(values["q"]).split():
            outbox = outbox.filter(Q(recipient__search_key__contains=word) | Q(name_key__contains=word))
        return outbox


class MailboxFilter(forms.Form):
    """Part of the recipient's address."""

    q = forms.CharField(label="Người nhận", required=False, max_length=120)

    def apply(self, mailbox: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_valid():
            return mailbox.none()
        return mailbox.filter(recipients__icontains=self.cleaned_data["q"])
