"""The tables of the dashboards as spreadsheets, with exactly the rows and figures of the page."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter

from reports.queries import AgencyRow, Scope

HEADINGS = ("Cơ quan", "Hoàn thành đúng hạn", "Hoàn thành chậm", "Đang thực hiện", "Quá hạn", "Tổng số")
XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def agencies_workbook(scope: Scope, rows: Iterable[AgencyRow]) -> bytes:
    """One sheet "Theo cơ quan": scope on top, one line for each agency, figures as numbers."""
    stream = io.BytesIO()
    # A name such as "=CMD()" stays text: no value of ours is ever meant as a formula or an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Theo cơ quan")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, len(HEADINGS) - 1, 14)
        sheet.write_string(0, 0, f"{scope.province.full_name}: nhiệm vụ theo cơ quan, ngày {scope.on:%d/%m/%Y}")
        sheet.write_string(1, 0, describe(scope))
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(3, column, heading, bold)
        for line, row in enumerate(rows, start=4):
            counts = row.counts
            sheet.write_string(line, 0, row.agency.name)
            figures = (counts.done_on_time, counts.done_late, counts.running, counts.overdue, counts.total)
            for column, figure in enumerate(figures, start=1):
                sheet.write_number(line, column, figure)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
    return stream.getvalue()


def describe(scope: Scope) -> str:
    """The scope in words, for the head of a sheet or brief."""
    if scope.plan is not None:
        return f"{scope.plan}: {scope.plan.title}"
    if scope.year is not None:
        return f"Các kế hoạch năm {scope.year}"
    return "Tất cả kế hoạch đã ban hành"
