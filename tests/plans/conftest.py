"""The provinces of the five real plans, with their agencies and indices loaded from the project's own files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.models import Province
from agencies.services.loading import load_agencies
from indices.services.loading import load_indices
from plans.models import PlanImport
from plans.services.importing import start_import
from tests import factories

SAMPLES = Path(__file__).parent.parent / "documents" / "samples"
REAL_PLANS = [
    ("000_0072ae9554e38013.txt", "hung-yen"),
    ("001_3033c6bec59dec3f.txt", "hung-yen"),
    ("002_a33ec1afb35c387e.txt", "dong-thap"),
    ("003_b152130177d1810b.txt", "khanh-hoa"),
    ("004_efd3901a5d4c3f3a.txt", "hung-yen"),
]


@pytest.fixture(scope="module")
def reference_rows(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loading takes seconds, so a module loads once: its tests run inside this transaction, which is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_agencies(provinces=["hung-yen", "dong-thap", "khanh-hoa"])
        load_indices()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reference_data(reference_rows, db) -> None:
    """Provinces, agencies and indices from the project's own files."""


@pytest.fixture
def hung_yen(reference_data) -> Province:
    return Province.objects.get(slug="hung-yen")


@pytest.fixture
def planner(reference_data) -> User:
    """A coordinator in all three provinces of the real plans."""
    provinces = list(Province.objects.filter(slug__in=["hung-yen", "dong-thap", "khanh-hoa"]))
    person = factories.make_person(Role.COORDINATOR, provinces[0], full_name="Trần Thị Điều Phối")
    for province in provinces[1:]:
        RoleGrant.objects.create(user=person, role=Role.COORDINATOR, province=province)
    return person


@pytest.fixture
def take_in(planner) -> Callable[..., PlanImport]:
    """`take_in("000_….txt", "hung-yen")` uploads a sample; `data=` replaces its bytes."""

    def upload(file_name: str, slug: str = "hung-yen", data: bytes | None = None) -> PlanImport:
        content = (SAMPLES / file_name).read_bytes() if data is None else data
        province = Province.objects.get(slug=slug)
        return start_import(province=province, file_name=file_name, data=content, by=planner, at=timezone.now())

    return upload
