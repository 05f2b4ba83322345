"""The demo: sample provinces with people to sign in as, and one plan at work."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from agencies.models import Province
from reports.services.demo_documents import load_sample_documents
from reports.services.demo_people import load_demo_people
from reports.services.demo_plan import load_sample_plan


class Command(BaseCommand):
    help = (
        "Lập tài khoản trình diễn cho Hưng Yên, Đồng Tháp, Khánh Hòa, một kế hoạch mẫu đang thực hiện và văn bản mẫu. "
        "Chạy lại không tạo thêm gì. Chỉ chạy khi biến DEMO được bật."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Không lập tài khoản trình diễn trên cổng thật: biến DEMO chưa được bật.")
        try:
            people = load_demo_people(password=settings.DEMO_PASSWORD)
        except Province.DoesNotExist as error:
            raise CommandError("Chưa có dữ liệu tham chiếu; hãy chạy load_reference_data trước.") from error
        plan = load_sample_plan(at=timezone.now())
        documents = load_sample_documents(at=timezone.now())
        self.stdout.write(
            f"Tài khoản trình diễn: {people}. Kế hoạch mẫu: {'đã lập' if plan else 'đã có'}. "
            f"Văn bản mẫu: {f'đã lập {documents}' if documents else 'đã có'}."
        )
