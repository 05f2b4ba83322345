from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from agencies.models import Province
from agencies.services.loading import load_agencies
from agencies.services.matching import Gazetteer, load_gazetteer

PLAN_DAYS = (date(2020, 2, 27), date(2023, 12, 15), date(2024, 4, 15), date(2026, 3, 1))


@pytest.fixture(scope="session")
def gazetteers(django_db_setup, django_db_blocker) -> dict[tuple[str, date], Gazetteer]:
    """Names of the three provinces on four days, read from the reference files; the rows are rolled back."""
    slugs = ["hung-yen", "dong-thap", "khanh-hoa"]
    with django_db_blocker.unblock(), transaction.atomic():
        load_agencies(provinces=slugs)
        found = {
            (slug, day): load_gazetteer(Province.objects.get(slug=slug), on=day) for slug in slugs for day in PLAN_DAYS
        }
        transaction.set_rollback(True)
    return found
