"""Print what the reader finds in a plan as one JSON object (docs/contracts.md, "Reading a plan")."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from documents.extraction import MAX_BYTES, UnreadableDocument, extract
from documents.reading import read_plan
from documents.serialising import to_json


class Command(BaseCommand):
    help = "Đọc một kế hoạch (TXT, MD, DOCX, PDF, HTML) và in kết quả ở dạng JSON; không ghi gì vào cơ sở dữ liệu."
    requires_system_checks: Sequence[str] = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="tệp kế hoạch cần đọc")
        parser.add_argument("--province", metavar="SLUG", help="dùng thêm tên cơ quan đã lưu của tỉnh, ví dụ hung-yen")

    def handle(self, *args: Any, file: Path, province: str | None, **options: Any) -> None:
        try:
            if file.stat().st_size > 4 * MAX_BYTES:
                raise CommandError("Tệp quá lớn để đọc. Hãy tách phụ lục thành tệp riêng.")
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Không mở được tệp {file}: {error.strerror}.") from error
        known = _known_agencies(province) if province else ()
        try:
            extracted = extract(data, file_name=file.name)
        except UnreadableDocument as error:
            raise CommandError(str(error)) from error
        parsed = read_plan(extracted, known_agencies=known)
        self.stdout.write(json.dumps(to_json(parsed), ensure_ascii=False))


def _known_agencies(province: str) -> list[str]:
    """The names stored for a province. Imported late: without --province no database is needed."""
    from agencies.models import Agency, Province

    try:
        is_known = Province.objects.filter(slug=province).exists()
    except DatabaseError as error:
        raise CommandError("Chưa có cơ sở dữ liệu để lấy tên cơ quan. Hãy chạy lại không kèm --province.") from error
    if not is_known:
        raise CommandError(f"Không có tỉnh nào mang mã “{province}”.")
    return list(Agency.objects.filter(province__slug=province).order_by("pk").values_list("name", flat=True))
