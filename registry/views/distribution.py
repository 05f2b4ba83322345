"""Sending an issued document, who has opened it, and what was sent to one's own agency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from accounts.confirming import ConfirmedActMixin
from agencies.models import Agency
from registry.enums import DocumentState
from registry.forms.distribution import DistributionForm
from registry.models import Distribution, IssuedDocument
from registry.permissions import can_issue_document
from registry.services.distribution import distribute_document, recipient_lines, remind_unread


class DistributionPage(View):
    """Who has the document, and the form that sends it to those who have not."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_send(request, pk)
        return self._page(request, document, self._form(request, document))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_send(request, pk)
        form = self._form(request, document)
        if form.is_valid():
            try:
                report = distribute_document(
                    document_id=document.pk,
                    agency_ids=form.agency_ids,
                    addresses=form.addresses,
                    by=request.user,
                    at=timezone.now(),
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(
                    request,
                    f"Đã gửi {document} đến {report.agencies} cơ quan và {report.addresses} địa chỉ thư điện tử.",
                )
                if report.without_account:
                    messages.warning(
                        request,
                        "Chưa ai ở các cơ quan sau có tài khoản, hãy báo cho họ bằng cách khác: "
                        + "; ".join(report.without_account[:20])
                        + ("…" if len(report.without_account) > 20 else "."),
                    )
                return HttpResponseRedirect(request.path)
        return self._page(request, document, form)

    def _form(self, request: HttpRequest, document: IssuedDocument) -> DistributionForm:
        sent = set(document.distributions.exclude(agency=None).values_list("agency", flat=True))
        return DistributionForm(request.POST or None, lines=recipient_lines(document), sent_agencies=sent)

    def _page(self, request: HttpRequest, document: IssuedDocument, form: DistributionForm) -> HttpResponse:
        rows = document.distributions.visible_to(request.user).select_related("agency", "opened_by", "message")
        rows = list(rows)
        context = {
            "document": document,
            "form": form,
            "rows": rows,
            "unread": sum(1 for row in rows if row.agency_id and row.opened_at is None),
        }
        return render(request, "registry/distribution.html", context)


class RemindUnread(ConfirmedActMixin, View):
    """One more mail to the agencies that have not opened the document."""

    def get_confirm_context(self) -> dict[str, Any]:
        document = _to_send(self.request, self.kwargs["pk"])
        return {
            "question": "Nhắc các cơ quan chưa mở văn bản?",
            "detail": f"{document}. Mỗi cơ quan nhận nhiều nhất một thư nhắc trong ngày.",
            "button": "Gửi thư nhắc",
            "cancel_url": reverse("registry:document_distribute", args=[document.pk]),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_send(request, pk)
        try:
            count = remind_unread(document_id=document.pk, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, f"Đã nhắc {count} cơ quan chưa mở văn bản.")
        return HttpResponseRedirect(reverse("registry:document_distribute", args=[document.pk]))


class ReceivedDocuments(ListView):
    """Documents sent to the agencies the person acts for, newest first, unopened ones marked."""

    template_name = "registry/received_list.html"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Distribution]:
        own = Agency.objects.answered_by(self.request.user.agency_ids(), on=timezone.localdate())
        received = Distribution.objects.visible_to(self.request.user).filter(
            agency__in=own.values("pk"), document__province=self.request.province
        )
        if self.request.GET.get("xem") == "chua-mo":
            received = received.unread()
        return received.select_related("document__type", "document__issuer", "agency").order_by("-sent_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(only_unread=self.request.GET.get("xem") == "chua-mo", **kwargs)


def panel(request: HttpRequest, document: IssuedDocument) -> tuple[str, dict[str, Any]] | None:
    """The part of a document's page that says who was sent it; None when there is nothing to say or do."""
    if document.state != DocumentState.ISSUED:
        return None
    rows = list(document.distributions.visible_to(request.user).select_related("agency", "opened_by"))
    may_send = can_issue_document(request.user, document)
    if not rows and not may_send:
        return None
    agencies = [row for row in rows if row.agency_id]
    context = {
        "rows": rows,
        "may_send": may_send,
        "agency_count": len(agencies),
        "opened_count": sum(1 for row in agencies if row.opened_at),
        "address_count": len(rows) - len(agencies),
        # Signing comes first where it is still open; a paper signed by hand is sent as well.
        "is_next": document.signed_files.exists(),
    }
    return "registry/fragments/distribution_panel.html", context


def _to_send(request: HttpRequest, pk: int) -> IssuedDocument:
    documents = IssuedDocument.objects.visible_to(request.user).select_related("type", "issuer", "province")
    document = get_object_or_404(documents, pk=pk)
    if not can_issue_document(request.user, document):
        raise PermissionDenied("Chỉ người ban hành văn bản mới gửi được văn bản.")
    return document
