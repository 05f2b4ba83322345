"""Pages of conferences: the list, one conference, and setting one up from its plan."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import has_permission_in
from accounts.roles import Permission
from conferences.models import AgendaItem, Conference
from conferences.permissions import can_create_conference
from conferences.services.creating import calls_a_conference, ensure_conference
from plans.models import Plan


def conference_list(request: HttpRequest) -> HttpResponse:
    """Conferences of the province, and the plans that call one which nobody has set up yet."""
    conferences = (
        Conference.objects.visible_to(request.user)
        .filter(province=request.province)
        .select_related("plan")
        .annotate(item_count=Count("agenda", distinct=True), paper_count=Count("papers", distinct=True))
        .order_by("-held_on", "-pk")
    )
    waiting: list[Plan] = []
    if request.province and has_permission_in(request.user, Permission.MANAGE_CONFERENCES, request.province.pk):
        candidates = (
            Plan.objects.visible_to(request.user)
            .filter(province=request.province, conference__isnull=True, source_import__isnull=False)
            .select_related("source_import")
        )
        waiting = [plan for plan in candidates if calls_a_conference(plan)]
    return render(request, "conferences/conference_list.html", {"conferences": conferences, "waiting": waiting})


def conference_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One conference: time, place, delegates, programme, papers."""
    conference = get_object_or_404(
        Conference.objects.visible_to(request.user)
        .select_related("plan", "province")
        .prefetch_related("delegate_groups", "agenda", "papers__agency", "papers__index"),
        pk=pk,
    )
    agenda = list(conference.agenda.all())
    return render(
        request,
        "conferences/conference_detail.html",
        {
            "conference": conference,
            "agenda": numbered(agenda),
            "has_clock_times": any(item.start_time for item in agenda),
        },
    )


def numbered(agenda: Iterable[AgendaItem]) -> list[tuple[int | None, AgendaItem]]:
    """Items with the number printed before them; rows below a numbered one carry none."""
    numbers = itertools.count(1)
    return [(None if item.level else next(numbers), item) for item in agenda]


@require_POST
def conference_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """Set up the conference that the plan calls; pressing twice opens the same one."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_pk)
    try:
        conference = ensure_conference(plan_id=plan.pk, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("conferences:conference_list")
    messages.success(request, "Đã lập hội nghị từ kế hoạch.")
    return redirect(conference)


def plan_conference(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """The conference of a plan: the fragment that the plan's page asks for; opened as a page it leads to the conference."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("source_import"), pk=plan_pk)
    conference = Conference.objects.filter(plan=plan).first()
    if not request.htmx:
        return redirect(conference or "conferences:conference_list")
    may_create = conference is None and can_create_conference(request.user, plan) and calls_a_conference(plan)
    context = {"plan": plan, "conference": conference, "may_create": may_create}
    return render(request, "conferences/fragments/plan_conference.html", context)
