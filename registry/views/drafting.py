"""Making drafts: by form, from a file, as a copy, as a correction; and the facts around a draft's text."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from accounts.confirming import ConfirmedActMixin
from accounts.permissions import require
from registry.forms.documents import CorrectionForm, FactsForm, FileForm
from registry.models import IssuedDocument
from registry.permissions import can_prepare_document, can_prepare_documents
from registry.services.correcting import CorrectionWay, draft_correction
from registry.services.documents import DocumentChangedMeanwhile, DocumentNotReady
from registry.services.drafting import (
    copy_document,
    draft_from_facts,
    draft_from_file,
    edit_facts,
    facts_of,
    issuing_agencies,
)
from registry.views.documents import address, typed, visible_document


def document_new(request: HttpRequest) -> HttpResponse:
    """The form of a new draft; its text is written afterwards in the outline."""
    agencies = _own_agencies(request)
    form = FactsForm(typed(request), agencies=agencies)
    form.cancel_url, form.draft_key = reverse("registry:document_list"), "new-document"
    if request.method == "POST" and form.is_valid():
        try:
            entered = draft_from_facts(facts=form.facts(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã lập dự thảo. Bước tiếp theo: soạn nội dung rồi trình.")
            return redirect(address("registry:document_edit", entered.pk) or entered)
    return _form_page(request, form, {"heading": "Văn bản mới"})


def document_from_file(request: HttpRequest) -> HttpResponse:
    """The upload form; a file that gives no document is told beside the field, and nothing is kept of it."""
    form = FileForm(typed(request), request.FILES or None, agencies=_own_agencies(request))
    form.cancel_url = reverse("registry:document_list")
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        upload = values.pop("file")
        try:
            entered = draft_from_file(
                **values, file_name=upload.name, data=upload.read(), by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, "Đã đọc tệp thành dự thảo. Hãy xem lại thông tin và nội dung trước khi trình.")
            return redirect(entered)
    lead = "Cổng đọc trích yếu, nội dung, nơi nhận, người ký, phụ lục; số và ngày để trống cho đến khi ban hành."
    return _form_page(request, form, {"heading": "Tạo văn bản từ tệp", "lead": lead})


def document_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts around the text of a draft. One saved by a colleague meanwhile is not overwritten."""
    document = _to_prepare(request, pk)
    form = FactsForm(
        typed(request),
        agencies=_own_agencies(request, document),
        facts=facts_of(document),
        shown_hash=document.content_hash,
    )
    form.cancel_url, form.draft_key = document.get_absolute_url(), f"document-{document.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            edit_facts(
                document_id=document.pk,
                facts=form.facts(),
                shown_hash=form.cleaned_data["shown_hash"],
                by=request.user,
                at=timezone.now(),
            )
        except DocumentChangedMeanwhile:
            form.add_error(
                None,
                "Có người vừa sửa văn bản này. Bản hiện tại hiện ở dưới; bấm Lưu lần nữa để ghi đè bằng bản của anh/chị.",
            )
            form.data = form.data.copy()
            form.data["shown_hash"] = document.content_hash
            return _form_page(
                request, form, {"heading": "Sửa thông tin văn bản", "document": document, "current": document}
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã lưu thông tin văn bản.")
            return redirect(document)
    return _form_page(request, form, {"heading": "Sửa thông tin văn bản", "document": document})


class DocumentCopy(ConfirmedActMixin, View):
    """A new draft with the text of this document."""

    def get_confirm_context(self) -> dict[str, str]:
        document = _to_prepare(self.request, self.kwargs["pk"])
        return {
            "question": f"Sao chép “{document.title}” thành dự thảo mới?",
            "detail": "Dự thảo mới mang nội dung này, chưa có số và ngày.",
            "button": "Sao chép",
            "cancel_url": document.get_absolute_url(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_prepare(request, pk)
        try:
            copy = copy_document(document_id=document.pk, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(document)
        messages.success(request, "Đã sao chép thành dự thảo mới.")
        return redirect(copy)


def document_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a correction: by letter for a mistake of form, by a document in its place for one of content."""
    document = _to_prepare(request, pk)
    form = CorrectionForm(typed(request))
    form.cancel_url = document.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            entered = draft_correction(
                document_id=document.pk,
                way=CorrectionWay(values["way"]),
                unit=values["unit"],
                by=request.user,
                at=timezone.now(),
            )
        except DocumentNotReady as error:
            messages.warning(request, " ".join(error.messages))
            return redirect(document)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã lập dự thảo đính chính. Hãy ghi chỗ sai và nội dung đúng rồi trình.")
            return redirect(entered)
    lead = f"{document}: {document.subject}. Văn bản đã ban hành giữ nguyên; văn bản mới nêu tên văn bản này."
    return _form_page(request, form, {"heading": "Đính chính văn bản", "document": document, "lead": lead})


def _own_agencies(request: HttpRequest, document: IssuedDocument | None = None):
    province = document.province if document is not None else request.province
    if province is None:
        raise PermissionDenied
    require(can_prepare_documents, request.user, province.pk)
    return issuing_agencies(province, on=timezone.localdate())


def _to_prepare(request: HttpRequest, pk: int) -> IssuedDocument:
    document = visible_document(request, pk)
    require(can_prepare_document, request.user, document)
    return document


def _form_page(request: HttpRequest, form: FactsForm | FileForm | CorrectionForm, context: dict) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "registry/document_form.html", {"form": form, **context}, status=status)
