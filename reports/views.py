"""The leader's overview and the coordinator's desk. Each figure on them is a link to its rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.permissions import require
from documents.rendering import render_pdf
from indices.queries import index_series
from plans.permissions import can_import_plans
from reports import charts, exports, pending, queries
from reports.forms import ScopeForm
from reports.permissions import can_view_overview
from reports.queries import Scope
from reports.services.brief import overview_brief


class ScopedView(View):
    """A page on one province as it stands today, narrowed by plan and year from the URL."""

    scope: Scope

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.province is None:
            raise Http404("Anh/chị chưa được giao vai trò ở tỉnh nào.")
        require(can_view_overview, request.user, request.province)
        self.form = ScopeForm(request.GET, province=request.province, user=request.user)
        self.scope = self.form.scope(on=timezone.localdate())

    def address(self, name: str) -> str:
        """The address of another page on the same scope."""
        parameters = self.scope.parameters()
        return reverse(name) + (f"?{urlencode(parameters)}" if parameters else "")


class Overview(ScopedView, TemplateView):
    """Where the province stands, who is late, what must be settled."""

    template_name = "reports/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope, user = self.scope, self.request.user
        agencies = queries.counts_by_agency(scope, user)
        return super().get_context_data(
            form=self.form,
            scope=scope,
            description=exports.describe(scope),
            counts=queries.duty_counts(scope, user),
            agencies=agencies,
            late_agencies=charts.late_agencies(agencies),
            questions=pending.questions(scope, user),
            indices=queries.counts_by_index(scope, user),
            positions=[series for series in index_series(user, scope.province) if series.total.latest],
            latest_submission_day=queries.latest_submission_day(scope, user),
            picture_url=self.address("reports:overview_late_agencies"),
            spreadsheet_url=self.address("reports:overview_agencies_xlsx"),
            brief_url=self.address("reports:overview_pdf"),
            **kwargs,
        )


class LateAgenciesPicture(ScopedView):
    """The bars of the overview as a picture of its own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        svg = charts.late_agencies_svg(
            queries.counts_by_agency(self.scope, request.user), narrow="narrow" in request.GET
        )
        if not svg:
            raise Http404("Không có cơ quan nào chậm.")
        return HttpResponse(svg, content_type="image/svg+xml")


class AgenciesSpreadsheet(ScopedView):
    """The table by agency as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        book = exports.agencies_workbook(self.scope, queries.counts_by_agency(self.scope, request.user))
        name = f"nhiem-vu-theo-co-quan-{self.scope.on:%Y-%m-%d}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(book, content_type=exports.XLSX_MEDIA_TYPE, headers=headers)


class OverviewBrief(ScopedView):
    """The overview as a report on paper, in the official format."""

    def get(self, request: HttpRequest) -> HttpResponse:
        printed = render_pdf(overview_brief(self.scope, request.user), fonts=settings.DOCUMENT_FONT_DIR)
        name = f"tom-tat-{self.scope.province.slug}-{self.scope.on:%Y-%m-%d}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(printed.data, content_type="application/pdf", headers=headers)


class Desk(ScopedView, TemplateView):
    """What waits for the coordinator today, and what leaves tomorrow."""

    template_name = "reports/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope, user = self.scope, self.request.user
        waiting = pending.waiting_for_review(scope, user)
        return super().get_context_data(
            form=self.form,
            scope=scope,
            description=exports.describe(scope),
            waiting=waiting[: pending.ROWS_SHOWN],
            waiting_count=waiting.count(),
            waiting_url=queries.duty_list_url(scope.parameters() | {"status": "submitted"}),
            patience_ends_on=pending.patience_ends_on(scope),
            patience_working_days=pending.PATIENCE_WORKING_DAYS,
            late_agencies=charts.late_agencies(queries.counts_by_agency(scope, user)),
            tomorrow=scope.on + timedelta(days=1),
            outgoing=pending.going_out_tomorrow(scope, at=timezone.now()),
            imports=pending.imports_in_review(scope, user),
            drafts=pending.plans_to_issue(scope, user),
            conference=pending.next_conference(scope, user),
            may_import=can_import_plans(user, scope.province),
            **kwargs,
        )
