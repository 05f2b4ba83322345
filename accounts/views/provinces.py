"""Which province the person works in, where the person holds roles in several."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.middleware import PROVINCE_SESSION_KEY


@require_http_methods(["GET", "POST"])
def province_choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice for the session and start from the home page: the page left belongs to the other province."""
    if request.method == "GET":
        return render(request, "accounts/province_choose.html", {"provinces": request.provinces})
    chosen = next((p for p in request.provinces if str(p.pk) == request.POST.get("province")), None)
    if chosen is None:
        raise PermissionDenied("Anh/chị không có vai trò ở tỉnh này.")
    request.session[PROVINCE_SESSION_KEY] = chosen.pk
    messages.success(request, f"Đang làm việc với {chosen.full_name}.")
    return redirect("home")
