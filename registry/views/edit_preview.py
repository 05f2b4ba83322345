"""The pages of a person's unfinished edit: pictures, findings of the format, the whole file. Never kept by the browser."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from documents.page_images import PageMissing
from documents.rendering import FontsMissing
from registry.models import IssuedDocument
from registry.services.editing import Workspace, workspace_of
from registry.services.previewing import Preview, findings_of, picture_of, preview_of
from registry.views.editing import entered_for_edit


@never_cache
@require_GET
def document_edit_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """All pages as they would be printed now: a fragment for the script, a page of its own without it."""
    entered, space, preview, problem = _printed(request, pk)
    context: dict[str, Any] = {"document": entered, "space": space, "preview": preview, "problem": problem}
    if request.htmx:
        return render(request, "registry/fragments/edit_preview.html", context)
    if preview is not None:
        context["findings"] = findings_of(preview, space.document, request.user)
    return render(request, "registry/edit_preview.html", context)


@never_cache
@require_GET
def document_edit_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """What the pages break of the format; asked for after the pages, because checking takes longer than printing."""
    entered, space, preview, problem = _printed(request, pk)
    findings = findings_of(preview, space.document, request.user) if preview is not None else []
    context = {"document": entered, "findings": findings, "preview": preview, "problem": problem}
    return render(request, "registry/fragments/edit_findings.html", context)


@never_cache
@require_GET
def document_edit_page(request: HttpRequest, pk: int, version: str, page: int) -> HttpResponse:
    """One page as a picture. `version` only tells pictures of different contents apart: the newest is what is drawn."""
    _, _, preview, _ = _printed(request, pk)
    if preview is None:
        raise Http404
    try:
        picture = picture_of(preview, page)
    except PageMissing as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/png")


@never_cache
@require_GET
def document_edit_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft as it would be printed now."""
    entered, _, preview, problem = _printed(request, pk)
    if preview is None:
        return HttpResponse(problem, content_type="text/plain; charset=utf-8", status=503)
    name = content_disposition_header(False, f"du-thao-{entered.pk}.pdf") or ""
    return HttpResponse(preview.data, content_type="application/pdf", headers={"Content-Disposition": name})


def _printed(request: HttpRequest, pk: int) -> tuple[IssuedDocument, Workspace, Preview | None, str]:
    entered = entered_for_edit(request, pk)
    space = workspace_of(entered, request.user)
    try:
        return entered, space, preview_of(entered, space.document, request.user), ""
    except FontsMissing as error:
        return entered, space, None, str(error)
