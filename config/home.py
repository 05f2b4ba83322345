"""The first page after sign-in: the one that answers the person's own question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import permissions_in
from accounts.roles import Permission
from config.navigation import address

# The first permission the person holds in the province decides.
HOME_PAGES = (
    (Permission.REVIEW_SUBMISSION, "reports:desk"),
    (Permission.VIEW_OVERVIEW, "reports:overview"),
    (Permission.ANSWER_DUTY, "assignments:my_duties"),
    (Permission.MANAGE_PEOPLE, "accounts:user_list"),
    (Permission.VIEW_AUDIT, "accounts:audit_list"),
)


def home(request: HttpRequest) -> HttpResponse:
    """Send the person to the page of the own role; who holds no role is told whom to ask."""
    if request.province is not None:
        held = permissions_in(request.user, request.province.pk)
        for permission, page in HOME_PAGES:
            url = address(page)
            if permission in held and url:
                return redirect(url)
    return render(request, "accounts/no_role.html")
