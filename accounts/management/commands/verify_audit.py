"""Check the chain of the audit trail."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.services.auditing import end_is_missing, first_broken_link


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký; nêu mắt xích hỏng đầu tiên và thoát với mã 1 nếu có."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = first_broken_link()
        if broken is not None:
            at = timezone.localtime(broken.at)
            raise CommandError(
                f"Chuỗi nhật ký hỏng tại dấu vết số {broken.pk} ({at:%d/%m/%Y %H:%M:%S}, {broken.act}: {broken.subject_name}): "
                "nội dung đã bị sửa, hoặc dấu vết ngay trước đó đã bị sửa, xóa hay chèn."
            )
        if end_is_missing():
            raise CommandError("Chuỗi nhật ký thiếu phần cuối: dấu vết mới nhất đã bị xóa.")
        self.stdout.write(f"Chuỗi nhật ký nguyên vẹn: {AuditEvent.objects.count()} dấu vết.")
