"""Data in any amount, for benchmarks."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.services.load import LoadExists, generate_load


class Command(BaseCommand):
    help = "Tạo tỉnh, cơ quan, kế hoạch, nhiệm vụ giả định để đo tốc độ. Cùng --seed thì cùng dữ liệu. Không dùng trên cổng thật."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--provinces", type=_positive, required=True, help="số tỉnh")
        parser.add_argument("--deliverables", type=_positive, required=True, help="tổng số phần việc của mọi tỉnh")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống (mặc định 1)")

    def handle(self, *args: Any, provinces: int, deliverables: int, seed: int, **options: Any) -> None:
        try:
            made = generate_load(provinces=provinces, deliverables=deliverables, seed=seed)
        except LoadExists as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(json.dumps(asdict(made)))


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError("phải là số nguyên dương")
    return int(text)
