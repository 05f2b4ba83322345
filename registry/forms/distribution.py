"""Who is to get an issued document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.forms.mixins import FormActionsMixin
from registry.services.distribution import OutsideAddress, RecipientLine

MOST_ADDRESSES = 300
LONGEST_ADDRESS = 150


def validate_address(value: str) -> None:
    """Refuse what no office's address is: over-long ones, and names in quotes, which may hold spaces and control signs."""
    validate_email(value)
    if len(value) > LONGEST_ADDRESS or '"' in value:
        raise ValidationError(f"Địa chỉ thư dài nhất {LONGEST_ADDRESS} ký tự, không có dấu ngoặc kép.")


class DistributionForm(FormActionsMixin, forms.Form):
    """A tick for each agency meant by a line of "Nơi nhận", an address for each line the portal knows nobody of."""

    submit_label = "Gửi văn bản"
    others = forms.CharField(
        label="Nơi nhận khác, qua thư điện tử",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi nơi một dòng: tên, dấu chấm phẩy, địa chỉ thư. Ví dụ: Bộ Nội vụ; vanthu@moha.example",
    )

    def __init__(
        self, *args: Any, lines: Sequence[RecipientLine], sent_agencies: Collection[int] = (), **kwargs: Any
    ) -> None:
        self.lines = lines
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = {}
        single = [
            (line.agencies[0].pk, line.text)
            for line in lines
            if line.agencies and not line.is_group and line.agencies[0].pk not in sent_agencies
        ]
        if single:
            fields["agencies"] = _ticks("Cơ quan của tỉnh", single)
        for number, line in enumerate(lines):
            waiting = [(agency.pk, agency.name) for agency in line.agencies if agency.pk not in sent_agencies]
            if line.is_group and waiting:
                fields[f"agencies_{number}"] = _ticks(f"{line.text} ({len(waiting)} cơ quan)", waiting)
            elif not line.agencies:
                fields[f"email_{number}"] = forms.EmailField(
                    label=line.text,
                    required=False,
                    validators=[validate_address],
                    help_text="Chưa ai ở cơ quan này có tài khoản: ghi địa chỉ thư để gửi tệp, hoặc để trống."
                    if line.without_account
                    else "Không phải cơ quan có trên cổng: ghi địa chỉ thư để gửi tệp, hoặc để trống.",
                )
        self.fields = fields | self.fields

    def clean_others(self) -> list[OutsideAddress]:
        addresses, problems = [], []
        for number, line in enumerate(self.cleaned_data["others"].splitlines(), start=1):
            name, _, email = line.strip().rpartition(";")
            if not line.strip():
                continue
            try:
                validate_address(email.strip())
            except ValidationError:
                problems.append(f"Dòng {number}: “{line.strip()[:80]}” cần có dạng: tên; địa chỉ thư.")
            else:
                addresses.append(OutsideAddress(name.strip() or email.strip(), email.strip()))
        if problems:
            raise ValidationError(problems)
        if len(addresses) > MOST_ADDRESSES:
            raise ValidationError(f"Mỗi lần gửi nhiều nhất {MOST_ADDRESSES} địa chỉ; hãy chia thành nhiều lần.")
        return addresses

    @property
    def agency_ids(self) -> list[int]:
        chosen = (value for name, value in self.cleaned_data.items() if name.startswith("agencies"))
        return [agency for agencies in chosen for agency in agencies]

    @property
    def addresses(self) -> list[OutsideAddress]:
        by_line = [
            OutsideAddress(line.text, self.cleaned_data[f"email_{number}"])
            for number, line in enumerate(self.lines)
            if self.cleaned_data.get(f"email_{number}")
        ]
        return by_line + self.cleaned_data["others"]


def _ticks(label: str, choices: Sequence[tuple[int, str]]) -> forms.Field:
    """A tick for each agency, all set."""
    return forms.TypedMultipleChoiceField(
        label=label,
        required=False,
        coerce=int,
        choices=choices,
        initial=[agency for agency, _ in choices],
        widget=forms.CheckboxSelectMultiple,
    )
