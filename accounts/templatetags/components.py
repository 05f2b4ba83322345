"""The parts pages are made of. Every component and its states are on the gallery page (accounts:gallery)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.components import status_parts

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A picture of `static/icons.txt`; without `label` it is decoration and hidden from screen readers."""
    address = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, address
        )
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"></use></svg>', css, address)


@register.inclusion_tag("components/status.html")
def status_badge(status: str, days: int | None = None, word: str = "") -> dict[str, str]:
    """The state of a duty as icon, word and colour. `days` is the working days left, or the days late."""
    return status_parts(status, word=word, days=days)


@register.inclusion_tag("components/page_heading.html")
def page_heading(title: str, lead: str = "", level: int = 2) -> dict[str, Any]:
    """A heading inside the page with a sentence below; the page's own h1 is the block `heading` of base.html."""
    return {"title": title, "lead": lead, "level": level}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """`{% breadcrumb "Kế hoạch" list_url "129/KH-UBND" %}`: label and address in turn, the last label is this page."""
    links = [{"label": parts[n], "url": parts[n + 1]} for n in range(0, len(parts) - 1, 2)]
    return {"links": links, "here": parts[-1] if len(parts) % 2 else "", "home_url": reverse("home")}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, text: str = "", action_label: str = "", action_url: str = "", icon_name: str = "inbox"
) -> dict[str, str]:
    """What will appear here and how to begin."""
    return {
        "title": title,
        "text": text,
        "action_label": action_label,
        "action_url": action_url,
        "icon_name": icon_name,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page_obj: Page, noun: str = "dòng") -> dict[str, Any]:
    """Numbers of the pages and of the rows; the other parameters of the address stay."""
    query = context["request"].GET
    numbers = [
        {"number": number, "url": _with(query, page=number), "is_gap": number == page_obj.paginator.ELLIPSIS}
        for number in page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page_obj": page_obj,
        "numbers": numbers,
        "noun": noun,
        "previous_url": _with(query, page=page_obj.number - 1) if page_obj.has_previous() else "",
        "next_url": _with(query, page=page_obj.number + 1) if page_obj.has_next() else "",
    }


@register.inclusion_tag("components/filter_form.html")
def filter_form(form: forms.BaseForm) -> dict[str, Any]:
    """The filters of a list in one row; on a phone behind one press, open while any is in force."""
    return {"form": form, "is_open": form.is_bound and any(form.data.get(name) for name in form.fields)}


@register.inclusion_tag("components/filter_chips.html", takes_context=True)
def filter_chips(
    context: template.Context, form: forms.BaseForm, count: int | None = None, noun: str = "dòng"
) -> dict[str, Any]:
    """The filters in force, each with its removal, and the count of rows. `form` is a bound filter form."""
    query = context["request"].GET
    values = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chips = [
        {
            "label": form[name].label,
            "value": _shown(form.fields[name], value),
            "remove_url": _with(query, **{name: None, "page": None}),
        }
        for name, value in values.items()
        if name in form.fields and not _is_empty(value)
    ]
    cleared = dict.fromkeys([*form.fields, "page"])
    return {"chips": chips, "count": count, "noun": noun, "clear_url": _with(query, **cleared)}


@register.inclusion_tag("components/stat_tile.html")
def stat_tile(
    value: Any, label: str, url: str = "", tone: str = "", icon_name: str = "", note: str = ""
) -> dict[str, Any]:
    """A number that leads to the rows behind it. `tone` is one of grey, blue, amber, red, violet, orange, green."""
    return {"value": value, "label": label, "url": url, "tone": tone, "icon_name": icon_name, "note": note}


@register.inclusion_tag("components/progress.html")
def progress_bar(
    value: Decimal | int | None, maximum: Decimal | int = 100, label: str = "Tiến độ", unit: str = "%"
) -> dict[str, Any]:
    """A native progress bar with its figure; None is "chưa báo cáo", which is not zero."""
    return {"value": value, "maximum": maximum, "label": label, "unit": unit}


@register.simple_block_tag
def data_table(content: str, caption: str, numbered: bool = False) -> SafeString:
    """Wraps `<thead>` and `<tbody>`. Give each cell `data-label`: on a phone the row becomes a card that shows it."""
    return render_to_string(
        "components/data_table.html", {"content": content, "caption": caption, "numbered": numbered}
    )


@register.inclusion_tag("components/file_field.html")
def file_field(field: forms.BoundField, accept: str = "", capture: bool = False) -> dict[str, Any]:
    """A file that is chosen, dropped or photographed and named back; works as a plain file input without script."""
    attrs = {"class": "form-control", "data-file-input": ""}
    if accept:
        attrs["accept"] = accept
    if capture:
        attrs["capture"] = "environment"
    if field.errors:
        attrs |= {"class": "form-control is-invalid", "aria-invalid": "true"}
    return {"field": field, "widget": field.as_widget(attrs=attrs)}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """All errors of the form in one list that links to the fields."""
    return {"form": form, "errors": _errors_of(form)}


@register.filter
def errors_with_fields(form: forms.BaseForm) -> list[dict[str, str]]:
    """Each error with the label and the id of its field; both are empty for the form as a whole."""
    return _errors_of(form)


@register.inclusion_tag("components/confirm_dialog.html", takes_context=True)
def confirm_dialog(
    context: template.Context,
    dialog_id: str,
    url: str,
    button: str,
    question: str,
    detail: str = "",
    css: str = "btn",
    icon_name: str = "",
    fields: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A button that asks before it acts. Without script the button leads to `url`, whose GET asks on a page of its own
    (accounts.confirming.ConfirmedActMixin) and carries the fields on."""
    return {
        "dialog_id": dialog_id,
        "url": url,
        "page_url": f"{url}?{urlencode(fields)}" if fields else url,
        "button": button,
        "question": question,
        "detail": detail,
        "css": css,
        "icon_name": icon_name,
        "fields": fields or {},
        "csrf_token": context.get("csrf_token"),
    }


def _errors_of(form: forms.BaseForm) -> list[dict[str, str]]:
    found = [{"label": "", "target": "", "message": message} for message in form.non_field_errors()]
    for field in [*form.visible_fields(), *form.hidden_fields()]:
        for message in field.errors:
            found.append({"label": field.label, "target": field.id_for_label or field.auto_id, "message": message})
    return found


def _with(query: QueryDict, **changes: Any) -> str:
    """The address of this page with other parameters; None takes a parameter away."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}" if changed else "."


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (hasattr(value, "__len__") and len(value) == 0)


def _shown(field: forms.Field, value: Any) -> str:
    """A chosen value in the words of the form."""
    if isinstance(field, forms.DateField):
        return f"{value:%d/%m/%Y}"
    if isinstance(field, forms.BooleanField | forms.NullBooleanField):
        return "có" if value else "không"
    choices = dict(getattr(field, "choices", ()) if not hasattr(field, "queryset") else ())
    values = value if isinstance(value, list | tuple) or hasattr(value, "iterator") else [value]
    return ", ".join(str(choices.get(item, item)) for item in values)
