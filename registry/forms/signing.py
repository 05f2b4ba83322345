"""What people hand in to sign or to verify. Nothing typed here is kept: no draft in the browser, no value shown again."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from accounts.forms.mixins import FormActionsMixin
from documents.signing.appearance import IMAGE_MAX_BYTES
from documents.signing.credentials import PKCS12_MAX_BYTES
from documents.signing.errors import Pkcs12TooLarge
from registry.enums import SignatureRole


class Pkcs12Form(forms.Form):
    """A key file and its password, for one signing."""

    role = forms.ChoiceField(choices=SignatureRole, widget=forms.HiddenInput)
    pkcs12 = forms.FileField(
        label="Tệp chứng thư số",
        help_text="Tệp .p12 hoặc .pfx. Tệp chỉ dùng cho lần ký này, cổng không lưu lại.",
        error_messages={
            "required": "Hãy chọn tệp chứng thư số (.p12 hoặc .pfx).",
            "empty": "Tệp không có nội dung. Hãy chọn đúng tệp chứng thư số.",
        },
        widget=forms.FileInput,
    )
    password = forms.CharField(
        label="Mật khẩu của tệp",
        strip=False,
        max_length=200,
        help_text="Cổng không lưu mật khẩu; lần ký sau phải nhập lại.",
        error_messages={"required": "Hãy nhập mật khẩu của tệp chứng thư số."},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "form-control"}),
    )
    picture = forms.FileField(
        label="Ảnh chữ ký tay",
        required=False,
        help_text="Tệp PNG, nét xanh, nền trong suốt. Để trống thì cổng vẽ họ tên người ký.",
        widget=forms.FileInput,
    )

    def __init__(self, *args: object, role: SignatureRole, **kwargs: object) -> None:
        super().__init__(*args, initial={"role": role}, **kwargs)  # type: ignore[arg-type]
        if role != SignatureRole.PERSON:
            del self.fields["picture"]

    def clean_pkcs12(self) -> UploadedFile:
        upload = self.cleaned_data["pkcs12"]
        if upload.size > PKCS12_MAX_BYTES:
            raise forms.ValidationError(str(Pkcs12TooLarge()))
        return upload

    def clean_picture(self) -> UploadedFile | None:
        upload = self.cleaned_data["picture"]
        if upload and upload.size > IMAGE_MAX_BYTES:
            raise forms.ValidationError("Ảnh chữ ký nặng quá 2 MB. Hãy giảm kích thước ảnh rồi chọn lại.")
        return upload


class SignedPdfField(forms.FileField):
    """One PDF that the portal still takes into memory."""

    widget = forms.FileInput
    default_error_messages = {
        "required": "Hãy chọn tệp PDF đã ký.",
        "empty": "Tệp không có nội dung. Hãy chọn đúng tệp PDF đã ký.",
    }

    def validate(self, value: UploadedFile | None) -> None:
        super().validate(value)
        if value is not None and value.size > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(f"Tệp nặng hơn {most} MB. Hãy chọn đúng tệp PDF đã ký.")


class SignedUploadForm(forms.Form):
    """The document signed outside the portal."""

    file = SignedPdfField(
        label="Tệp PDF đã ký", help_text="Chính tệp PDF tải từ cổng về, đã ký bằng phần mềm ký số của cơ quan."
    )


class VerifyForm(FormActionsMixin, forms.Form):
    """Any signed PDF."""

    submit_label = "Xác minh"
    warn_unsaved = False

    file = SignedPdfField(label="Tệp PDF cần xác minh", help_text="Tệp chỉ được đọc, cổng không lưu lại.")
