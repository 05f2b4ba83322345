"""The list of duties as a spreadsheet: the rows and columns of the page."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter

from accounts.components import status_parts
from assignments.models import Deliverable
from assignments.status import StatusClock

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Heading and width in characters.
COLUMNS = (
    ("Nhiệm vụ", 70),
    ("Kỳ", 18),
    ("Cơ quan", 36),
    ("Vai trò", 12),
    ("Kế hoạch", 18),
    ("Mục", 10),
    ("Hạn", 12),
    ("Trạng thái", 24),
    ("Số ngày", 22),
    ("Tiến độ (%)", 12),
    ("Nộp ngày", 12),
)


def duties_workbook(duties: Iterable[Deliverable], clock: StatusClock) -> bytes:
    """One sheet "Nhiệm vụ", a line for each duty; text stays text, dates and per cents are values."""
    stream = io.BytesIO()
    # A task that opens with "=" stays text: nothing of ours is ever meant as a formula or an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Nhiệm vụ")
        bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        for column, (heading, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        for line, duty in enumerate(duties, start=1):
            task = duty.assignment.task
            status = status_parts(clock.status(duty), days=clock.days(duty))
            texts = {
                0: task.text,
                1: duty.period,
                2: duty.assignment.agency.name,
                3: duty.assignment.get_role_display(),
                4: task.plan.number_and_symbol if task.plan.number else task.plan.title[:80],
                5: task.section,
                7: status["word"],
                8: status["detail"],
            }
            for column, text in texts.items():
                sheet.write_string(line, column, text, wrapped)
            for column, date in ((6, duty.due_date), (10, duty.submitted_on)):
                if date is not None:
                    sheet.write_datetime(line, column, date, day)
            if duty.progress_percent is not None:
                sheet.write_number(line, 9, duty.progress_percent, wrapped)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return stream.getvalue()
