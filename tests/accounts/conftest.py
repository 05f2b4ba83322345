"""Two provinces, and one person for each office in the first."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import RoleGrant, User
from accounts.roles import AGENCY_ROLES, Role
from agencies.models import Agency, Province

PASSWORD = "mat-khau-rat-dai"


@pytest.fixture
def hung_yen(db):
    return Province.objects.create(
        slug="hung-yen", scheme=34, code="33", name="Hưng Yên", full_name="Tỉnh Hưng Yên", kind="tỉnh"
    )


@pytest.fixture
def dong_thap(db):
    return Province.objects.create(
        slug="dong-thap", scheme=34, code="82", name="Đồng Tháp", full_name="Tỉnh Đồng Tháp", kind="tỉnh"
    )


@pytest.fixture
def home_department(hung_yen):
    return Agency.objects.create(province=hung_yen, code="snv", symbol="SNV", name="Sở Nội vụ", kind="department")


@pytest.fixture
def person_with(hung_yen, home_department):
    """A person of the province holding the given roles there."""

    def make(*roles, email=None, province=hung_yen, name="Nguyễn Văn An"):
        person = User.objects.create_user(
            email or f"nguoi{User.objects.count()}@hungyen.example", PASSWORD, full_name=name
        )
        for role in roles:
            agency = home_department if role in AGENCY_ROLES else None
            RoleGrant.objects.create(user=person, role=role, province=province, agency=agency)
        return person

    return make


@pytest.fixture
def administrator(person_with):
    return person_with(Role.ADMINISTRATOR, email="quantri@hungyen.example", name="Trần Thị Bình")


@pytest.fixture
def signed_in():
    """A browser in which the person has signed in."""

    def make(person):
        client = Client()
        client.force_login(person, backend="accounts.backends.PasswordBackend")
        return client

    return make


@pytest.fixture
def queries_of():
    """How many queries a page costs."""

    def count(client, path):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    return count
