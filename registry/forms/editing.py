"""What a press of a button or a pause in typing sends from the outline editor."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.official import ProvisionKind
from documents.outline import Place
from registry.services.outline_acts import Act, Change
from registry.services.outline_parts import BODY

UNDO, REDO = "undo", "redo"
MOST_ITEMS = 10_000_000
_CELL = re.compile(r"^cell-(\d{1,4})-(\d{1,2})$")


class TypedField(forms.CharField):
    """Text as typed: the service cleans it and says what is too long, so that nothing typed is refused unseen."""

    default_validators = []

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, strip=False, **options)
        self.validators = []


class ChangeForm(forms.Form):
    """One act. The button sends `act` as "indent", or with the row, column or choice it is about as "row-add:3"."""

    act = forms.CharField(max_length=30)
    token = forms.CharField(max_length=60)
    part = forms.CharField(max_length=20, required=False)
    item = forms.IntegerField(required=False, min_value=0, max_value=MOST_ITEMS)
    text = TypedField()
    new_text = TypedField()
    kind = forms.ChoiceField(required=False, choices=[(kind.value, kind.value) for kind in ProvisionKind])
    target = forms.IntegerField(required=False, min_value=0, max_value=MOST_ITEMS)
    place = forms.ChoiceField(required=False, choices=[(place.value, place.value) for place in Place])
    open_table = forms.IntegerField(required=False, min_value=0, max_value=MOST_ITEMS)

    def clean_act(self) -> str:
        act, _, number = self.cleaned_data["act"].partition(":")
        if act not in {*Act, UNDO, REDO} or (number and not re.fullmatch(r"-?\d{1,4}", number)):
            raise ValidationError("Không có việc này.")
        self.number = int(number or 0)
        return act

    @property
    def part_key(self) -> str:
        return self.data.get("part") or BODY

    @property
    def typed_cells(self) -> dict[tuple[int, int], str]:
        """The cells of an open table as typed, by row and column."""
        found = ((_CELL.match(name), value) for name, value in self.data.items())
        return {(int(match[1]), int(match[2])): value for match, value in found if match is not None}

    def change(self) -> Change:
        values = self.cleaned_data
        return Change(
            act=Act(values["act"]),
            part=self.part_key,
            item=values["item"],
            text=values["text"] if "text" in self.data else None,
            new_text=values["new_text"],
            kind=ProvisionKind(values["kind"]) if values["kind"] else None,
            is_title=bool(self.number),
            is_first=bool(self.number),
            target=values["target"],
            place=Place(values["place"]) if values["place"] else Place.AFTER,
            place_number=self.number,
            cells=self.typed_cells,
        )
