"""Where the demo does not load, and what its sample plan says on any day."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from agencies.models import Province
from reports.services.demo_plan import load_sample_plan, sample_text

PASSWORD = "mat-khau-trinh-dien"


def test_portal_that_is_no_demo_gets_no_demo_sign_ins(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo")

    assert not User.objects.exists()


def test_without_reference_data_the_command_says_what_to_do(db, settings):
    settings.DEMO, settings.DEMO_PASSWORD = True, PASSWORD

    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("load_demo")


@pytest.mark.parametrize("day", ["2026-01-31", "2026-03-15", "2027-12-31", "2028-02-29"])
def test_sample_plan_moves_with_the_day_of_loading(day):
    on = datetime.fromisoformat(day).date()

    assert "{" not in sample_text(on)


def test_sample_plan_needs_its_province(db):
    with pytest.raises(Province.DoesNotExist):
        load_sample_plan(at=timezone.now())
