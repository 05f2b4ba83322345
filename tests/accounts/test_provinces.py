"""Which province a person works in, and that nothing of another one is reached."""

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, RoleGrant, User
from accounts.roles import Role
from accounts.services.auditing import record_act
from agencies.models import Agency


@pytest.fixture
def neighbour(person_with, dong_thap):
    return person_with(Role.ADMINISTRATOR, province=dong_thap, name="Lê Văn Cường", email="ql@dongthap.example")


def test_person_of_two_provinces_starts_in_that_of_the_oldest_role(signed_in, person_with, hung_yen, dong_thap):
    person = person_with(Role.COORDINATOR)
    RoleGrant.objects.create(user=person, role=Role.COORDINATOR, province=dong_thap)

    request = signed_in(person).get("/chon-tinh/").wsgi_request

    assert request.province == hung_yen
    # Offered in dictionary order, Đ before H.
    assert request.provinces == [dong_thap, hung_yen]


def test_choice_of_province_holds_for_the_session(signed_in, person_with, hung_yen, dong_thap):
    person = person_with(Role.COORDINATOR)
    RoleGrant.objects.create(user=person, role=Role.COORDINATOR, province=dong_thap)
    client = signed_in(person)

    client.post("/chon-tinh/", {"province": dong_thap.pk})

    assert client.get("/chon-tinh/").wsgi_request.province == dong_thap


def test_province_without_a_role_is_refused(signed_in, person_with, dong_thap, hung_yen):
    client = signed_in(person_with(Role.COORDINATOR))

    assert client.post("/chon-tinh/", {"province": dong_thap.pk}).status_code == 403
    assert client.get("/chon-tinh/").wsgi_request.province == hung_yen


def test_role_taken_away_takes_the_chosen_province_away(signed_in, person_with, hung_yen, dong_thap):
    person = person_with(Role.COORDINATOR)
    grant = RoleGrant.objects.create(user=person, role=Role.COORDINATOR, province=dong_thap)
    client = signed_in(person)
    client.post("/chon-tinh/", {"province": dong_thap.pk})

    grant.delete()

    assert client.get("/chon-tinh/").wsgi_request.province == hung_yen


def test_person_without_any_role_is_told_whom_to_ask(signed_in, person_with):
    answer = signed_in(person_with()).get("/")

    assert answer.status_code == 200
    assert "chưa được giao vai trò" in answer.content.decode()


def test_administrators_see_only_people_of_their_provinces(administrator, neighbour):
    assert list(User.objects.visible_to(administrator)) == [administrator]
    assert list(User.objects.visible_to(neighbour)) == [neighbour]


def test_account_of_another_province_is_not_found(signed_in, administrator, neighbour):
    client = signed_in(administrator)

    assert client.get(f"/quan-tri/tai-khoan/{neighbour.pk}/").status_code == 404
    assert client.post(f"/quan-tri/tai-khoan/{neighbour.pk}/ngung/").status_code == 404
    assert client.post(f"/quan-tri/tai-khoan/{neighbour.pk}/mat-khau/").status_code == 404


def test_trail_of_another_province_is_not_seen(administrator, neighbour, hung_yen, dong_thap):
    here = Agency.objects.create(province=hung_yen, code="a", name="Sở Y tế", kind="department")
    there = Agency.objects.create(province=dong_thap, code="a", name="Sở Y tế", kind="department")
    mine = record_act(administrator, "thử", here, at=timezone.now())
    record_act(neighbour, "thử", there, at=timezone.now())

    assert list(AuditEvent.objects.visible_to(administrator)) == [mine]


def test_agencies_of_another_province_are_not_seen(administrator, home_department, dong_thap):
    Agency.objects.create(province=dong_thap, code="snv", name="Sở Nội vụ", kind="department")

    assert list(Agency.objects.visible_to(administrator)) == [home_department]
