"""The first account of a real installation."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.services.people import create_administrator
from agencies.models import Province


class Command(BaseCommand):
    help = "Lập tài khoản quản trị đầu tiên của một tỉnh. Mật khẩu được hỏi, hoặc đọc từ dòng đầu của stdin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="thư điện tử dùng để đăng nhập")
        parser.add_argument("--full-name", required=True, help="họ và tên")
        parser.add_argument("--province", required=True, metavar="SLUG", help="ví dụ hung-yen")

    def handle(self, *args: Any, **options: Any) -> None:
        province = Province.objects.filter(slug=options["province"]).first()
        if province is None:
            raise CommandError(f"Không có tỉnh «{options['province']}». Hãy chạy load_reference_data trước.")
        try:
            person = create_administrator(
                email=options["email"],
                full_name=options["full_name"],
                password=self._password(),
                province=province,
                at=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"Đã lập tài khoản quản trị {person.email} cho {province.full_name}.")

    def _password(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        password = getpass("Mật khẩu: ")
        if password != getpass("Nhập lại mật khẩu: "):
            raise CommandError("Hai lần nhập mật khẩu khác nhau.")
        return password
