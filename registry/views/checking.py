"""Checking the format of any file, and the rules it is checked by."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import require
from documents.checking import Level, NotADocument, find_rules
from registry.forms.checking import CheckForm
from registry.models import DocumentType
from registry.permissions import can_check_documents
from registry.services.checking import CheckReport, ReportLost, check_upload, report_json, report_workbook, unpacked

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Heading of each group of findings, the gravest first.
GROUPS = (
    (Level.ERROR, "Sai quy định"),
    (Level.WARNING, "Nên sửa"),
    (Level.INFORMATION, "Lưu ý"),
)


def document_check(request: HttpRequest) -> HttpResponse:
    """Upload a file and read what it breaks; nothing of the file stays in the portal."""
    require(can_check_documents, request.user, request.province)
    form = CheckForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload, chosen = form.cleaned_data["file"], form.cleaned_data
        try:
            report = check_upload(
                upload.read(), file_name=upload.name, type_code=chosen["kind"], is_draft=chosen["is_draft"]
            )
        except NotADocument as error:
            form.add_error("file", str(error))
        else:
            context |= _shown(report)
    return render(request, "registry/check.html", context, status=422 if form.is_bound and form.errors else 200)


def _shown(report: CheckReport) -> dict[str, Any]:
    groups = [
        (level, heading, [finding for finding in report.findings if finding.level == level])
        for level, heading in GROUPS
    ]
    kind = DocumentType.objects.filter(code=report.type_code).first()
    return {
        "report": report,
        "packed": report.packed(),
        "kind": kind.name if kind else "",
        "groups": [group for group in groups if group[2]],
    }


@require_POST
def check_download(request: HttpRequest) -> HttpResponse:
    """The report the page shows, as JSON or as a spreadsheet."""
    require(can_check_documents, request.user, request.province)
    try:
        report = unpacked(request.POST.get("report", ""))
    except ReportLost:
        messages.warning(request, "Kết quả kiểm tra đã cũ. Hãy tải tệp lên kiểm tra lại rồi lấy kết quả.")
        return redirect("registry:document_check")
    stem = f"kiem-tra-{PurePath(report.file_name).stem}"[:80]
    if request.POST.get("format") == "json":
        return _file(report_json(report).encode(), "application/json; charset=utf-8", f"{stem}.json")
    return _file(report_workbook(report), XLSX_MEDIA_TYPE, f"{stem}.xlsx")


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": content_disposition_header(True, name) or ""}
    )


@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """The rules F01-F74, each with an address of its own (#F23), filtered by words."""
    require(can_check_documents, request.user, request.province)
    words = request.GET.get("q", "")[:200]
    rules = find_rules(words)
    ordered = sorted(rules, key=lambda rule: (_first_of(rule.group, rules), rule.id))
    groups = [(name, list(members)) for name, members in groupby(ordered, key=lambda rule: rule.group)]
    return render(request, "registry/rules.html", {"groups": groups, "words": words, "count": len(rules)})


def _first_of(group: str, rules: list[Any]) -> str:
    return min(rule.id for rule in rules if rule.group == group)
