"""The list of plans, one plan, one task, and the plan on paper."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from documents.vietnamese import search_key
from plans.enums import ImportState, PlanState
from plans.forms import PlanFilterForm
from plans.models import Plan, PlanImport, Task
from plans.permissions import can_import_plans, can_issue_plan
from plans.services.printing import DOCX, PDF, print_plan

PAGE_SIZE = 25


def plan_list(request: HttpRequest) -> HttpResponse:
    """Imports waiting for review first, then the province's plans, newest first."""
    form = PlanFilterForm(request.GET or None, province=request.province)
    plans = (
        Plan.objects.visible_to(request.user)
        .filter(province=request.province)
        .prefetch_related("indices")
        .annotate(task_count=Count("tasks"))
        .order_by("-effective_on", "-pk")
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    for word in search_key(chosen.get("q") or "").split():
        plans = plans.filter(search_key__contains=word)
    if chosen.get("state"):
        plans = plans.filter(state=chosen["state"])
    if chosen.get("index"):
        plans = plans.filter(indices=chosen["index"])
    if chosen.get("year"):
        plans = plans.filter(year=chosen["year"])
    page = Paginator(plans, PAGE_SIZE).get_page(request.GET.get("page"))
    may_import = request.province is not None and can_import_plans(request.user, request.province)
    waiting = (
        PlanImport.objects.visible_to(request.user)
        .filter(province=request.province, state=ImportState.REVIEW)
        .select_related("uploaded_by")
        .annotate(task_count=Count("draft_tasks"))
        .order_by("-pk")
        if may_import
        else []
    )
    context = {
        "form": form,
        "page": page,
        "waiting": waiting,
        "may_import": may_import,
        "is_filtered": any(chosen.values()),
    }
    return render(request, "plans/plan_list.html", context)


def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's head, its tasks with their agencies, its measures; from here it is issued and printed."""
    plan = get_object_or_404(
        Plan.objects.visible_to(request.user)
        .select_related("province", "issuer")
        .prefetch_related(
            "indices",
            "measures__criterion",
            Prefetch("tasks", Task.objects.prefetch_related("agencies__agency", "agencies__group", "indices")),
        ),
        pk=pk,
    )
    context = {
        "plan": plan,
        "may_issue": plan.state == PlanState.DRAFT and can_issue_plan(request.user, plan),
        "may_import": can_import_plans(request.user, plan.province),
    }
    return render(request, "plans/plan_detail.html", context)


def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An order in the plan's own words: place in the plan, agencies, deadline as written and as understood."""
    task = get_object_or_404(
        Task.objects.visible_to(request.user)
        .select_related("plan", "provision__parent")
        .prefetch_related("agencies__agency", "agencies__group", "indices", "criteria"),
        pk=pk,
    )
    return render(request, "plans/task_detail.html", {"task": task})


def plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return _printed(request, pk, PDF)


def plan_docx(request: HttpRequest, pk: int) -> HttpResponse:
    return _printed(request, pk, DOCX)


def _printed(request: HttpRequest, pk: int, file_format: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    printed = print_plan(plan, file_format=file_format)
    disposition = "inline" if file_format == PDF else "attachment"
    return HttpResponse(
        printed.data,
        content_type=printed.media_type,
        headers={"Content-Disposition": f'{disposition}; filename="{printed.file_name}"'},
    )
