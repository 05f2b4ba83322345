"""What every form of the portal shares: buttons, error summary, protection of typed text."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.utils.html import format_html


class DateInput(forms.DateInput):
    """Dates are typed 31/12/2026; the script adds slashes and the browser's calendar, and neither is needed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"inputmode": "numeric", "placeholder": "31/12/2026", "autocomplete": "off", "data-date": ""}
            | (attrs or {}),
            format="%d/%m/%Y",
        )


# Django's own sentences say what is wrong; these say what to do. A form's own sentence goes before both.
_MESSAGES: tuple[tuple[type[forms.Field], str, str], ...] = (
    (forms.FileField, "required", "Hãy chọn tệp."),
    (forms.ChoiceField, "required", "Hãy chọn một mục."),
    (forms.BooleanField, "required", "Hãy đánh dấu ô này."),
    (forms.Field, "required", "Hãy nhập mục này."),
    (forms.DateField, "invalid", "Ngày không có trong lịch hoặc chưa đúng mẫu: hãy ghi như 31/12/2026."),
    (forms.IntegerField, "invalid", "Hãy ghi một số nguyên, ví dụ 12."),
    (forms.DecimalField, "invalid", "Hãy ghi một số, phần thập phân sau dấu phẩy, ví dụ 43,21."),
    (forms.EmailField, "invalid", "Hãy ghi đủ địa chỉ thư điện tử, ví dụ ten@tinh.gov.vn."),
)


class FormActionsMixin:
    """Buttons below, errors summed up above, one press only, typed text kept until it is saved.

    A form sets `submit_label`, and where it fits `cancel_url` and `draft_key`. `draft_key` keeps what is typed in the
    browser until the form is accepted; forms with secrets leave it empty. `{% crispy form %}` draws it all.
    The error summary is `templates/bootstrap5/errors.html`.
    """

    submit_label = "Lưu"
    cancel_url = ""
    draft_key = ""
    form_action = ""
    warn_unsaved = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
                field.widget = DateInput(field.widget.attrs)
                field.widget.is_required = field.required
            _say_what_to_do(field)

    def get_layout(self) -> Layout:
        """The fields in their order; override for groups of fields."""
        return Layout(*self.fields)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_action = self.form_action
        helper.attrs = {"novalidate": "", "data-disable-on-submit": ""}
        if self.warn_unsaved:
            helper.attrs["data-warn-unsaved"] = ""
        if self.draft_key:
            helper.attrs["data-keep-draft"] = self.draft_key
        layout = self.get_layout()
        layout.append(self._actions())
        helper.layout = layout
        return helper

    def _actions(self) -> Div:
        buttons: list[Any] = [Submit("", self.submit_label, css_class="btn-primary")]
        if self.cancel_url:
            buttons.append(HTML(format_html('<a class="btn btn-ghost" href="{}">Quay lại</a>', self.cancel_url)))
        return Div(*buttons, css_class="form-actions")


def _say_what_to_do(field: forms.Field) -> None:
    said = set()
    for kind, code, message in _MESSAGES:
        if code in said or not isinstance(field, kind):
            continue
        said.add(code)
        if field.error_messages.get(code) == _message_of_django(type(field), code):
            field.error_messages[code] = message


def _message_of_django(field_class: type[forms.Field], code: str) -> Any:
    for base in field_class.__mro__:
        messages = vars(base).get("default_error_messages", {})
        if code in messages:
            return messages[code]
    return None
