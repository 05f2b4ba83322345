"""A province at work: two departments, people of each office, an issued plan. Makers stand in tests/factories.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, Province
from plans.models import Plan
from tests import factories


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def province(db) -> Province:
    return factories.make_province()


@pytest.fixture
def other_province(db) -> Province:
    return factories.make_province("dong-thap", "Đồng Tháp", "82")


@pytest.fixture
def home_affairs(province) -> Agency:
    return factories.make_agency(province, "SNV", "Sở Nội vụ")


@pytest.fixture
def health(province) -> Agency:
    return factories.make_agency(province, "SYT", "Sở Y tế")


@pytest.fixture
def coordinator(province) -> User:
    return factories.make_person(Role.COORDINATOR, province, full_name="Trần Thị Điều Phối")


@pytest.fixture
def administrator(province) -> User:
    return factories.make_person(Role.ADMINISTRATOR, province, full_name="Lê Quản Trị")


@pytest.fixture
def leader(province) -> User:
    return factories.make_person(Role.LEADER, province, full_name="Phạm Lãnh Đạo")


@pytest.fixture
def focal_point(province, health) -> User:
    """The officer who answers for Sở Y tế."""
    return factories.make_person(Role.FOCAL_POINT, province, health, full_name="Đỗ Đầu Mối")


@pytest.fixture
def stranger(other_province) -> User:
    """A coordinator of another province."""
    return factories.make_person(Role.COORDINATOR, other_province, full_name="Vũ Tỉnh Khác")


@pytest.fixture
def plan(province) -> Plan:
    return factories.make_plan(province)


@pytest.fixture
def signed_in(settings) -> Callable[[User], Client]:
    """`signed_in(person)` is a browser in which that person has signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="accounts.backends.PasswordBackend")
        return client

    return sign_in
