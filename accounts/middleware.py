"""Who may pass without signing in (nobody, unless the view says so) and the province a person works in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from agencies.models import Province

PROVINCE_SESSION_KEY = "province_id"


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Login is required everywhere. After sign-in the person is back on the page left, never on a bare act.

    An act (POST) that meets an ended session returns to the page it was sent from, where the browser still keeps the
    typed text (static/js/drafts.js).
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:
        response = redirect_to_login(_page_to_return_to(request), reverse(settings.LOGIN_URL))
        if request.headers.get("HX-Request") == "true":
            # A swap would put the sign-in page into a corner of the old one.
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = response["Location"]
            return answer
        return response


class CurrentProvinceMiddleware:
    """Sets `request.province` (None without any role) and `request.provinces`, those the person may choose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.provinces = provinces_of(request.user) if request.user.is_authenticated else []
        chosen = request.session.get(PROVINCE_SESSION_KEY) if request.provinces else None
        request.province = next(
            (province for province in request.provinces if province.pk == chosen),
            home_province(request.user) if request.provinces else None,
        )
        return self.get_response(request)


def provinces_of(user: Any) -> list[Province]:
    """Provinces in which the person holds a role today, in dictionary order."""
    found = {grant.province_id: grant.province for grant in user.current_grants}
    return sorted(found.values(), key=lambda province: province.sort_key)


def home_province(user: Any) -> Province:
    """The province of the person's oldest role, where the person works unless another one is chosen."""
    return min(user.current_grants, key=lambda grant: grant.pk).province


def _page_to_return_to(request: HttpRequest) -> str:
    """The page itself when it was being read, else the one of this portal that sent the act, else the home page."""
    if request.headers.get("HX-Request") == "true":
        page = request.headers.get("HX-Current-URL", "")
    elif request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    else:
        page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return reverse(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
