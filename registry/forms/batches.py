"""Who is to get a personal invitation: typed lines or a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.forms.mixins import FormActionsMixin
from registry.services.invitees import InviteeList, UnreadableList, invitees_from_file, invitees_from_text


class InviteeForm(FormActionsMixin, forms.Form):
    """A file goes before the lines and takes their place, so that its wrong rows can be put right in the box."""

    submit_label = "Kiểm tra danh sách"
    lines = forms.CharField(
        label="Danh sách khách mời",
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text="Mỗi người một dòng: danh xưng; họ và tên; chức vụ; cơ quan. Dán thẳng từ bảng tính cũng được.",
    )
    file = forms.FileField(
        label="Hoặc tệp XLSX, CSV",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt", "data-file-input": ""}),
        help_text="Tệp có các cột như tệp mẫu; danh sách trong tệp thay cho ô trên.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(f"Tệp lớn hơn {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.errors:
            return values
        try:
            found = invitees_from_file(values["file"].read()) if values["file"] else invitees_from_text(values["lines"])
        except UnreadableList as error:
            self.add_error("file", error)
            return values
        if not found.invitees and not found.problems:
            raise ValidationError("Chưa có ai trong danh sách: hãy nhập mỗi người một dòng hoặc chọn tệp.")
        values["invited"] = found
        return values

    @property
    def invited(self) -> InviteeList:
        return self.cleaned_data["invited"]
