"""The audit trail of the province."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.filters import AuditFilter
from accounts.models import AuditEvent
from accounts.permissions import has_permission_in
from accounts.roles import Permission

ROWS_PER_PAGE = 50


@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    """Acts in the current province, the newest first."""
    if request.province is None or not has_permission_in(request.user, Permission.VIEW_AUDIT, request.province.pk):
        raise PermissionDenied("Anh/chị không có quyền xem nhật ký của tỉnh này.")
    events = AuditEvent.objects.visible_to(request.user).filter(province=request.province).select_related("actor")
    audit_filter = AuditFilter(request.GET, queryset=events, request=request)
    page = Paginator(audit_filter.qs, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/audit_list.html", {"filter_form": audit_filter.form, "page_obj": page})
