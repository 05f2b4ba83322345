"""The list of documents and the register book as spreadsheets, with exactly the rows of their pages."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import xlsxwriter

from registry.models import IssuedDocument
from registry.services.register_book import BOOK_COLUMNS, BookRow

if TYPE_CHECKING:
    from collections.abc import Iterator

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Heading and width in characters.
LIST_COLUMNS = (
    ("Số, ký hiệu", 18),
    ("Ngày", 12),
    ("Loại", 16),
    ("Trích yếu", 70),
    ("Cơ quan ban hành", 32),
    ("Trạng thái", 14),
    ("Người lập", 24),
)
BOOK_WIDTHS = (16, 12, 60, 24, 40, 22, 10, 30)
_DATE_COLUMN = 1


def documents_workbook(documents: Iterable[IssuedDocument]) -> bytes:
    """One sheet "Văn bản", a line for each document."""
    stream = io.BytesIO()
    with _sheet(stream, "Văn bản", LIST_COLUMNS) as (sheet, text, day):
        for line, document in enumerate(documents, start=1):
            texts = (
                document.number_and_symbol,
                "",
                document.type.name,
                document.title,
                document.issuer.name,
                document.get_state_display(),
                document.created_by.full_name,
            )
            for column, value in enumerate(texts):
                sheet.write_string(line, column, value, text)
            if document.issued_on is not None:
                sheet.write_datetime(line, _DATE_COLUMN, document.issued_on, day)
    return stream.getvalue()


def book_workbook(rows: Iterable[BookRow]) -> bytes:
    """One sheet "Sổ văn bản đi" with the columns of the decree's template."""
    stream = io.BytesIO()
    columns = tuple(zip(BOOK_COLUMNS, BOOK_WIDTHS, strict=True))
    with _sheet(stream, "Sổ văn bản đi", columns) as (sheet, text, day):
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row.cells()):
                sheet.write_string(line, column, value, text)
            if row.issued_on is not None:
                sheet.write_datetime(line, _DATE_COLUMN, row.issued_on, day)
    return stream.getvalue()


@contextmanager
def _sheet(stream: io.BytesIO, name: str, columns: tuple[tuple[str, int], ...]) -> Iterator[tuple[Any, Any, Any]]:
    # A title that opens with "=" stays text: nothing of ours is ever meant as a formula or an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        text = book.add_format({"text_wrap": True, "valign": "top"})
        yield sheet, text, book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
