"""The gallery of components, for those who build pages."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.components import STATUS_LOOKS
from accounts.forms.mixins import FormActionsMixin


class SampleForm(FormActionsMixin, forms.Form):
    """A form with every kind of field; nothing is kept."""

    name = forms.CharField(label="Tên văn bản", max_length=200, help_text="Ghi đúng như trên trang đầu của văn bản.")
    day = forms.DateField(label="Ngày ban hành", help_text="Ví dụ 31/12/2026.")
    percent = forms.DecimalField(label="Tiến độ (%)", min_value=0, max_value=100, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại"), ("KH", "Kế hoạch"), ("BC", "Báo cáo")])
    note = forms.CharField(label="Tình hình thực hiện", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label="Tài liệu minh chứng", required=False)
    agreed = forms.BooleanField(label="Đã kiểm tra số liệu", required=False)

    submit_label = "Lưu"
    draft_key = "gallery"


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, in each of its states."""
    if not (settings.DEBUG or settings.DEMO or request.user.is_staff):
        raise Http404
    page = Paginator(range(1, 241), 20).get_page(request.GET.get("page"))
    return render(
        request,
        "accounts/gallery.html",
        {
            "statuses": [(status, days) for status in STATUS_LOOKS for days in (None, 3)],
            "form": SampleForm(),
            "form_with_errors": SampleForm({"day": "31/02/2026"}, auto_id="wrong_%s"),
            "filter_form": SampleFilterForm({"q": "cải cách", "kind": "KH"}),
            "page_obj": page,
        },
    )


class SampleFilterForm(forms.Form):
    """Filters as a list page declares them."""

    q = forms.CharField(label="Từ khóa", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), ("KH", "Kế hoạch")], required=False)
