"""The demo's sign-ins open no other portal."""

import pytest

from accounts.backends import PasswordBackend
from accounts.models import User

PASSWORD = "mot-mat-khau-du-dai"


@pytest.fixture
def demo_person(db) -> User:
    return User.objects.create_user("leader@demo.invalid", PASSWORD, full_name="Lãnh đạo trình diễn")


@pytest.mark.parametrize(("is_demo", "let_in"), [(True, True), (False, False)])
def test_demo_person_signs_in_only_in_the_demo(demo_person: User, settings, is_demo: bool, let_in: bool) -> None:
    settings.DEMO = is_demo

    person = PasswordBackend().authenticate(None, username=demo_person.email, password=PASSWORD)

    assert (person == demo_person) is let_in


def test_demo_session_ends_where_the_demo_ends(demo_person: User, settings) -> None:
    settings.DEMO = False

    assert PasswordBackend().get_user(demo_person.pk) is None
