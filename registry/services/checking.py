"""A check of an uploaded file as people take it away: the report in one signed string, as JSON and as a spreadsheet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core import signing

from documents.checking import RULES, CheckedFile, Level, RuleFinding, finding_from_json
from documents.checking.kinds import AUTOMATIC
from documents.checking_apart import check_apart

_SALT = "registry.checking.report"
# A report is taken away from the page that shows it; a page left open over night still works.
REPORT_LIVES_SECONDS = 24 * 60 * 60
LEVEL_WORDS = {Level.ERROR: "Sai", Level.WARNING: "Nên sửa", Level.INFORMATION: "Lưu ý"}
_COLUMNS = (
    ("Quy tắc", 10),
    ("Mức", 10),
    ("Trang", 8),
    ("Vị trí", 30),
    ("Nội dung", 50),
    ("Chữ liên quan", 50),
    ("Đo được", 24),
    ("Yêu cầu", 36),
    ("Quy định", 44),
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check of one uploaded file said. `type_code` is "" where neither the person nor the file told."""

    file_name: str
    type_code: str
    media: str
    pages: int | None
    findings: list[RuleFinding]

    @property
    def errors(self) -> int:
        return sum(finding.level == Level.ERROR for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report in the shape of `check_document --json`."""
        return {
            "file": self.file_name,
            "type": self.type_code,
            "errors": self.errors,
            "findings": [finding.as_json() for finding in self.findings],
        }

    def packed(self) -> str:
        """The report as a signed string that the page hands back when it is taken away; the portal keeps nothing."""
        return signing.dumps(self.as_json() | {"media": self.media, "pages": self.pages}, salt=_SALT, compress=True)


class ReportLost(ValueError):
    """The string is no report of this portal, or too old."""


def check_upload(data: bytes, *, file_name: str, type_code: str = AUTOMATIC, is_draft: bool = False) -> CheckReport:
    """Check the file apart from the portal's own process. Raises NotADocument."""
    checked: CheckedFile = check_apart(data, type_code=type_code, is_draft=is_draft)
    return CheckReport(file_name, checked.type_code, checked.media, checked.pages, checked.findings)


def unpacked(packed: str) -> CheckReport:
    """Return the report the page handed back. Raises ReportLost."""
    try:
        stored = signing.loads(packed, salt=_SALT, max_age=REPORT_LIVES_SECONDS)
    except signing.BadSignature as error:
        raise ReportLost from error
    findings = [finding_from_json(finding) for finding in stored["findings"]]
    return CheckReport(stored["file"], stored["type"], stored["media"], stored["pages"], findings)


def report_json(report: CheckReport) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2)


def report_workbook(report: CheckReport) -> bytes:
    """Return the findings as an XLSX, one a row."""
    import xlsxwriter

    stream = BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Kiểm tra thể thức")
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet.write_row(0, 0, [f"Tệp: {report.file_name}"])
        sheet.write_row(
            1, 0, [f"{report.errors} lỗi, {len(report.findings)} điểm cần xem, theo Nghị định 30/2020/NĐ-CP"]
        )
        for column, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write(3, column, name, head)
        for row, finding in enumerate(report.findings, start=4):
            rule = RULES.get(finding.rule)
            values = (
                finding.rule,
                LEVEL_WORDS[finding.level],
                finding.page or "",
                finding.place,
                finding.message,
                finding.words,
                finding.measured,
                finding.required,
                rule.source if rule else "",
            )
            sheet.write_row(row, 0, values, cell)
        sheet.freeze_panes(4, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()
