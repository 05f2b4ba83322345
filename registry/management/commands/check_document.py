"""Tell what in a PDF or Word file breaks the official format, by rule id (docs/domain/official-format.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.checking import Level, NotADocument, check_file
from documents.checking.kinds import AUTOMATIC
from registry.services.loading import document_type_codes


class Command(BaseCommand):
    help = (
        "Kiểm tra thể thức của một tệp PDF hoặc Word theo Nghị định 30/2020/NĐ-CP và in các điểm sai theo mã quy tắc: "
        "E lỗi, W cảnh báo, I thông tin."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="tệp PDF hoặc DOCX cần kiểm tra")
        parser.add_argument(
            "--type",
            default=AUTOMATIC,
            choices=[AUTOMATIC, *document_type_codes()],
            help="mã loại văn bản, ví dụ KH; auto (mặc định): tự nhận biết theo tên loại, “V/v” hoặc ký hiệu",
        )
        parser.add_argument("--draft", action="store_true", help="dự thảo: số và ngày được để trống")
        parser.add_argument("--json", action="store_true", help="in kết quả ở dạng JSON")

    def handle(self, *args: Any, file: Path, draft: bool, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Không mở được tệp {file}: {error.strerror}.") from error
        try:
            checked = check_file(data, type_code=options["type"], is_draft=draft)
        except NotADocument as error:
            raise CommandError(str(error)) from error
        findings = checked.findings
        errors = sum(finding.level == Level.ERROR for finding in findings)
        if options["json"]:
            report = {
                "file": str(file),
                "type": checked.type_code,
                "errors": errors,
                "findings": [finding.as_json() for finding in findings],
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for finding in findings:
                parts = [f"trang {finding.page}" if finding.page else "", finding.place]
                place = ", ".join(part for part in parts if part)
                place = f" ({place})" if place else ""
                words = f" Chữ: “{finding.words}”." if finding.words else ""
                measured = f" Đo được: {finding.measured}." if finding.measured else ""
                required = f" Yêu cầu: {finding.required}." if finding.required else ""
                self.stdout.write(
                    f"{finding.rule} {finding.level}{place}: {finding.message}{measured}{required}{words}"
                )
            self.stdout.write(f"{errors} lỗi thể thức.")
