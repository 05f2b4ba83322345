"""The register book: the page, the spreadsheet, the print, and the numbers given on paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.generic import ListView, View

from accounts.permissions import require
from documents.rendering import FontsMissing
from documents.rendering.register_book import render_register_book
from documents.vietnamese import search_key
from registry.exports import XLSX_MEDIA_TYPE, book_workbook
from registry.forms.documents import ContinueForm, document_types
from registry.models import IssuedDocument
from registry.permissions import can_continue_numbering
from registry.services.drafting import issuing_agencies
from registry.services.numbering import continue_numbering
from registry.services.register_book import (
    BOOK_COLUMNS,
    BookChoice,
    BookRow,
    book_documents,
    book_issuers,
    book_row,
    printed_book,
    remarks,
)
from registry.views.documents import typed

# More rows than this take longer to print than a page may keep somebody waiting.
MOST_PRINTED_ROWS = 300


class BookForm(forms.Form):
    """Whose book; without a choice the first issuer and this year."""

    issuer = forms.ModelChoiceField(label="Cơ quan ban hành", queryset=None, required=False, empty_label=None)
    type = forms.ModelChoiceField(
        label="Loại", queryset=None, required=False, to_field_name="code", empty_label="Mọi loại"
    )
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    month = forms.TypedChoiceField(
        label="Tháng",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Cả năm"), *((month, f"Tháng {month}") for month in range(1, 13))],
    )

    def __init__(self, data: Any, *, request: HttpRequest) -> None:
        super().__init__(data)
        issuers = book_issuers(request.user, request.province.pk)
        this_year = timezone.localdate().year
        years = set(IssuedDocument.objects.filter(issuer__in=issuers).exclude(year=None).values_list("year", flat=True))
        self.fields["issuer"].queryset = issuers
        self.fields["type"].queryset = document_types()
        self.fields["year"].choices = [(year, str(year)) for year in sorted(years | {this_year}, reverse=True)]
        for name, value in (("issuer", issuers.first()), ("year", this_year)):
            self.fields[name].initial = getattr(value, "pk", value)
        self.first_issuer, self.this_year = issuers.first(), this_year

    def choice(self) -> BookChoice | None:
        """None when there is no book yet, or the address asks for one that is not."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        issuer = values["issuer"] or self.first_issuer
        if issuer is None:
            return None
        return BookChoice(issuer, values["year"] or self.this_year, values["type"], values["month"])


class BookView(View):
    """The book of the address."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.province is None:
            raise PermissionDenied
        self.form = BookForm(request.GET, request=request)
        self.choice = self.form.choice()

    def get_queryset(self) -> QuerySet[IssuedDocument]:
        if self.choice is None:
            return IssuedDocument.objects.none()
        return book_documents(self.choice, self.request.user)

    def rows(self) -> list[BookRow]:
        if self.choice is None:
            return []
        return [*remarks(self.choice), *(book_row(document) for document in self.get_queryset())]

    def query(self) -> dict[str, str]:
        """The parameters of the address that choose the book, and nothing else of what was sent."""
        return {name: self.form[name].data for name in self.form.fields if self.choice and self.form[name].data}

    def file_name(self, ending: str) -> str:
        if self.choice is None:
            return f"so-van-ban-di.{ending}"
        parts = ["so-van-ban-di", self.choice.issuer.code, str(self.choice.year)]
        if self.choice.kind:
            parts.append(self.choice.kind.code)
        if self.choice.month:
            parts.append(f"thang-{self.choice.month}")
        return f"{search_key('-'.join(parts)).replace(' ', '-')}.{ending}"


class BookPage(BookView, ListView):
    template_name = "registry/book.html"
    paginate_by = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "choice": self.choice,
            "columns": BOOK_COLUMNS,
            "rows": [book_row(document) for document in context["page_obj"]],
            "remarks": remarks(self.choice) if self.choice else [],
            "query": self.request.GET.urlencode(),
            "may_continue": can_continue_numbering(self.request.user, self.request.province.pk),
        }


class BookSpreadsheet(BookView):
    def get(self, request: HttpRequest) -> HttpResponse:
        headers = {"Content-Disposition": content_disposition_header(True, self.file_name("xlsx")) or ""}
        return HttpResponse(book_workbook(self.rows()), content_type=XLSX_MEDIA_TYPE, headers=headers)


class BookPrint(BookView):
    """The book as PDF, shown in the browser."""

    def get(self, request: HttpRequest) -> HttpResponse:
        count = self.get_queryset().count()
        if self.choice is None or count > MOST_PRINTED_ROWS:
            said = (
                "Chưa có sổ để in."
                if self.choice is None
                else f"Sổ có {count} văn bản, in một lần nhiều nhất {MOST_PRINTED_ROWS}: hãy chọn loại hoặc tháng rồi in."
            )
            messages.warning(request, said)
            return redirect(f"{reverse('registry:book')}?{urlencode(self.query())}")
        try:
            data = render_register_book(printed_book(self.choice, self.rows()), fonts=settings.DOCUMENT_FONT_DIR)
        except FontsMissing as error:
            messages.error(request, str(error))
            return redirect("registry:book")
        headers = {"Content-Disposition": content_disposition_header(False, self.file_name("pdf")) or ""}
        return HttpResponse(data, content_type="application/pdf", headers=headers)


def numbering_continue(request: HttpRequest) -> HttpResponse:
    """Tell a register up to which number it was kept on paper."""
    province = request.province
    if province is None:
        raise PermissionDenied
    require(can_continue_numbering, request.user, province.pk)
    today = timezone.localdate()
    form = ContinueForm(typed(request), agencies=issuing_agencies(province, on=today), initial={"year": today.year})
    form.cancel_url = reverse("registry:book")
    if request.method == "POST" and form.is_valid():
        try:
            sequence = continue_numbering(**form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("last_number", error)
        else:
            messages.success(request, f"Đã ghi vào sổ. Số kế tiếp là {sequence.last_number + 1:02d}.")
            return redirect(
                f"{reverse('registry:book')}?issuer={sequence.issuer_id}&type={sequence.type.code}&year={sequence.year}"
            )
    context = {
        "form": form,
        "heading": "Ghi số đã cấp ngoài cổng",
        "lead": "Dùng khi cơ quan bắt đầu dùng cổng giữa năm, hoặc đã cấp số trong sổ giấy khi cổng ngừng hoạt động.",
    }
    return render(request, "registry/document_form.html", context, status=422 if form.errors else 200)
