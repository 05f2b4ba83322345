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
from documents.checking import Level, RuleFinding
from documents.document_json import DocumentJsonError
from documents.rendering import FontsMissing
from plans.enums import PlanState
from plans.models import Plan
from plans.services.printing import check_plan, kept_findings


class PlanIssue(TemplateView):
    template_name = "assignments/plan_issue.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_issue_plan, request.user, self.plan)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reaches = plan_reach(self.plan)
        is_draft = self.plan.state == PlanState.DRAFT
        findings = _findings(self.plan) if is_draft else []
        return super().get_context_data(
            plan=self.plan,
            findings=findings,
            must_accept=_breaks_the_decree(findings),
            is_draft=is_draft,
            reaches=reaches,
            unmatched=unmatched_names(reaches),
            assignment_count=sum(reach.agency_count for reach in reaches),
            duty_count=sum(reach.agency_count * max(1, len(reach.periods)) for reach in reaches),
            agency_count=len({agency for reach in reaches for agency in reach.roles}),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        is_draft = self.plan.state == PlanState.DRAFT
        if is_draft and "accepts_findings" not in request.POST and _breaks_the_decree(kept_findings(self.plan)):
            messages.warning(
                request, "Bản in còn điểm sai thể thức: hãy xem rồi đánh dấu ô xác nhận trước khi ban hành."
            )
            return HttpResponseRedirect(request.path)
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


def _findings(plan: Plan) -> list[RuleFinding]:
    """What is wrong with the plan's print, printed now when nobody has; nothing where it cannot be printed."""
    try:
        return check_plan(plan, at=timezone.now())
    except (FontsMissing, DocumentJsonError):
        return []


def _breaks_the_decree(findings: list[RuleFinding] | None) -> bool:
    return any(finding.level == Level.ERROR for finding in findings or [])
