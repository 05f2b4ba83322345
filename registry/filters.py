"""The filters of the list of documents; they live in the address, so that a link elsewhere can open its rows."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from accounts.forms.mixins import DateInput
from accounts.models import User
from agencies.models import Agency, Province
from documents.vietnamese import search_key
from registry.enums import DocumentState
from registry.models import DocumentType, IssuedDocument

# "129", "08" or "129/KH-UBND"; longer figures are no numbers of documents.
_NUMBER = re.compile(r"0*(?P<number>\d{1,6})(?P<symbol>/\S*)?")


class DocumentFilter(forms.Form):
    """What the list is narrowed to. An unknown value is an error in words and an empty list, never the whole list."""

    q = forms.CharField(label="Tìm", required=False, max_length=200)
    type = forms.ModelChoiceField(
        label="Loại", required=False, queryset=DocumentType.objects.none(), to_field_name="code", empty_label="Mọi loại"
    )
    state = forms.ChoiceField(label="Trạng thái", required=False)
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    issuer = forms.ModelChoiceField(
        label="Cơ quan ban hành", required=False, queryset=Agency.objects.none(), empty_label="Mọi cơ quan"
    )
    since = forms.DateField(label="Từ ngày", required=False, widget=DateInput())
    until = forms.DateField(label="Đến hết ngày", required=False, widget=DateInput())

    def __init__(self, data: Any, *, province: Province | None, user: User) -> None:
        super().__init__(data)
        seen = IssuedDocument.objects.visible_to(user).filter(province=province).order_by()
        years = sorted(seen.exclude(year=None).values_list("year", flat=True).distinct(), reverse=True)
        self.fields["type"].queryset = DocumentType.objects.filter(pk__in=seen.values("type"))
        self.fields["issuer"].queryset = Agency.objects.filter(pk__in=seen.values("issuer"))
        self.fields["state"].choices = [("", "Mọi trạng thái"), *DocumentState.choices]
        self.fields["year"].choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]

    def apply(self, documents: QuerySet) -> QuerySet:
        """The rows under the filters: drafts first, then the newest issue."""
        if not self.is_valid():
            return documents.none()
        values = self.cleaned_data
        for name, path in (
            ("type", "type"),
            ("state", "state"),
            ("year", "year"),
            ("issuer", "issuer"),
            ("since", "issued_on__gte"),
            ("until", "issued_on__lte"),
        ):
            if values[name] not in (None, ""):
                documents = documents.filter(**{path: values[name]})
        if values["q"]:
            documents = search(documents, values["q"])
        return documents.order_by(F("issued_on").desc(nulls_first=True), F("sequence_number").desc(), "-pk")


def search(documents: QuerySet, words: str) -> QuerySet:
    """Documents of the number when the words are one, else those whose title, text or issuer has every word."""
    wanted = search_key(words)
    number = _NUMBER.fullmatch(wanted)
    if number:
        documents = documents.filter(sequence_number=int(number["number"]))
        return documents.filter(body_key__contains=number["symbol"]) if number["symbol"] else documents
    for word in wanted.split():
        documents = documents.filter(Q(body_key__contains=word) | Q(issuer__search_key__contains=word))
    return documents
