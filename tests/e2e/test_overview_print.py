"""The leader's overview on paper."""

from __future__ import annotations

import pypdfium2
import pytest
from django.utils import timezone

from reports.services.demo_plan import load_sample_plan

pytestmark = pytest.mark.browser


def test_overview_prints_on_one_page_with_figures_and_positions(signed_in_as):
    page = signed_in_as("leader")
    load_sample_plan(at=timezone.now())
    page.goto("/tong-quan/")
    page.wait_for_load_state("networkidle")

    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    words = printed[0].get_textpage().get_text_bounded()
    assert len(printed) == 1
    for heading in ("Tổng quan Hưng Yên", "Cần quyết", "Ai chậm", "Vị trí của tỉnh", "Theo chỉ số và nội dung"):
        assert heading in words
