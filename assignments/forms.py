"""What people type to answer a duty or to decide on an answer."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.forms.mixins import FormActionsMixin
from assignments.services.evidence import ACCEPTED, ACCEPTED_SUFFIXES

_FILES_HELP = f"{ACCEPTED}; mỗi tệp tối đa 20 MB. Trên điện thoại có thể chụp ảnh văn bản."
# The progress of a duty is told in steps of five per cent.
_STEP = 5


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; an empty choice is an empty list."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"accept": ",".join(ACCEPTED_SUFFIXES), "data-file-input": ""}
        super().__init__(widget=FilesInput(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file is not None]
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        # An empty file is refused by the service, in words that name it.
        return [super(FilesField, self).clean(file, initial) for file in files]


class ProgressForm(FormActionsMixin, forms.Form):
    submit_label = "Báo tiến độ"

    percent = forms.IntegerField(
        label="Tiến độ (%)",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": _STEP}),
        error_messages={"required": "Hãy ghi tiến độ từ 0 đến 100.", "invalid": "Tiến độ là số nguyên từ 0 đến 100."},
    )
    note = forms.CharField(
        label="Tình hình thực hiện", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )


class EvidenceForm(FormActionsMixin, forms.Form):
    submit_label = "Đính kèm"

    files = FilesField(
        label="Tệp minh chứng",
        help_text=_FILES_HELP,
        allow_empty_file=True,
        error_messages={"required": "Hãy chọn tệp để đính kèm."},
    )
    section = forms.CharField(label="Mục chứng minh", required=False, max_length=120)
    page = forms.CharField(label="Trang", required=False, max_length=40)


class SubmitForm(FormActionsMixin, forms.Form):
    submit_label = "Nộp"

    text = forms.CharField(
        label="Kết quả thực hiện",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Hãy ghi kết quả thực hiện trước khi nộp."},
    )
    document_number = forms.CharField(
        label="Số, ký hiệu văn bản", required=False, max_length=80, help_text="Ví dụ 125/BC-SNV, nếu có."
    )
    files = FilesField(label="Tệp minh chứng", required=False, help_text=_FILES_HELP, allow_empty_file=True)


class WithdrawForm(FormActionsMixin, forms.Form):
    submit_label = "Rút lại"
    warn_unsaved = False


class AcceptForm(FormActionsMixin, forms.Form):
    submit_label = "Duyệt"
    warn_unsaved = False

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReturnForm(FormActionsMixin, forms.Form):
    submit_label = "Trả lại"

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Lý do trả lại",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi rõ cần bổ sung gì; cơ quan nhận lý do này qua thư.",
        error_messages={"required": "Hãy ghi lý do trả lại để cơ quan biết cần bổ sung gì."},
    )


class SteerForm(FormActionsMixin, forms.Form):
    """Waive, cancel or open again, with the reason the agency reads."""

    submit_label = "Thực hiện"

    reason = forms.CharField(
        label="Lý do",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Cơ quan nhận lý do này qua thư.",
        error_messages={"required": "Hãy ghi lý do để cơ quan biết."},
    )
