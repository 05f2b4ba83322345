"""The list of plans, one plan, one task, and the plan on paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts.permissions import require
from documents.official import ProvisionKind
from documents.rendering import FontsMissing
from documents.vietnamese import search_key
from plans.enums import ImportState, PlanState
from plans.forms import PlanFilterForm
from plans.models import Plan, PlanImport, Task
from plans.permissions import can_import_plans, can_issue_plan
from plans.services.coverage import coverage_of
from plans.services.printing import check_plan, print_plan
from registry.enums import FileFormat

PAGE_SIZE = 25
OUTLINE_KINDS = [kind.value for kind in (ProvisionKind.PART, ProvisionKind.SECTION, ProvisionKind.ARTICLE)]


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
        "coverage": coverage_of(plan),
        "outline": plan.provisions.filter(kind__in=OUTLINE_KINDS),
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


def plan_check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the printed plan breaks of the official format, for those who prepare it; in one line on the plan's own page."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("province"), pk=pk)
    require(can_import_plans, request.user, plan.province)
    try:
        findings = check_plan(plan, at=timezone.now())
    except FontsMissing as error:
        messages.error(request, str(error))
        return redirect(plan)
    template = "plans/fragments/format_notice.html" if request.htmx else "plans/plan_check.html"
    return render(request, template, {"plan": plan, "findings": findings})


def plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as PDF, shown in the browser."""
    return _printed(request, pk, FileFormat.PDF)


def plan_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a Word file to keep."""
    return _printed(request, pk, FileFormat.DOCX)


def _printed(request: HttpRequest, pk: int, file_format: FileFormat) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    try:
        printed = print_plan(plan, file_format=file_format, at=timezone.now())
    except FontsMissing as error:
        messages.error(request, str(error))
        return redirect(plan)
    return HttpResponse(
        printed.data,
        content_type=printed.media_type,
        headers={
            "Content-Disposition": content_disposition_header(file_format != FileFormat.PDF, printed.file_name) or ""
        },
    )
