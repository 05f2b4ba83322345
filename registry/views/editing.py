"""The outline editor: a draft's provisions beside its pages. Every act works as a plain form and, with the script, in place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.outline import KIND_NAMES
from registry.enums import DocumentState
from registry.forms.editing import REDO, UNDO, ChangeForm
from registry.models import Edit, IssuedDocument
from registry.permissions import can_prepare_document
from registry.services import editing
from registry.services.comparing import compared_lines
from registry.services.outline_acts import LONGEST_TEXT, Act, Change, Outcome
from registry.services.outline_parts import BASES, opened, parts_of
from registry.views.outline_rows import known_part, rows_of
from registry.views.panels import PANELS

STALE, UNPROCESSABLE = 409, 422


@never_cache
@require_GET
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor. An unfinished edit goes on where it stopped; nothing is written before the first change."""
    entered = entered_for_edit(request, pk)
    context = _context(
        request,
        entered,
        part=request.GET.get("phan"),
        open_table=_number(request.GET.get("bang")),
        focus=_number(request.GET.get("chon")),
    )
    if request.htmx:
        return render(request, "registry/fragments/edit_workspace.html", context)
    context["goes_on"] = context["space"].edit is not None and "chon" not in request.GET and "phan" not in request.GET
    return render(request, "registry/edit.html", context)


@require_POST
def document_edit_act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act, undo or redo. A refused act shows the newest outline and gives back what was typed."""
    entered = entered_for_edit(request, pk)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _refused(request, entered, form, "Yêu cầu không đọc được. Hãy xem lại trang rồi bấm lại.", UNPROCESSABLE)
    try:
        outcome = _do(entered, form, request)
    except editing.EditStale as error:
        return _refused(request, entered, form, " ".join(error.messages), STALE)
    except ValidationError as error:
        return _refused(request, entered, form, " ".join(error.messages), UNPROCESSABLE)
    said = _sentence(form.cleaned_data["act"], outcome)
    if request.htmx and form.cleaned_data["act"] in {Act.TEXT, Act.CELLS}:
        context = {"document": entered, "space": editing.workspace_of(entered, request.user), "part": form.part_key}
        return render(request, "registry/fragments/edit_bar.html", context)
    if request.htmx:
        context = _context(
            request,
            entered,
            part=form.part_key,
            open_table=form.cleaned_data["open_table"],
            focus=outcome.focus,
            said=said,
        )
        return render(request, "registry/fragments/edit_workspace.html", context)
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(_page(pk, form.part_key, outcome.focus, form.cleaned_data["open_table"]))


@require_POST
def document_edit_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the edit into the draft of the register. Where somebody else saved first, both versions are shown instead."""
    entered = entered_for_edit(request, pk)
    try:
        editing.save_edit(
            document_id=entered.pk,
            token=request.POST.get("token", ""),
            over_hash=request.POST.get("over", ""),
            by=request.user,
            at=timezone.now(),
        )
    except editing.SomebodySavedFirst as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("registry:document_edit_compare", pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("registry:document_edit", pk)
    messages.success(request, "Đã lưu bản sửa vào dự thảo.")
    return redirect("registry:document_detail", pk)


@require_http_methods(["GET", "POST"])
def document_edit_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the unfinished edit away. Asked for by GET it asks first."""
    entered = entered_for_edit(request, pk)
    if request.method == "POST":
        editing.discard_edit(document_id=entered.pk, by=request.user)
        messages.success(request, "Đã bỏ bản đang sửa. Dự thảo trong sổ giữ nguyên.")
        return redirect("registry:document_detail", pk)
    question = {
        "question": "Bỏ bản đang sửa?",
        "detail": "Mọi thay đổi chưa lưu vào dự thảo sẽ mất. Dự thảo trong sổ giữ nguyên.",
        "button": "Bỏ bản đang sửa",
        "cancel_url": reverse("registry:document_edit", args=[pk]),
    }
    return render(request, "components/confirm_page.html", question)


@never_cache
@require_GET
def document_edit_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's edit beside the draft that somebody else saved meanwhile, and the choice between them."""
    entered = entered_for_edit(request, pk)
    space = editing.workspace_of(entered, request.user)
    if space.edit is None:
        return redirect("registry:document_edit", pk)
    context = {
        "document": entered,
        "space": space,
        "lines": compared_lines(opened(entered.official), space.document),
    }
    return render(request, "registry/edit_compare.html", context)


def unfinished_edit_panel(request: HttpRequest, document: IssuedDocument) -> tuple[str, dict[str, Any]] | None:
    """On the document's page: that the reader has changes which are not in the draft yet."""
    edit = Edit.objects.filter(document=document, editor=request.user).first()
    if edit is None:
        return None
    return "registry/fragments/edit_panel.html", {"edit": edit, "is_draft": document.state == DocumentState.DRAFT}


PANELS.insert(0, unfinished_edit_panel)


def entered_for_edit(request: HttpRequest, pk: int) -> IssuedDocument:
    """The document, where the person prepares documents of its province; to everybody else there is none."""
    entered = get_object_or_404(
        IssuedDocument.objects.visible_to(request.user).select_related("type", "issuer", "province"), pk=pk
    )
    if not can_prepare_document(request.user, entered):
        raise Http404
    return entered


def _do(entered: IssuedDocument, form: ChangeForm, request: HttpRequest) -> Outcome:
    call: dict[str, Any] = {"document_id": entered.pk, "token": form.cleaned_data["token"]}
    call |= {"by": request.user, "at": timezone.now()}
    act = form.cleaned_data["act"]
    if act in {UNDO, REDO}:
        step = editing.undo_change if act == UNDO else editing.redo_change
        step(**call)
        return Outcome("", form.cleaned_data["item"])
    change: Change = form.change()
    changed = editing.change_draft(change=change, **call)
    return changed.outcome


def _refused(
    request: HttpRequest, entered: IssuedDocument, form: ChangeForm, message: str, status: int
) -> HttpResponse:
    item = _number(form.data.get("item"))
    context = _context(
        request,
        entered,
        part=form.part_key,
        open_table=_number(form.data.get("open_table")),
        focus=item,
        refusal=message,
        typed={item: form.data["text"]} if item is not None and "text" in form.data else {},
        typed_cells=form.typed_cells,
    )
    template = "registry/fragments/edit_workspace.html" if request.htmx else "registry/edit.html"
    return render(request, template, context, status=status)


def _context(
    request: HttpRequest,
    entered: IssuedDocument,
    *,
    part: str | None,
    open_table: int | None = None,
    focus: int | None = None,
    said: str = "",
    refusal: str = "",
    typed: dict[int, str] | None = None,
    typed_cells: dict[tuple[int, int], str] | None = None,
) -> dict[str, Any]:
    # The act may have changed state and edit: read both again.
    entered.refresh_from_db(fields=["state", "content", "content_hash"])
    space = editing.workspace_of(entered, request.user)
    key = known_part(space.document, part)
    rows = rows_of(space.document, key, open_table=open_table, typed=typed, typed_cells=typed_cells)
    shown = {row.id for row in rows}
    rows_by_id = {row.id: row for row in rows}
    return {
        "document": entered,
        "space": space,
        "part": key,
        "parts": parts_of(space.document),
        "is_flat": key == BASES,
        "rows": rows,
        "kinds": [(kind.value, name) for kind, name in KIND_NAMES.items()],
        "hints": [(hint, rows_by_id[hint.item_id]) for hint in space.moved_references(key)][:20],
        "focus": focus if focus in shown else None,
        "open_table": open_table if open_table in shown else None,
        "said": said,
        "refusal": refusal,
        "homeless": [text for item, text in (typed or {}).items() if item not in shown and text.strip()],
        "with_acts": not request.htmx,
        "longest_text": LONGEST_TEXT,
    }


def _sentence(act: str, outcome: Outcome) -> str:
    if act in {Act.TEXT, Act.CELLS}:
        return ""
    if act == UNDO:
        return "Đã hoàn tác."
    if act == REDO:
        return "Đã làm lại."
    also = f" cùng {outcome.removed - 1} mục con" if outcome.removed > 1 else ""
    hint = " Bấm Hoàn tác để lấy lại." if outcome.removed else ""
    return f"Đã {outcome.said}{also}.{hint}"


def _page(pk: int, part: str, focus: int | None, open_table: int | None) -> str:
    query: dict[str, Any] = {"phan": part, "chon": "" if focus is None else focus}
    if open_table is not None:
        query["bang"] = open_table
    anchor = f"#muc-{focus}" if focus is not None else ""
    return f"{reverse('registry:document_edit', args=[pk])}?{urlencode(query)}{anchor}"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
