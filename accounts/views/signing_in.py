"""Sign in, sign out, change the own password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator

from accounts.forms.signing_in import PasswordChangeForm, PasswordSetForm, SignInForm
from accounts.services.auditing import record_act


@method_decorator(login_not_required, name="dispatch")
class SignInView(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOutView(auth_views.LogoutView):
    """By POST only, so that no picture or link of a stranger signs anybody out."""


class PasswordChangeView(auth_views.PasswordChangeView):
    template_name = "accounts/password_change.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("home")

    @transaction.atomic
    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        province = self.request.province
        record_act(
            self.request.user,
            "đổi mật khẩu",
            self.request.user,
            at=timezone.now(),
            province_id=province.pk if province else None,
        )
        messages.success(self.request, "Đã đổi mật khẩu. Lần đăng nhập sau dùng mật khẩu mới.")
        return response


@method_decorator(login_not_required, name="dispatch")
class PasswordSetView(auth_views.PasswordResetConfirmView):
    """Opens with the link an administrator handed over; the link works once and for three days."""

    template_name = "accounts/password_set.html"
    form_class = PasswordSetForm
    success_url = reverse_lazy("accounts:sign_in")

    @transaction.atomic
    def form_valid(self, form: PasswordSetForm) -> HttpResponse:
        response = super().form_valid(form)
        # Nobody is signed in here: the link stands for the person.
        grant = self.user.grants.order_by("pk").first()
        province_id = grant.province_id if grant else None
        record_act(self.user, "đặt mật khẩu", self.user, at=timezone.now(), province_id=province_id)
        messages.success(self.request, "Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới.")
        return response
