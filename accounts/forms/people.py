"""Forms of the people list: a new account and a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.forms.mixins import FormActionsMixin
from accounts.roles import AGENCY_ROLES, Role
from agencies.models import Agency, Province


class RoleForm(FormActionsMixin, forms.Form):
    """A role in one province, with its agency where the role acts for one."""

    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices])
    agency = forms.ModelChoiceField(
        label="Cơ quan",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Chọn cơ quan",
        help_text=f"Cần cho vai trò {', '.join(sorted(role.label for role in AGENCY_ROLES))}.",
    )

    submit_label = "Giao vai trò"

    def __init__(self, *args: Any, province: Province, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(province=province).valid_on(timezone.localdate())

    @property
    def role_arguments(self) -> dict[str, Any]:
        """What the services ask for."""
        agency = self.cleaned_data["agency"]
        return {"role": Role(self.cleaned_data["role"]), "agency_id": agency.pk if agency else None}


class PersonForm(RoleForm):
    """A new account and its first role."""

    email = forms.EmailField(label="Thư điện tử", help_text="Dùng để đăng nhập và nhận thư nhắc việc.")
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    position = forms.CharField(label="Chức vụ", max_length=120, required=False)
    phone = forms.CharField(label="Điện thoại", max_length=30, required=False)

    field_order = ["email", "full_name", "position", "phone", "role", "agency"]
    submit_label = "Lập tài khoản"
    draft_key = "person"
