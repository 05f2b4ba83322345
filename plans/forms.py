"""What a coordinator may type: the file to take in, the words of a task, the filters of the list."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.forms.mixins import DateInput, FormActionsMixin
from agencies.models import Province
from documents.extraction import MAX_BYTES
from documents.extraction.errors import FileTooLarge
from indices.models import Index
from plans.enums import PlanState, TaskRole
from plans.models import DraftTask
from plans.services.heading import Heading, fingerprint_of_heading
from plans.services.reviewing import TaskWords, fingerprint_of, names_of


class ImportForm(forms.Form):
    """One file. What it must hold is the reader's to say; one that is too large never gets into memory."""

    file = forms.FileField(
        label="Tệp kế hoạch",
        help_text="DOCX, PDF có chữ, TXT hoặc HTML, không quá 20 MB. Bản quét không có chữ thì không đọc được.",
        error_messages={
            "required": "Hãy chọn tệp kế hoạch.",
            "empty": "Tệp không có nội dung. Hãy chọn đúng tệp kế hoạch rồi tải lên lại.",
        },
        widget=forms.FileInput,
    )

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(str(FileTooLarge(size=upload.size, max_bytes=MAX_BYTES)))
        return upload


class TaskForm(FormActionsMixin, forms.Form):
    """A draft task in words. Agencies are one name a line, as the plan writes them; the portal joins them to known ones."""

    submit_label = "Lưu và nhận"

    text = forms.CharField(
        label="Nội dung nhiệm vụ",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Hãy ghi nội dung nhiệm vụ."},
    )
    lead = forms.CharField(
        label="Cơ quan chủ trì",
        help_text="Mỗi dòng một cơ quan hoặc nhóm cơ quan, ví dụ: Sở Nội vụ; Các sở, ban, ngành tỉnh.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi ít nhất một cơ quan chủ trì."},
    )
    coordinating = forms.CharField(
        label="Cơ quan phối hợp",
        required=False,
        help_text="Mỗi dòng một cơ quan.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    deadline = forms.CharField(
        label="Thời hạn, ghi như trong văn bản",
        required=False,
        max_length=300,
        help_text="Ví dụ: trước ngày 15/6/2026; trong tháng 6/2026; Quý II/2026; ngày 20 hằng tháng; thường xuyên.",
    )
    due_date = forms.DateField(
        label="Hạn cuối (ngày/tháng/năm)",
        required=False,
        widget=DateInput(),
        help_text="Khi sửa thời hạn ở trên, cổng tính lại ngày này, trừ khi anh/chị cũng sửa nó.",
        error_messages={"invalid": "Ngày chưa đúng. Hãy ghi theo dạng 31/12/2026."},
    )
    output = forms.CharField(label="Sản phẩm", required=False, max_length=500)
    indices = forms.MultipleChoiceField(label="Chỉ số", required=False, widget=forms.CheckboxSelectMultiple)
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: DraftTask | None = None, **kwargs: Any) -> None:
        if draft is not None:
            kwargs["initial"] = {
                "text": draft.text,
                "lead": "\n".join(names_of(draft, TaskRole.LEAD)),
                "coordinating": "\n".join(names_of(draft, TaskRole.COORDINATING)),
                "deadline": draft.deadline_text,
                "due_date": draft.due_date,
                "output": draft.output,
                "indices": draft.indices,
                "fingerprint": fingerprint_of(draft),
            } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        known = [(index.short_name.upper(), index.short_name) for index in Index.objects.all()]
        self.fields["indices"].choices = known

    def get_layout(self) -> Layout:
        return Layout(*self.fields)

    def words(self) -> TaskWords:
        """What was typed, as the review service takes it."""
        data = self.cleaned_data
        return TaskWords(
            text=data["text"],
            lead=data["lead"].splitlines(),
            coordinating=data["coordinating"].splitlines(),
            deadline=data["deadline"],
            due_date=data["due_date"],
            output=data["output"],
            indices=data["indices"],
        )


class HeadingForm(FormActionsMixin, forms.Form):
    """What stands at the head and foot of the document under review. A draft may leave number and date blank."""

    submit_label = "Lưu phần đầu"

    number = forms.CharField(label="Số", required=False, max_length=20, help_text="Để trống nếu văn bản chưa có số.")
    symbol = forms.CharField(label="Ký hiệu", required=False, max_length=60, help_text="Ví dụ: KH-UBND.")
    issued_on = forms.DateField(
        label="Ngày ban hành (ngày/tháng/năm)",
        required=False,
        widget=DateInput(),
        help_text="Cơ quan được tìm theo tên có hiệu lực vào ngày này. Để trống nếu là dự thảo.",
        error_messages={"invalid": "Ngày chưa đúng. Hãy ghi theo dạng 31/12/2026."},
    )
    place = forms.CharField(label="Địa danh", required=False, max_length=80)
    title = forms.CharField(
        label="Trích yếu",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi trích yếu của kế hoạch."},
    )
    authority = forms.CharField(
        label="Thẩm quyền ký", required=False, max_length=200, help_text="Ví dụ: TM. ỦY BAN NHÂN DÂN."
    )
    on_behalf = forms.CharField(label="Ký thay", required=False, max_length=200, help_text="Ví dụ: KT. CHỦ TỊCH.")
    position = forms.CharField(label="Chức vụ", required=False, max_length=200, help_text="Ví dụ: PHÓ CHỦ TỊCH.")
    name = forms.CharField(label="Họ tên người ký", required=False, max_length=200)
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, heading: Heading, **kwargs: Any) -> None:
        kwargs["initial"] = asdict(heading) | {"fingerprint": fingerprint_of_heading(heading)}
        super().__init__(*args, **kwargs)

    def heading(self) -> Heading:
        """What was typed, as the review service takes it."""
        return Heading(**{name: value for name, value in self.cleaned_data.items() if name != "fingerprint"})


class PlanFilterForm(forms.Form):
    """Filters of the list of plans; they live in the address."""

    q = forms.CharField(label="Tìm", required=False)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *PlanState.choices])
    index = forms.ModelChoiceField(
        label="Chỉ số", required=False, queryset=Index.objects.all(), empty_label="Mọi chỉ số", to_field_name="code"
    )
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, province: Province | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = province.plans.order_by("-year").values_list("year", flat=True).distinct() if province else []
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"
        self.fields["year"].choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]
