"""Printing personal invitations: the list, the start, how far it is, and the files."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, View

from accounts.confirming import ConfirmedActMixin
from accounts.permissions import require
from documents.checking.findings import finding_from_json
from documents.composing.invitation import Invitee
from documents.page_images import page_as_png
from documents.rendering import FontsMissing
from registry.enums import BatchItemState
from registry.exports import XLSX_MEDIA_TYPE
from registry.forms.batches import InviteeForm
from registry.models import Batch, BatchItem, IssuedDocument
from registry.permissions import can_print_batch
from registry.services.batches import (
    INVITATION,
    NotAnInvitation,
    cancel_batch,
    personal_copy,
    progress_of,
    retry_batch,
    start_batch,
)
from registry.services.invitees import InviteeList, template_workbook
from registry.views.documents import visible_document

logger = logging.getLogger(__name__)

NAMES_SHOWN = 5
BATCHES_SHOWN = 5


class BatchNew(View):
    """The list of invited persons: typed or uploaded, checked, and shown with the first invitation before it is printed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return _list_page(request, _to_print(request, pk), InviteeForm(initial={"lines": ""}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_print(request, pk)
        form = InviteeForm(request.POST, request.FILES)
        if not form.is_valid():
            return _list_page(request, document, form)
        # What was in the file now stands in the box, where its wrong rows can be put right.
        again = InviteeForm(initial={"lines": form.invited.text})
        return _list_page(request, document, again, invited=form.invited)


class BatchStart(View):
    """Start the batch with the list that was shown."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_print(request, pk)
        form = InviteeForm(request.POST)
        if form.is_valid():
            try:
                batch = start_batch(
                    document_id=document.pk, invitees=form.invited.invitees, by=request.user, at=timezone.now()
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect(batch)
        return _list_page(request, document, form)


class BatchPreview(View):
    """The first page of one person's invitation as a picture."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_print(request, pk)
        invitee = Invitee(*(request.GET.get(name, "")[:300] for name in ("honorific", "name", "post", "organisation")))
        try:
            picture = page_as_png(personal_copy(document.official, invitee).data, page=1)
        except (NotAnInvitation, FontsMissing) as error:
            raise Http404 from error
        return HttpResponse(picture, content_type="image/png")


class InviteeTemplate(View):
    """A spreadsheet to fill in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        headers = {"Content-Disposition": 'attachment; filename="danh-sach-khach-moi.xlsx"'}
        return HttpResponse(template_workbook(), content_type=XLSX_MEDIA_TYPE, headers=headers)


class BatchDetail(DetailView):
    """How far the batch is, its files and its copies; the part on progress asks again while workers are at it."""

    template_name = "registry/batch_detail.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return _visible_batches(self.request)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if not self.request.htmx:
            return super().render_to_response(context, **kwargs)
        response = render(self.request, "registry/fragments/batch_progress.html", context)
        if not context["progress"].is_running:
            response["HX-Refresh"] = "true"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, progress = self.object, progress_of(self.object)
        may_print = can_print_batch(self.request.user, batch.document)
        left = 0 if progress.is_running else progress.waiting
        context = super().get_context_data(
            batch=batch,
            document=batch.document,
            progress=progress,
            left=left,
            may_cancel=may_print and not batch.cancelled_at and progress.waiting > 0 and progress.is_running,
            may_retry=may_print
            and not batch.cancelled_at
            and not progress.is_running
            and (progress.failed or left or not batch.joined_file),
            **kwargs,
        )
        if not self.request.htmx:
            items = list(batch.items.order_by("order"))
            context |= {"items": items, "findings": _shared_findings(items)}
        return context


class BatchAct(ConfirmedActMixin, View):
    """An act on a batch: asks on GET, acts on POST."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(_visible_batches(request), pk=kwargs["pk"])
        self.cancel_url = self.batch.get_absolute_url()

    def act(self) -> str:
        """Do it and return what to say."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_print_batch, request.user, self.batch.document)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        return redirect(self.batch)


class BatchCancel(BatchAct):
    """Print no further copies."""

    confirm_question = "Hủy đợt in này?"
    confirm_detail = "Giấy mời đã in được giữ lại; những giấy còn chờ sẽ không in nữa."
    confirm_button = "Hủy đợt in"

    def act(self) -> str:
        cancel_batch(batch_id=self.batch.pk, by=self.request.user, at=timezone.now())
        return "Đã hủy đợt in. Giấy mời đã in được giữ lại."


class BatchRetry(BatchAct):
    """Print what failed or was left."""

    confirm_question = "In lại những giấy mời chưa in được?"
    confirm_detail = "Giấy mời đã in xong không in lại."
    confirm_button = "In lại"

    def act(self) -> str:
        retry_batch(batch_id=self.batch.pk, by=self.request.user, at=timezone.now())
        return "Đang in lại những giấy mời chưa in được."


class BatchFile(View):
    """The joined PDF or the archive, as a download."""

    field = "joined_file"
    suffix = "pdf"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = get_object_or_404(_visible_batches(request), pk=pk)
        require(can_print_batch, request.user, batch.document)
        return _download(getattr(batch, self.field), f"giay-moi-{batch.pk}.{self.suffix}")


class BatchItemFile(View):
    """One person's invitation."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = get_object_or_404(
            BatchItem.objects.filter(batch__in=Batch.objects.visible_to(request.user)).select_related(
                "batch__document__type"
            ),
            pk=pk,
        )
        require(can_print_batch, request.user, item.batch.document)
        return _download(item.file, item.file_name)


def panel(request: HttpRequest, document: IssuedDocument) -> tuple[str, dict[str, Any]] | None:
    """What the page of an invitation says about printing it for many."""
    if document.type.code != INVITATION or not can_print_batch(request.user, document):
        return None
    batches = list(document.batches.select_related("created_by")[:BATCHES_SHOWN])
    return "registry/fragments/batch_panel.html", {"batches": batches}


def _list_page(
    request: HttpRequest, document: IssuedDocument, form: InviteeForm, *, invited: InviteeList | None = None
) -> HttpResponse:
    form.cancel_url = document.get_absolute_url()
    context: dict[str, Any] = {"document": document, "form": form, "invited": invited}
    if invited and invited.invitees:
        first = invited.invitees[0]
        try:
            personal_copy(document.official, first)
        except (NotAnInvitation, FontsMissing) as error:
            context["problem"] = str(error.messages[0] if isinstance(error, ValidationError) else error)
        else:
            asked = {"honorific": first.honorific, "name": first.name}
            asked |= {"post": first.post, "organisation": first.organisation}
            context |= {
                "first": first,
                "preview_url": f"{reverse('registry:batch_preview', args=[document.pk])}?{urlencode(asked)}",
                "names": invited.invitees[:NAMES_SHOWN],
                "further": max(0, len(invited.invitees) - NAMES_SHOWN),
            }
    return render(request, "registry/batch_form.html", context, status=422 if form.errors else 200)


def _shared_findings(items: list[BatchItem]) -> list[tuple[Any, int]]:
    """Each thing the checks found, with the number of copies that have it: they come from one paper and mostly agree."""
    counted: dict[tuple[str, str], list[Any]] = {}
    for item in items:
        for stored in item.findings if item.state == BatchItemState.DONE else ():
            finding = finding_from_json(stored)
            counted.setdefault((finding.rule, finding.message), [finding, 0])[1] += 1
    return [(finding, count) for finding, count in counted.values()]


def _download(file: FieldFile, name: str) -> HttpResponse:
    if not file:
        raise Http404("Tệp này chưa có.")
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        logger.error("printed file %s is gone", file.name)
        raise Http404("Tệp này không còn trong kho lưu trữ. Hãy báo người quản trị.") from error
    response = FileResponse(content, as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _to_print(request: HttpRequest, pk: int) -> IssuedDocument:
    document = visible_document(request, pk)
    require(can_print_batch, request.user, document)
    if document.type.code != INVITATION:
        raise Http404("Chỉ in hàng loạt được giấy mời.")
    return document


def _visible_batches(request: HttpRequest) -> QuerySet[Batch]:
    return Batch.objects.visible_to(request.user).select_related("document__type", "document__province", "created_by")
