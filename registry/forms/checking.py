"""What a person hands in to have its format checked. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from documents.checking.kinds import AUTOMATIC
from documents.checking_apart import MAX_BYTES, too_large
from registry.models import DocumentType

_MOST = MAX_BYTES // (1024 * 1024)


class CheckForm(forms.Form):
    """One file, its type or "Tự nhận biết", and whether number and date may be blank."""

    file = forms.FileField(
        label="Tệp văn bản",
        help_text=f"DOCX hoặc PDF có chữ, không quá {_MOST} MB. Cổng không lưu tệp.",
        error_messages={
            "required": "Hãy chọn tệp văn bản.",
            "empty": "Tệp không có nội dung. Hãy chọn đúng tệp rồi tải lên lại.",
        },
        widget=forms.FileInput,
    )
    kind = forms.ChoiceField(
        label="Loại văn bản",
        required=False,
        help_text="“Tự nhận biết” đọc tên loại, “V/v” hoặc ký hiệu trong tệp.",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    is_draft = forms.BooleanField(
        label="Dự thảo: số và ngày được để trống",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = DocumentType.objects.values_list("code", "name").order_by("name")
        self.fields["kind"].choices = [(AUTOMATIC, "Tự nhận biết"), *types]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or AUTOMATIC

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(too_large(upload.size))
        return upload
