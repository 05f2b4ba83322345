"""The table of an index as a spreadsheet, with exactly the rows and figures of the page."""

from __future__ import annotations

import io

import xlsxwriter

from indices.queries import IndexSeries

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST_TABLE_LINE = 3


def series_workbook(series: IndexSeries) -> bytes:
    """One sheet: one line for the total, its rank and each part, one column for each year; empty stays empty."""
    stream = io.BytesIO()
    # A name such as "=CMD()" stays text: no value of ours is ever meant as a formula or an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(series.index.short_name)
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        score_format = book.add_format({"num_format": "0.00"})
        sheet.set_column(0, 0, 60)
        sheet.write_string(0, 0, f"{series.index.name} ({series.index.short_name}): {series.territory.full_name}")
        sheet.write_string(1, 0, "Nguồn: " + "; ".join(source.title for source in series.sources))
        years = series.years
        sheet.write_string(_FIRST_TABLE_LINE, 0, f"Nội dung ({series.index.unit})", bold)
        for column, year in enumerate(years, start=1):
            sheet.write_number(_FIRST_TABLE_LINE, column, year, bold)
        line = _FIRST_TABLE_LINE + 1
        for row in series.rows:
            sheet.write_string(line, 0, "  " * row.depth + row.label)
            for column, year in enumerate(years, start=1):
                result = row.by_year.get(year)
                if result is not None and result.score is not None:
                    sheet.write_number(line, column, float(result.score), score_format)
            line += 1
            if row is series.total:
                sheet.write_string(line, 0, "Thứ hạng")
                for column, year in enumerate(years, start=1):
                    result = row.by_year.get(year)
                    if result is not None and result.rank is not None:
                        sheet.write_number(line, column, result.rank)
                line += 1
        for mark in series.marks:
            line += 1
            sheet.write_string(line, 0, f"{mark.year}: {mark.text}")
        sheet.freeze_panes(_FIRST_TABLE_LINE + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()
