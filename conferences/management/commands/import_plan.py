"""Take a plan in from the command line: read, confirm, issue, set up its conference."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission, roles_with
from accounts.services.command_line import command_line_actor
from agencies.models import Province
from assignments.services.issuing import issue_plan
from conferences.services.creating import calls_a_conference, ensure_conference
from plans.enums import MatchKind
from plans.models import DraftTaskAgency, PlanImport
from plans.services.confirming import confirm_import
from plans.services.importing import start_import
from plans.services.reviewing import accept_all


class Command(BaseCommand):
    help = "Nhập một kế hoạch từ tệp; có thể nhận mọi nhiệm vụ đề xuất và ban hành ngay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="tệp TXT, MD, DOCX, PDF hoặc HTML")
        parser.add_argument("--province", required=True, metavar="SLUG", help="tỉnh, ví dụ hung-yen")
        parser.add_argument("--accept-all", action="store_true", help="nhận mọi nhiệm vụ đề xuất và lập kế hoạch")
        parser.add_argument("--issue", action="store_true", help="ban hành và giao việc (kèm --accept-all)")
        parser.add_argument(
            "--by",
            metavar="EMAIL",
            help="người thực hiện; mặc định là chuyên viên đầu tiên của tỉnh, chưa có ai thì là tài khoản dòng lệnh",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        if options["issue"] and not options["accept_all"]:
            raise CommandError("--issue cần đi cùng --accept-all: chỉ ban hành kế hoạch đã xác nhận.", returncode=2)
        if not path.is_file():
            raise CommandError(f"Không tìm thấy tệp {path}.")
        province = Province.objects.filter(slug=options["province"]).first()
        if province is None:
            raise CommandError(f"Không có tỉnh nào mang mã {options['province']}; xem danh sách trong dữ liệu nền.")
        by = self._actor(province, options["by"])
        try:
            with transaction.atomic():
                outcome = self._import(path, province, by, options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(outcome, ensure_ascii=False))

    def _import(self, path: Path, province: Province, by: User, options: dict[str, Any]) -> dict[str, Any]:
        at = timezone.now()
        plan_import = start_import(province=province, file_name=path.name, data=path.read_bytes(), by=by, at=at)
        outcome: dict[str, Any] = {
            "import": plan_import.pk,
            "plan": None,
            "tasks": plan_import.draft_tasks.count(),
            "assignments": 0,
            "deliverables": 0,
            "unmatched": self._unmatched(plan_import),
        }
        if options["accept_all"]:
            accept_all(import_id=plan_import.pk, by=by, at=at)
            plan = confirm_import(import_id=plan_import.pk, by=by, at=at)
            outcome |= {"plan": plan.pk, "tasks": plan.tasks.count()}
            if calls_a_conference(plan):
                outcome["conference"] = ensure_conference(plan_id=plan.pk, by=by, at=at).pk
            if options["issue"]:
                issued = issue_plan(plan_id=plan.pk, by=by, at=at)
                outcome |= {"assignments": issued.assignments, "deliverables": issued.deliverables}
        return outcome

    def _actor(self, province: Province, email: str | None) -> User:
        people = User.objects.filter(is_active=True)
        if email:
            person = people.filter(email__iexact=email).first()
            if person is None:
                raise CommandError(f"Không có người dùng {email}.")
            return person
        coordinator = (
            people.filter(grants__province=province, grants__role__in=roles_with(Permission.IMPORT_PLAN))
            .order_by("pk")
            .first()
        )
        return coordinator or command_line_actor(province)

    def _unmatched(self, plan_import: PlanImport) -> list[str]:
        """Names of lead and coordinating agencies that no known agency or group answers to, each once."""
        names = (
            DraftTaskAgency.objects.filter(draft_task__plan_import=plan_import, match=MatchKind.NONE)
            .order_by("draft_task__order", "order")
            .values_list("name_written", flat=True)
        )
        return list(dict.fromkeys(names))
