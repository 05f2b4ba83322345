"""Taking a file in, and the pages on which its tasks are decided one by one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import require
from plans.forms import ImportForm, TaskForm
from plans.models import DraftTask, PlanImport
from plans.permissions import can_import_plans
from plans.services import confirming, importing, reviewing
from plans.services.naming import choices_for
from plans.services.review_page import compose_review, source_lines


def import_new(request: HttpRequest) -> HttpResponse:
    """The upload form; a file that cannot be taken in is told beside the field, and nothing is kept of it."""
    require(can_import_plans, request.user, request.province)
    form = ImportForm(request.POST or None, request.FILES or None)
    known: PlanImport | None = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            plan_import = importing.start_import(
                province=request.province,
                file_name=upload.name,
                data=upload.read(),
                by=request.user,
                at=timezone.now(),
            )
        except importing.PlanAlreadyImported as error:
            known = error.plan_import
            form.add_error("file", error)
        except importing.PlanImportError as error:
            form.add_error("file", error)
        else:
            messages.success(request, f"Đã đọc văn bản: {plan_import.draft_tasks.count()} nhiệm vụ chờ rà soát.")
            return redirect("plans:import_review", plan_import.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "plans/import_new.html", {"form": form, "known": known}, status=status)


def import_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Every proposed task beside its source lines, the doubtful ones first when asked for."""
    plan_import = get_object_or_404(
        PlanImport.objects.visible_to(request.user).select_related("province", "plan", "uploaded_by"), pk=pk
    )
    doubtful_first = request.GET.get("thu-tu") == "ngo"
    review = compose_review(plan_import, doubtful_first=doubtful_first)
    context = {
        "plan_import": plan_import,
        "review": review,
        "doubtful_first": doubtful_first,
        "name_choices": choices_for(plan_import, review.unmatched) if review.is_open else [],
    }
    return render(request, "plans/import_review.html", context)


def import_edit_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft task in words; saving accepts it. A row changed by somebody else meanwhile is not overwritten."""
    draft = _visible_draft(request, pk)
    form = TaskForm(request.POST or None, draft=draft)
    form.cancel_url = _review_url(draft)
    form.draft_key = f"draft-task-{draft.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.edit_draft(
                draft_id=draft.pk,
                words=form.words(),
                fingerprint=form.cleaned_data["fingerprint"] or None,
                by=request.user,
                at=timezone.now(),
            )
        except reviewing.DraftChangedMeanwhile as error:
            form.add_error(None, error)
            form.data = form.data.copy()
            form.data["fingerprint"] = reviewing.fingerprint_of(draft)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã lưu và nhận nhiệm vụ.")
            return redirect(_review_url(draft))
    context = {"form": form, "draft": draft, "plan_import": draft.plan_import, "source": source_lines(draft)}
    return render(request, "plans/import_edit_task.html", context, status=422 if form.is_bound else 200)


def import_add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a task that the reader did not find."""
    plan_import = get_object_or_404(PlanImport.objects.visible_to(request.user), pk=pk)
    form = TaskForm(request.POST or None)
    form.cancel_url = reverse("plans:import_review", args=[plan_import.pk])
    form.draft_key = f"new-task-{plan_import.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            draft = reviewing.add_draft(
                import_id=plan_import.pk, words=form.words(), by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã thêm nhiệm vụ.")
            return redirect(_review_url(draft))
    context = {"form": form, "plan_import": plan_import}
    return render(request, "plans/import_edit_task.html", context, status=422 if form.is_bound else 200)


@require_POST
def import_accept_task(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, reviewing.accept_draft)


@require_POST
def import_drop_task(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, reviewing.drop_draft)


@require_POST
def import_restore_task(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, reviewing.restore_draft)


@require_POST
def import_accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what is still proposed."""
    plan_import = get_object_or_404(PlanImport.objects.visible_to(request.user), pk=pk)
    try:
        count = reviewing.accept_all(import_id=plan_import.pk, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã nhận {count} nhiệm vụ.")
    return redirect("plans:import_review", plan_import.pk)


@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the plan; pressing twice opens the same plan."""
    plan_import = get_object_or_404(PlanImport.objects.visible_to(request.user), pk=pk)
    try:
        plan = confirming.confirm_import(import_id=plan_import.pk, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("plans:import_review", plan_import.pk)
    messages.success(request, "Đã lập kế hoạch từ văn bản. Bước tiếp theo: ban hành và giao việc.")
    return redirect(plan)


def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the import aside; the file may be taken in again later. Asked for by GET it asks first."""
    plan_import = get_object_or_404(PlanImport.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        question = {
            "question": f"Bỏ lần nhập “{plan_import.file_name}”?",
            "detail": "Các quyết định đã ghi sẽ không dùng nữa. Tệp có thể tải lên lại bất cứ lúc nào.",
            "button": "Bỏ lần nhập này",
            "cancel_url": reverse("plans:import_review", args=[plan_import.pk]),
        }
        return render(request, "components/confirm_page.html", question)
    try:
        importing.discard_import(import_id=plan_import.pk, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("plans:import_review", plan_import.pk)
    messages.success(request, f"Đã bỏ lần nhập “{plan_import.file_name}”. Có thể tải lại tệp này bất cứ lúc nào.")
    return redirect("plans:plan_list")


def _decide(request: HttpRequest, pk: int, act: Callable[..., DraftTask]) -> HttpResponse:
    draft = _visible_draft(request, pk)
    try:
        draft = act(draft_id=draft.pk, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request, draft)
    if request.htmx:
        review = compose_review(draft.plan_import)
        row = next(row for row in review.rows if row.draft.pk == draft.pk)
        context = {"plan_import": draft.plan_import, "row": row, "review": review, "swap_progress": True}
        return render(request, "plans/fragments/draft_row.html", context)
    return _back(request, draft)


def _back(request: HttpRequest, draft: DraftTask) -> HttpResponse:
    if request.htmx:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return HttpResponseRedirect(_review_url(draft))


def _visible_draft(request: HttpRequest, pk: int) -> DraftTask:
    return get_object_or_404(
        DraftTask.objects.filter(plan_import__in=PlanImport.objects.visible_to(request.user))
        .select_related("plan_import__province")
        .prefetch_related("agencies"),
        pk=pk,
    )


def _review_url(draft: DraftTask) -> str:
    return f"{reverse('plans:import_review', args=[draft.plan_import_id])}#nhiem-vu-{draft.pk}"
