"""Putting an import right as a whole: its head and signer, and the names nobody knows."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.forms import HeadingForm
from plans.models import PlanImport
from plans.services import heading, naming


def import_edit_heading(request: HttpRequest, pk: int) -> HttpResponse:
    """Change number, date, place, title and signer. A head changed by somebody else meanwhile is not overwritten."""
    plan_import = _visible_import(request, pk)
    form = HeadingForm(request.POST or None, heading=heading.heading_of(plan_import))
    form.cancel_url = reverse("plans:import_review", args=[plan_import.pk])
    form.draft_key = f"heading-{plan_import.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            heading.edit_heading(
                import_id=plan_import.pk,
                heading=form.heading(),
                fingerprint=form.cleaned_data["fingerprint"] or None,
                by=request.user,
                at=timezone.now(),
            )
        except heading.HeadingChangedMeanwhile as error:
            form.add_error(None, error)
            form.data = form.data.copy()
            form.data["fingerprint"] = form.initial["fingerprint"]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã lưu phần đầu và phần ký của văn bản.")
            return redirect(form.cancel_url)
    context = {"form": form, "plan_import": plan_import, "current": heading.heading_of(plan_import)}
    return render(request, "plans/import_edit_heading.html", context, status=422 if form.is_bound else 200)


@require_POST
def import_choose_agency(request: HttpRequest, pk: int) -> HttpResponse:
    """Join a written name to a known agency or group in all tasks of the import."""
    plan_import = _visible_import(request, pk)
    name, choice = request.POST.get("name", ""), request.POST.get("choice", "")
    try:
        count = naming.choose_agency(
            import_id=plan_import.pk, name=name, choice=choice, by=request.user, at=timezone.now()
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã gắn “{name}” với cơ quan được chọn trong {count} nhiệm vụ.")
    return redirect(f"{reverse('plans:import_review', args=[plan_import.pk])}#ten-chua-nhan-ra")


def _visible_import(request: HttpRequest, pk: int) -> PlanImport:
    return get_object_or_404(PlanImport.objects.visible_to(request.user).select_related("province"), pk=pk)
