"""The pages of a person's unfinished edit: pictures, findings of the format, the whole file. Never kept by the browser."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from documents.page_images import PageMissing
from documents.rendering import FontsMissing
from jobs.enums import JobState
from registry.services.editing import workspace_of
from registry.services.long_previews import ask_for_preview
from registry.services.previewing import (
    PreviewIsLong,
    findings_of,
    kept_preview,
    picture_of,
    preview_of,
    preview_version,
)
from registry.views.editing import entered_for_edit


@never_cache
@require_GET
def document_edit_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """All pages as they would be printed now: a fragment for the script, a page of its own without it."""
    context = _printed(request, pk)
    if request.htmx:
        return render(request, "registry/fragments/edit_preview.html", context)
    return render(request, "registry/edit_preview.html", context | _findings(request, context))


@never_cache
@require_GET
def document_edit_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """What the pages break of the format; asked for after the pages, because checking takes longer than printing."""
    context = _printed(request, pk)
    return render(request, "registry/fragments/edit_findings.html", context | _findings(request, context))


@never_cache
@require_GET
def document_edit_page(request: HttpRequest, pk: int, version: str, page: int) -> HttpResponse:
    """One page as a picture: of the version asked for while it is kept, else of the newest."""
    preview = kept_preview(entered_for_edit(request, pk), request.user, version) or _printed(request, pk)["preview"]
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
    """The whole draft as it would be printed now; a long one is waited for on the page that shows it."""
    context = _printed(request, pk)
    preview = context["preview"]
    if preview is None:
        return redirect("registry:document_edit_preview", pk)
    name = content_disposition_header(False, f"du-thao-{pk}.pdf") or ""
    return HttpResponse(preview.data, content_type="application/pdf", headers={"Content-Disposition": name})


def _printed(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The preview, or why there is none: the job that makes it, or a problem in words."""
    entered = entered_for_edit(request, pk)
    space = workspace_of(entered, request.user)
    context: dict[str, Any] = {"document": entered, "space": space, "preview": None, "job": None, "problem": ""}
    try:
        context["preview"] = preview_of(entered, space.document, request.user)
    except FontsMissing as error:
        context["problem"] = str(error)
    except PreviewIsLong:
        version = preview_version(space.document)
        job = ask_for_preview(entered, version, by=request.user, at=timezone.now())
        if job.state == JobState.FAILED:
            context["problem"] = job.error
        else:
            context["job"] = job
    return context


def _findings(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    if context["preview"] is None:
        return {"findings": []}
    return {"findings": findings_of(context["document"], context["space"].document, request.user)}
