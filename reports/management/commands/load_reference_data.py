"""Load provinces, communes, agencies, indices, results, document types and the calendar from the project's files."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agencies.services.loading import UnknownProvinceError, load_agencies
from indices.services.loading import load_indices
from registry.services.loading import load_document_types

# The provinces of the plans the portal began with; others join by --province.
FIRST_PROVINCES = ("hung-yen", "dong-thap", "khanh-hoa")


class Command(BaseCommand):
    help = (
        "Nạp dữ liệu nền: tỉnh, xã, cơ quan, chỉ số, kết quả, loại văn bản, lịch làm việc. "
        "Chạy lại nhiều lần không đổi gì; --province giới hạn các cơ quan được nạp."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--province",
            action="append",
            metavar="SLUG",
            help="mã đường dẫn của tỉnh, ví dụ hung-yen; có thể lặp lại (mặc định: hung-yen, dong-thap, khanh-hoa)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        provinces = options["province"] or FIRST_PROVINCES
        try:
            with transaction.atomic():
                done = load_agencies(provinces=provinces) | load_indices() | load_document_types()
        except UnknownProvinceError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            for name, loaded in done.items():
                self.stdout.write(f"{name}: {loaded.total} (thêm {loaded.created}, sửa {loaded.changed})")
