"""Forms of the door: sign in and change the own password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms

from accounts.forms.mixins import FormActionsMixin


class SignInForm(FormActionsMixin, auth_forms.AuthenticationForm):
    """E-mail and password. The same answer for a wrong name and a wrong password tells a stranger nothing."""

    submit_label = "Đăng nhập"
    warn_unsaved = False
    error_messages = {
        "invalid_login": "Thư điện tử hoặc mật khẩu không đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại.",
        "inactive": "Tài khoản đã ngừng hoạt động. Hãy liên hệ người quản trị của tỉnh.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        username = self.fields["username"]
        username.label = "Thư điện tử"
        username.widget = forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username", "maxlength": 254})
        self.fields["password"].label = "Mật khẩu"

    def clean_username(self) -> str:
        """Addresses are kept in lower case (UserManager.create_user)."""
        return self.cleaned_data["username"].strip().lower()


class PasswordChangeForm(FormActionsMixin, auth_forms.PasswordChangeForm):
    submit_label = "Đổi mật khẩu"
    warn_unsaved = False


class PasswordSetForm(FormActionsMixin, auth_forms.SetPasswordForm):
    submit_label = "Đặt mật khẩu"
    warn_unsaved = False
