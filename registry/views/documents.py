"""Reading documents: the list, one document with its prints and history, and the printed files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.generic import ListView, View

from accounts.permissions import has_permission_in
from accounts.roles import Permission
from documents.page_images import PageMissing, page_as_png
from documents.rendering import FontsMissing
from documents.vietnamese import search_key
from jobs.enums import JobState
from registry.enums import DocumentState, FileFormat
from registry.exports import XLSX_MEDIA_TYPE, documents_workbook
from registry.filters import DocumentFilter
from registry.models import IssuedDocument, Rendition
from registry.permissions import can_issue_document, can_prepare_document, can_prepare_documents
from registry.services.distribution import note_opening
from registry.services.documents import verify_content
from registry.services.long_prints import ask_for_prints, waits_for_worker
from registry.services.rendition import findings_of, printed_file
from registry.services.signing import current_file, file_bytes, pictured_file
from registry.views.panels import panels_of

MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# Further pages are read in the PDF itself.
PAGES_SHOWN = 4
CORRECTION_FIELDS = ("pk", "type__name", "sequence_number", "symbol", "title", "issued_on", "state")


class FilteredDocuments(View):
    """The rows of the address: province and filters; the page and the spreadsheet share them."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form = DocumentFilter(request.GET, province=request.province, user=request.user)

    def get_queryset(self) -> QuerySet[IssuedDocument]:
        seen = IssuedDocument.objects.visible_to(self.request.user).filter(province=self.request.province)
        return self.form.apply(seen.without_content().select_related("type", "issuer", "created_by"))


class DocumentList(FilteredDocuments, ListView):
    """Documents of the province: drafts for those who prepare, issued ones for everybody."""

    template_name = "registry/document_list.html"
    context_object_name = "documents"
    paginate_by = 30

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        province = self.request.province
        return super().get_context_data(
            form=self.form,
            query=self.request.GET.urlencode(),
            received_url=address("registry:received_list"),
            check_url=address("registry:document_check"),
            may_prepare=province is not None and can_prepare_documents(self.request.user, province.pk),
            **kwargs,
        )


class DocumentSpreadsheet(FilteredDocuments):
    """The rows of the list as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        book = documents_workbook(self.get_queryset())
        name = f"van-ban-{timezone.localdate():%Y-%m-%d}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(book, content_type=XLSX_MEDIA_TYPE, headers=headers)


def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the document is, where it stands, the next act, its prints, and what other work has to say about it."""
    document = visible_document(request, pk)
    note_opening(document=document, by=request.user, at=timezone.now())
    prepares, issues = can_prepare_document(request.user, document), can_issue_document(request.user, document)
    is_draft, is_issued = document.state == DocumentState.DRAFT, document.state == DocumentState.ISSUED
    seen = IssuedDocument.objects.visible_to(request.user).without_content()
    context = {
        "document": document,
        "shown": {"shown": document.content_hash},
        "official": document.official,
        "may_edit": is_draft and prepares,
        "may_submit": is_draft and prepares,
        "may_approve": document.state == DocumentState.SUBMITTED and issues,
        "may_issue": document.state == DocumentState.APPROVED and issues,
        "may_return": document.state in {DocumentState.SUBMITTED, DocumentState.APPROVED} and issues,
        "may_correct": is_issued and prepares,
        "may_copy": prepares,
        "sees_history": prepares
        or issues
        or has_permission_in(request.user, Permission.VIEW_AUDIT, document.province_id),
        "edit_url": address("registry:document_edit", document.pk),
        "corrected": seen.filter(pk=document.corrects_id).select_related("type").first(),
        "corrections": seen.filter(corrects=document).select_related("type").order_by("pk"),
        "is_as_issued": verify_content(document) if is_issued else None,
        "panels": panels_of(request, document),
    }
    return render(request, "registry/document_detail.html", context)


def document_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The print as pictures with what its check found; printed now when nobody has printed it yet.

    The detail page asks for it after it is shown, so that a long document keeps nobody waiting for the facts.
    """
    document = visible_document(request, pk)
    sees_findings = can_prepare_document(request.user, document) or can_issue_document(request.user, document)
    context: dict[str, Any] = {"document": document, "problem": "", "pages": [], "page_count": 0, "prints": []}
    context["signed"] = pictured_file(document)
    if waits_for_worker(document):
        job = ask_for_prints(document, by=request.user, at=timezone.now())
        context |= {"problem": job.error} if job.state == JobState.FAILED else {"job": job}
        return _preview(request, context)
    try:
        pdf, word = prints_of(document)
    except FontsMissing as error:
        context["problem"] = str(error)
    else:
        context["page_count"] = pdf.pages or 1
        context["pages"] = range(1, min(context["page_count"], PAGES_SHOWN) + 1)
        context["prints"] = [(pdf, findings_of(pdf)), (word, findings_of(word))] if sees_findings else []
    return _preview(request, context)


def _preview(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    template = "registry/fragments/document_preview.html" if request.htmx else "registry/document_preview.html"
    return render(request, template, context)


@cache_control(private=True, max_age=86_400)
def document_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page of the print as a picture, with its signatures; the address carries content and signatures, so it may be kept."""
    document = visible_document(request, pk)
    signed = pictured_file(document)
    try:
        if signed is not None:
            return HttpResponse(page_as_png(file_bytes(signed), page=number), content_type="image/png")
        rendition = printed_file(document=document.official, file_format=FileFormat.PDF, at=timezone.now())
        return HttpResponse(page_as_png(_data(rendition), page=number), content_type="image/png")
    except (FontsMissing, PageMissing) as error:
        raise Http404 from error


def document_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as PDF, shown in the browser: the signed file once there is one.

    The print without signatures stays open to those who prepare or issue, by `?chua-ky`.
    """
    document = visible_document(request, pk)
    signed = current_file(document)
    sees_unsigned = can_prepare_document(request.user, document) or can_issue_document(request.user, document)
    if signed is not None and not (sees_unsigned and "chua-ky" in request.GET):
        return redirect("registry:signed_file", document.pk, signed.sequence)
    return _printed(request, pk, FileFormat.PDF)


def document_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as a Word file to keep."""
    return _printed(request, pk, FileFormat.DOCX)


def visible_document(request: HttpRequest, pk: int) -> IssuedDocument:
    """The document when the person may read it, else 404."""
    return get_object_or_404(
        IssuedDocument.objects.visible_to(request.user)
        .defer("body_key")
        .select_related(
            "type", "issuer__province", "province", "created_by", "submitted_by", "approved_by", "issued_by"
        ),
        pk=pk,
    )


def prints_of(document: IssuedDocument) -> tuple[Rendition, Rendition]:
    """The PDF and the Word file of the document as it is now, printed where they are missing. Raises FontsMissing."""
    official, now = document.official, timezone.now()
    return (
        printed_file(document=official, file_format=FileFormat.PDF, at=now),
        printed_file(document=official, file_format=FileFormat.DOCX, at=now),
    )


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent with the form; an act sent with nothing in it is a form to be refused, not to be shown anew."""
    return request.POST if request.method == "POST" else None


def address(name: str, *args: Any) -> str:
    """The path of a page, empty where the installation leaves its part out."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def file_name_of(document: IssuedDocument, file_format: FileFormat) -> str:
    """ "ke-hoach-08-KH-UBND-2026.pdf"; a draft is named by its id."""
    kind = search_key(document.type.name.partition(" (")[0]).replace(" ", "-")
    if document.sequence_number is None:
        return f"du-thao-{kind}-{document.pk}.{file_format.value}"
    return f"{kind}-{document.number_and_symbol.replace('/', '-')}-{document.year}.{file_format.value}"


def _printed(request: HttpRequest, pk: int, file_format: FileFormat) -> HttpResponse:
    document = visible_document(request, pk)
    note_opening(document=document, by=request.user, at=timezone.now())
    if waits_for_worker(document):
        job = ask_for_prints(document, by=request.user, at=timezone.now())
        return redirect("jobs:job_detail", job.pk)
    try:
        rendition = printed_file(document=document.official, file_format=file_format, at=timezone.now())
    except FontsMissing as error:
        messages.error(request, str(error))
        return redirect(document)
    name = file_name_of(document, file_format)
    disposition = content_disposition_header(file_format != FileFormat.PDF, name) or ""
    return HttpResponse(
        _data(rendition), content_type=MEDIA_TYPES[file_format], headers={"Content-Disposition": disposition}
    )


def _data(rendition: Rendition) -> bytes:
    with rendition.file.open("rb") as stored:
        return stored.read()
