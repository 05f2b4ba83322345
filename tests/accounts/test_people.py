"""Accounts and roles as the administrator of a province handles them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import AuditEvent, RoleGrant, User
from accounts.roles import Role
from accounts.services import people
from agencies.models import Agency

LIST = "/quan-tri/tai-khoan/"


def acts():
    return list(AuditEvent.objects.order_by("pk").values_list("act", flat=True))


def test_new_focal_point_has_account_role_and_trail_but_no_password(administrator, hung_yen, home_department):
    person = people.add_person(
        email="Dau.Moi@HungYen.example",
        full_name="Phạm Thị Dung",
        role=Role.FOCAL_POINT,
        province_id=hung_yen.pk,
        agency_id=home_department.pk,
        by=administrator,
        at=timezone.now(),
    )

    assert person.email == "dau.moi@hungyen.example"
    assert person.agency_ids() == {home_department.pk}
    assert not person.has_usable_password()
    assert acts() == ["lập tài khoản", "giao vai trò"]


def test_person_with_an_account_elsewhere_only_gets_the_role(administrator, person_with, hung_yen, dong_thap):
    known = person_with(Role.LEADER, province=dong_thap, email="chung@example.com")

    person = people.add_person(
        email="chung@example.com",
        full_name="Tên khác",
        role=Role.LEADER,
        province_id=hung_yen.pk,
        by=administrator,
        at=timezone.now(),
    )

    assert person == known
    assert person.full_name == known.full_name
    assert person.province_ids() == {hung_yen.pk, dong_thap.pk}


def test_coordinator_cannot_give_roles(person_with, hung_yen):
    coordinator, person = person_with(Role.COORDINATOR), person_with()

    with pytest.raises(PermissionDenied):
        people.grant_role(
            user_id=person.pk, role=Role.ADMINISTRATOR, province_id=hung_yen.pk, by=coordinator, at=timezone.now()
        )

    assert not person.grants.exists()


def test_administrator_cannot_give_roles_in_another_province(administrator, person_with, dong_thap):
    with pytest.raises(PermissionDenied):
        people.grant_role(
            user_id=person_with().pk,
            role=Role.LEADER,
            province_id=dong_thap.pk,
            by=administrator,
            at=timezone.now(),
        )


@pytest.mark.parametrize("own_agency", [None, "elsewhere"])
def test_agency_role_needs_an_agency_of_the_province(administrator, person_with, hung_yen, dong_thap, own_agency):
    elsewhere = Agency.objects.create(province=dong_thap, code="x", name="Sở Y tế", kind="department")
    agency_id = elsewhere.pk if own_agency else None

    with pytest.raises(people.AgencyRoleNeedsAgency):
        people.grant_role(
            user_id=person_with().pk,
            role=Role.FOCAL_POINT,
            province_id=hung_yen.pk,
            agency_id=agency_id,
            by=administrator,
            at=timezone.now(),
        )


def test_revoked_role_ends_at_once_stays_as_history_and_can_be_given_again(administrator, person_with, hung_yen):
    person = person_with(Role.LEADER)

    people.revoke_role(grant_id=person.grants.get().pk, by=administrator, at=timezone.now())
    assert User.objects.get(pk=person.pk).province_ids() == set()
    assert person.grants.count() == 1

    people.grant_role(user_id=person.pk, role=Role.LEADER, province_id=hung_yen.pk, by=administrator, at=timezone.now())
    assert User.objects.get(pk=person.pk).province_ids() == {hung_yen.pk}
    assert person.grants.count() == 1
    assert acts() == ["thu hồi vai trò", "giao vai trò"]


def test_last_administrator_keeps_role_and_account(administrator):
    with pytest.raises(people.LastAdministrator):
        people.revoke_role(grant_id=administrator.grants.get().pk, by=administrator, at=timezone.now())


def test_second_administrator_may_be_closed_but_nobody_closes_himself(administrator, person_with):
    second = person_with(Role.ADMINISTRATOR)

    with pytest.raises(people.OwnAccount):
        people.deactivate_person(user_id=administrator.pk, by=administrator, at=timezone.now())
    people.deactivate_person(user_id=second.pk, by=administrator, at=timezone.now())

    assert not User.objects.get(pk=second.pk).is_active


def test_closed_account_is_out_with_its_next_request(signed_in, administrator, person_with):
    person = person_with(Role.LEADER)
    client = signed_in(person)

    people.deactivate_person(user_id=person.pk, by=administrator, at=timezone.now())

    assert client.get("/chon-tinh/").url.startswith("/dang-nhap/")


def test_administrator_opens_an_account_in_the_browser(signed_in, administrator, home_department):
    client = signed_in(administrator)
    fields = {"email": "moi@hungyen.example", "full_name": "Đỗ Văn Em", "role": "focal_point"}

    refused = client.post(f"{LIST}them/", fields)
    done = client.post(f"{LIST}them/", fields | {"agency": home_department.pk}, follow=True)

    assert "hãy chọn cơ quan" in refused.content.decode()
    assert "Đã lập tài khoản cho Đỗ Văn Em" in done.content.decode()
    assert User.objects.get(email="moi@hungyen.example").agency_ids() == {home_department.pk}


def test_refused_account_leaves_nothing(signed_in, administrator):
    signed_in(administrator).post(
        f"{LIST}them/", {"email": "moi@hungyen.example", "full_name": "Đỗ Văn Em", "role": "focal_point"}
    )

    assert not User.objects.filter(email="moi@hungyen.example").exists()
    assert acts() == []


def test_password_link_is_shown_and_recorded(signed_in, administrator, person_with):
    person = person_with(Role.LEADER)

    page = signed_in(administrator).post(f"{LIST}{person.pk}/mat-khau/").content.decode()

    assert "http://testserver/dat-mat-khau/" in page
    assert acts() == ["cấp đường dẫn đặt mật khẩu"]


def test_closing_asks_first_and_only_the_post_closes(signed_in, administrator, person_with):
    person = person_with(Role.LEADER)
    client = signed_in(administrator)

    asked = client.get(f"{LIST}{person.pk}/ngung/")
    assert "Ngừng tài khoản của Nguyễn Văn An?" in asked.content.decode()
    assert User.objects.get(pk=person.pk).is_active

    client.post(f"{LIST}{person.pk}/ngung/")
    assert not User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_open_the_list(signed_in, person_with, role):
    assert signed_in(person_with(role)).get(LIST).status_code == 403


def test_people_are_found_without_diacritics_by_role_and_by_state(signed_in, administrator, person_with):
    person_with(Role.LEADER, name="Đặng Thị Hường")
    closed = person_with(Role.AUDITOR, name="Vũ Văn Giáp")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    client = signed_in(administrator)

    def found(query):
        return [person.full_name for person in client.get(f"{LIST}?{query}").context["page_obj"]]

    assert found("q=dang+thi+huong") == ["Đặng Thị Hường"]
    assert found("role=auditor") == ["Vũ Văn Giáp"]
    assert found("active=0") == ["Vũ Văn Giáp"]
    assert found("active=1") == ["Đặng Thị Hường", "Trần Thị Bình"]


def test_list_costs_the_same_for_one_and_for_many(signed_in, administrator, person_with, queries_of):
    client = signed_in(administrator)
    for_one = queries_of(client, LIST)
    for _ in range(3):
        person_with(Role.FOCAL_POINT, Role.LEADER)

    assert queries_of(client, LIST) == for_one


def test_first_administrator_is_made_at_the_console(hung_yen, monkeypatch):
    monkeypatch.setattr("sys.stdin", Typed("mot-mat-khau-rat-dai\n"))
    call_command(
        "create_administrator", email="qt@hungyen.example", full_name="Hoàng Văn Hải", province="hung-yen", verbosity=0
    )

    person = User.objects.get(email="qt@hungyen.example")
    assert person.check_password("mot-mat-khau-rat-dai")
    assert RoleGrant.objects.get(user=person).role == Role.ADMINISTRATOR
    assert acts() == ["lập tài khoản quản trị"]


@pytest.mark.parametrize(
    ("password", "province", "reason"),
    [("ngan\n", "hung-yen", "ngắn"), ("mot-mat-khau-rat-dai\n", "khong-co", "Không có tỉnh")],
)
def test_first_administrator_is_refused_in_one_sentence(hung_yen, monkeypatch, password, province, reason):
    monkeypatch.setattr("sys.stdin", Typed(password))

    with pytest.raises(CommandError, match=reason):
        call_command("create_administrator", email="qt@hungyen.example", full_name="Hoàng Văn Hải", province=province)

    assert not User.objects.exists()


class Typed:
    """A standard input that is no terminal."""

    def __init__(self, text):
        self.text = text

    def isatty(self):
        return False

    def readline(self):
        return self.text
