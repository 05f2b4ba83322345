"""Accepting several answers at once: chosen in the list, shown on a page of their own, then one press."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from accounts.roles import Permission
from assignments.enums import DeliverableState
from assignments.models import Deliverable, Submission
from assignments.models.assignment import DeliverableQuerySet
from assignments.services.submissions import accept
from assignments.views.duties import with_context

# A page of the list; more cannot be chosen there.
MOST_AT_ONCE = 50
# The key of a row; SQLite refuses to look for a longer number.
_KEY = re.compile(r"[0-9]{1,18}")


class ChoiceForm(forms.Form):
    """What was chosen, and whether the page that shows it was seen."""

    duty = forms.TypedMultipleChoiceField(coerce=int, required=False)
    is_confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        chosen = [number for number in data.getlist("duty") if _KEY.fullmatch(number)]
        self.fields["duty"].choices = [(number, number) for number in chosen[:MOST_AT_ONCE]]


class BulkAccept(View):
    """The first POST shows what would be accepted, the second accepts it and says what could not be."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(self.list_url)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChoiceForm(request.POST)
        chosen = form.cleaned_data["duty"] if form.is_valid() else []
        if not chosen:
            messages.info(request, "Hãy chọn ít nhất một kết quả để duyệt.")
            return HttpResponseRedirect(self.list_url)
        duties = list(self.waiting(chosen))
        if not form.cleaned_data["is_confirmed"]:
            context = {"duties": duties, "left_out": len(chosen) - len(duties), "list_url": self.list_url}
            return render(request, "assignments/bulk_accept.html", context)
        seen = versions_seen(request.POST.getlist("seen"))
        accepted = sum(self.accept(duty, version=seen.get(duty.pk)) for duty in duties)
        if accepted:
            messages.success(request, f"Đã duyệt {accepted} kết quả; các cơ quan được báo qua thư.")
        if accepted < len(chosen):
            messages.warning(request, f"{len(chosen) - accepted} kết quả không còn chờ duyệt, không đổi gì.")
        return HttpResponseRedirect(self.list_url)

    @property
    def list_url(self) -> str:
        return f"{reverse('assignments:duty_list')}?status=submitted"

    def waiting(self, chosen: list[int]) -> DeliverableQuerySet:
        """Those of the chosen that wait for a decision this person may take."""
        user = self.request.user
        seen = Deliverable.objects.visible_to(user).filter(pk__in=chosen, state=DeliverableState.SUBMITTED)
        reviewed = user.province_ids(Permission.REVIEW_SUBMISSION)
        versions = Submission.objects.filter(deliverable=OuterRef("pk")).order_by("-version").values("version")
        return (
            with_context(seen.filter(assignment__province__in=reviewed))
            .annotate(waiting_version=Subquery(versions[:1]))
            .order_by("submitted_on", "pk")
        )

    def accept(self, duty: Deliverable, *, version: int | None) -> bool:
        try:
            accept(deliverable_id=duty.pk, version=version, by=self.request.user, at=timezone.now())
        except ValidationError:
            return False  # decided by a colleague or handed in anew since the page was drawn; counted and told
        return True


def versions_seen(posted: list[str]) -> dict[int, int]:
    """The version of each answer that the page showed, from "duty:version"; what is not of that form is passed over."""
    pairs = (text.partition(":")[::2] for text in posted)
    return {int(duty): int(version) for duty, version in pairs if _KEY.fullmatch(duty) and _KEY.fullmatch(version)}
