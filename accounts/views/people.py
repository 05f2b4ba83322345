"""People of a province: list, new account, roles, closing and opening an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from accounts.confirming import ConfirmedActMixin
from accounts.filters import PeopleFilter
from accounts.forms.people import PersonForm, RoleForm
from accounts.models import RoleGrant, User
from accounts.permissions import can_manage_account, can_manage_people_in
from accounts.services import people

ROWS_PER_PAGE = 50


class PeopleView(View):
    """Common ground: only administrators of the current province, only people they may see."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        province = getattr(request, "province", None)
        if province is None or not can_manage_people_in(request.user, province.pk):
            raise PermissionDenied("Chỉ người quản trị của tỉnh mở được trang này.")
        grants = RoleGrant.objects.in_force(timezone.localdate()).filter(province=province).select_related("agency")
        self.people = (
            User.objects.visible_to(request.user)
            .filter(grants__province=province)
            .distinct()
            .prefetch_related(Prefetch("grants", queryset=grants, to_attr="shown_grants"))
        )
        if "pk" in kwargs:
            self.person = get_object_or_404(self.people, pk=kwargs["pk"])


class UserListView(PeopleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        people_filter = PeopleFilter(request.GET, queryset=self.people, request=request)
        page = Paginator(people_filter.qs, ROWS_PER_PAGE).get_page(request.GET.get("page"))
        return render(request, "accounts/user_list.html", {"filter_form": people_filter.form, "page_obj": page})


class UserAddView(PeopleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._answer(PersonForm(province=request.province))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PersonForm(request.POST, province=request.province)
        if not form.is_valid():
            return self._answer(form)
        fields = {name: form.cleaned_data[name] for name in ("email", "full_name", "position", "phone")}
        try:
            person = people.add_person(
                **fields, **form.role_arguments, province_id=request.province.pk, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self._answer(form)
        messages.success(request, f"Đã lập tài khoản cho {person}. Hãy cấp đường dẫn đặt mật khẩu bên dưới.")
        return redirect("accounts:user_detail", pk=person.pk)

    def _answer(self, form: PersonForm) -> HttpResponse:
        form.cancel_url = reverse("accounts:user_list")
        return render(self.request, "accounts/user_add.html", {"form": form})


class UserDetailView(PeopleView):
    """The account; POST gives a role."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._answer(RoleForm(province=request.province))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RoleForm(request.POST, province=request.province)
        if not form.is_valid():
            return self._answer(form)
        try:
            grant = people.grant_role(
                user_id=pk, **form.role_arguments, province_id=request.province.pk, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self._answer(form)
        messages.success(request, f"Đã giao vai trò {grant.get_role_display()} cho {self.person}.")
        return redirect("accounts:user_detail", pk=pk)

    def _answer(self, form: RoleForm, **more: Any) -> HttpResponse:
        context = {"person": self.person, "form": form, "manages": can_manage_account(self.request.user, self.person)}
        return render(self.request, "accounts/user_detail.html", context | more)


class PasswordLinkView(UserDetailView):
    """Shows the link once, on the answer to the press; the administrator hands it over."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        uid, token = people.issue_password_link(user_id=pk, by=request.user, at=timezone.now())
        path = reverse("accounts:password_set", kwargs={"uidb64": uid, "token": token})
        return self._answer(RoleForm(province=request.province), password_link=request.build_absolute_uri(path))


class PersonActView(ConfirmedActMixin, PeopleView):
    """One act on the account, asked first."""

    done = ""

    def act(self, **arguments: Any) -> None:
        raise NotImplementedError

    def get_confirm_context(self) -> dict[str, Any]:
        back = reverse("accounts:user_detail", args=[self.person.pk])
        return super().get_confirm_context() | {
            "question": self.confirm_question.format(person=self.person),
            "cancel_url": back,
        }

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        try:
            self.act(by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, self.done.format(person=self.person))
        return redirect("accounts:user_detail", pk=self.person.pk)


class UserDeactivateView(PersonActView):
    confirm_question = "Ngừng tài khoản của {person}?"
    confirm_detail = "Người này không đăng nhập được nữa. Có thể mở lại bất cứ lúc nào."
    confirm_button = "Ngừng tài khoản"
    done = "Đã ngừng tài khoản của {person}. Bấm Mở lại để hoàn tác."

    def act(self, **arguments: Any) -> None:
        people.deactivate_person(user_id=self.person.pk, **arguments)


class UserReactivateView(PersonActView):
    confirm_question = "Mở lại tài khoản của {person}?"
    confirm_button = "Mở lại"
    done = "Đã mở lại tài khoản của {person}."

    def act(self, **arguments: Any) -> None:
        people.reactivate_person(user_id=self.person.pk, **arguments)


class RoleRevokeView(PersonActView):
    confirm_question = "Thu hồi vai trò của {person}?"
    confirm_detail = "Vai trò hết hiệu lực ngay. Có thể giao lại."
    confirm_button = "Thu hồi"
    done = "Đã thu hồi vai trò của {person}."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.grant = get_object_or_404(self.person.grants.filter(province=request.province), pk=kwargs["grant_pk"])

    def act(self, **arguments: Any) -> None:
        people.revoke_role(grant_id=self.grant.pk, **arguments)
