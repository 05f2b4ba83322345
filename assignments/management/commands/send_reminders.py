from __future__ import annotations

import json
import time
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assignments.services.reminders import remind


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” không phải ngày dạng YYYY-MM-DD") from error


class Command(BaseCommand):
    help = (
        "Ghi vào hộp thư đi các thư nhắc việc còn nợ tính đến một ngày. Chạy lại không gửi thêm gì. "
        'In {"due", "messages", "already_sent", "seconds"}.'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="tính đến ngày này; mặc định là hôm nay")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không ghi thư nào")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        at = timezone.now()
        result = remind(on=options["on"] or timezone.localdate(at), at=at, dry_run=options["dry_run"])
        self.stdout.write(json.dumps(asdict(result) | {"seconds": round(time.perf_counter() - began, 3)}))
