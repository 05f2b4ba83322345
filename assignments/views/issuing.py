"""Issuing a plan: first what each task will reach, then the one press."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import require
from assignments.permissions import can_issue_plan
from assignments.services.issuing import issue_plan, plan_reach, unmatched_names
from plans.enums import PlanState
from plans.models import Plan


class PlanIssue(TemplateView):
    template_name = "assignments/plan_issue.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.plan = get_object_or_404(Plan.objects.visible_to(request.user).defer("document"), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_issue_plan, request.user, self.plan)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reaches = plan_reach(self.plan)
        return super().get_context_data(
            plan=self.plan,
            is_draft=self.plan.state == PlanState.DRAFT,
            reaches=reaches,
            unmatched=unmatched_names(reaches),
            assignment_count=sum(reach.agency_count for reach in reaches),
            duty_count=sum(reach.agency_count * max(1, len(reach.periods)) for reach in reaches),
            agency_count=len({agency for reach in reaches for agency in reach.roles}),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            result = issue_plan(plan_id=self.plan.pk, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(
                request, f"Đã ban hành và giao {intcomma(result.deliverables)} nhiệm vụ; các cơ quan được báo qua thư."
            )
            if result.unmatched:
                messages.warning(request, f"Chưa giao được cho: {'; '.join(result.unmatched)}.")
        return HttpResponseRedirect(self.plan.get_absolute_url())
