"""Acts of the register, each a POST to an address of its own: submit, approve, return, issue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from accounts.confirming import ConfirmedActMixin
from accounts.permissions import require
from documents.checking import RuleFinding
from documents.rendering import FontsMissing
from registry.enums import DocumentState
from registry.forms.documents import IssueForm, ReturnDocumentForm
from registry.models import IssuedDocument
from registry.permissions import can_issue_document, can_prepare_document
from registry.services import documents as register
from registry.services.numbering import next_number
from registry.services.rendition import findings_of
from registry.views.documents import prints_of, typed, visible_document


class StateAct(ConfirmedActMixin, View):
    """An act without further words; `shown` in the form is the content hash of what the person saw."""

    allowed: Callable[[Any, IssuedDocument], bool]
    service: Callable[..., IssuedDocument]
    reached: DocumentState
    button = ""
    detail = ""
    done_message = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.document = visible_document(request, kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(type(self).allowed, request.user, self.document)
        return super().dispatch(request, *args, **kwargs)

    def get_confirm_context(self) -> dict[str, Any]:
        return {
            "question": f"{self.button} “{self.document.title}”?",
            "detail": self.detail,
            "button": self.button,
            "cancel_url": self.document.get_absolute_url(),
            # What the person saw on the page that led here.
            "fields": {"shown": self.request.GET.get("shown") or self.document.content_hash},
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            type(self).service(
                document_id=self.document.pk,
                shown_hash=request.POST.get("shown") or None,
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            self.document.refresh_from_db()
            if self.document.state == self.reached:
                messages.info(request, f"Văn bản này {self.document.get_state_display().lower()}; không cần làm lại.")
            else:
                messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, self.done_message)
        return redirect(self.document)


class Submit(StateAct):
    allowed = can_prepare_document
    service = register.submit_document
    reached = DocumentState.SUBMITTED
    button = "Trình"
    detail = "Khi đã trình, văn bản không sửa được nữa cho đến khi được trả lại."
    done_message = "Đã trình văn bản, đang chờ duyệt."


class Approve(StateAct):
    allowed = can_issue_document
    service = register.approve_document
    reached = DocumentState.APPROVED
    button = "Duyệt"
    detail = "Văn bản đã duyệt chờ ký, cấp số và ban hành."
    done_message = "Đã duyệt văn bản. Bước tiếp theo: ban hành."


def document_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the document back to its writer; the reason is asked for on a page of its own."""
    document = _to_issue(request, pk)
    form = ReturnDocumentForm(typed(request))
    form.cancel_url, form.draft_key = document.get_absolute_url(), f"return-document-{document.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            register.return_document(
                document_id=document.pk, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            document.refresh_from_db()
            if document.state == DocumentState.DRAFT and document.return_reason == form.cleaned_data["reason"].strip():
                messages.info(request, "Văn bản này đã trả lại với cùng lý do.")
                return redirect(document)
            form.add_error(None, error)
        else:
            messages.success(request, "Đã trả lại văn bản; lý do hiện trên trang văn bản.")
            return redirect(document)
    context = {
        "form": form,
        "document": document,
        "heading": "Trả lại văn bản",
        "lead": f"{document.type}: {document.subject}",
    }
    return render(request, "registry/document_form.html", context, status=422 if form.errors else 200)


def document_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Date and number; what the check of the print found is shown first and must be accepted on purpose."""
    document = _to_issue(request, pk)
    if document.state == DocumentState.ISSUED:
        messages.info(request, f"Văn bản đã ban hành, số {document.number_and_symbol}.")
        return redirect(document)
    today = timezone.localdate()
    findings, problem = _findings(document)
    initial = {"on": today, "shown_hash": document.content_hash}
    form = IssueForm(typed(request), initial=initial, has_findings=bool(findings))
    form.cancel_url = document.get_absolute_url()
    if request.method == "POST" and problem:
        # What cannot be printed cannot be signed either; the number would be lost to it.
        form.add_error(None, problem)
    elif request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            issued = register.issue_document(
                document_id=document.pk,
                on=values["on"],
                number=values["number"],
                accepts_earlier_date=values["accepts_earlier_date"],
                shown_hash=values["shown_hash"] or None,
                by=request.user,
                at=timezone.now(),
            )
        except register.EarlierThanLastIssued as error:
            form = IssueForm(request.POST, initial=initial, has_findings=bool(findings), asks_earlier_date=True)
            form.cancel_url = document.get_absolute_url()
            form.add_error("on", error)
        except ValidationError as error:
            document.refresh_from_db()
            if document.state == DocumentState.ISSUED:
                return redirect("registry:document_issue", document.pk)
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã ban hành {issued}. Nội dung từ nay không đổi.")
            return redirect(document)
    context = {
        "document": document,
        "form": form,
        "findings": findings,
        "problem": problem,
        "year": today.year,
        "next_number": next_number(issuer_id=document.issuer_id, type_id=document.type_id, year=today.year),
        "is_ready": document.state == DocumentState.APPROVED,
    }
    return render(request, "registry/document_issue.html", context, status=422 if form.errors else 200)


def _findings(document: IssuedDocument) -> tuple[list[RuleFinding], str]:
    """What is wrong with PDF and Word file, each rule of a page once; and why they could not be printed."""
    try:
        prints = prints_of(document)
    except FontsMissing as error:
        return [], str(error)
    found = {(finding.rule, finding.message): finding for printed in prints for finding in findings_of(printed)}
    return list(found.values()), ""


def _to_issue(request: HttpRequest, pk: int) -> IssuedDocument:
    document = visible_document(request, pk)
    require(can_issue_document, request.user, document)
    return document
