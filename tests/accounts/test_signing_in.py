"""The door: who passes, where one arrives, and what a stranger meets."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.roles import Role

from .conftest import PASSWORD

SIGN_IN = "/dang-nhap/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": email, "password": password, **more})


def test_stranger_is_sent_to_sign_in_and_back(client, person_with):
    person = person_with(Role.LEADER)

    refused = client.get("/chon-tinh/?a=1")
    arrived = sign_in(client, person.email, next="/chon-tinh/?a=1")

    assert refused.url == "/dang-nhap/?next=/chon-tinh/%3Fa%3D1"
    assert arrived.url == "/chon-tinh/?a=1"


def test_every_page_but_the_open_ones_asks_for_sign_in(client, db):
    open_pages = {"healthz", "readyz", "accounts:sign_in"}
    closed = [name for name in plain_pages(get_resolver()) if name not in open_pages]

    answers = {name: client.get(reverse(name)) for name in closed}

    assert closed
    assert {
        name for name, answer in answers.items() if not answer.headers.get("Location", "").startswith(SIGN_IN)
    } == set()


def plain_pages(resolver, namespace=""):
    """Names of all addresses that need no argument."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from plain_pages(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name and not pattern.pattern.converters:
            yield f"{namespace}{pattern.name}"


@pytest.mark.parametrize(
    "page", ["https://example.com/", "//example.com/", "javascript:alert(1)", "https:///example.com", "/\\example.com"]
)
def test_sign_in_never_leads_out_of_the_portal(client, person_with, page):
    person = person_with(Role.LEADER)

    assert sign_in(client, person.email, next=page).url == "/"


def test_act_with_an_ended_session_returns_to_the_page_it_came_from(client, db):
    answer = client.post(
        "/chon-tinh/", {"province": 1}, headers={"referer": "http://testserver/thu-vien-giao-dien/?page=2"}
    )

    assert answer.url == "/dang-nhap/?next=/thu-vien-giao-dien/%3Fpage%3D2"


def test_act_sent_from_another_site_returns_home(client, db):
    answer = client.post("/chon-tinh/", {"province": 1}, headers={"referer": "https://example.com/trap"})

    assert answer.url == "/dang-nhap/?next=/"


def test_fragment_with_an_ended_session_opens_the_sign_in_page_whole(client, db):
    answer = client.get(
        "/chon-tinh/", headers={"hx-request": "true", "hx-current-url": "http://testserver/chon-tinh/?x=1"}
    )

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/dang-nhap/?next=/chon-tinh/%3Fx%3D1"


def test_address_is_read_in_any_case(client, person_with):
    person = person_with(Role.LEADER, email="an@hungyen.example")

    assert sign_in(client, " AN@HungYen.example ").status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_closed_account_does_not_open(client, person_with):
    person = person_with(Role.LEADER)
    person.is_active = False
    person.save()

    assert "không đúng" in sign_in(client, person.email).content.decode()
    assert "_auth_user_id" not in client.session


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(client, person_with):
    person = person_with(Role.LEADER)

    statuses = [sign_in(client, person.email, "sai").status_code for _ in range(5)]
    locked = sign_in(client, person.email)

    assert statuses == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert "Tạm khóa đăng nhập" in locked.content.decode()


def test_a_colleagues_wrong_passwords_do_not_lock_another_out(client, person_with):
    careless, careful = person_with(Role.LEADER), person_with(Role.LEADER)
    for _ in range(5):
        sign_in(client, careless.email, "sai")

    assert sign_in(client, careful.email).status_code == 302


def test_sign_out_is_by_post_only(signed_in, person_with):
    client = signed_in(person_with(Role.LEADER))

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == SIGN_IN
    assert client.get("/chon-tinh/").status_code == 302


def test_link_sets_the_password_once(client, person_with):
    person = person_with(Role.LEADER)
    link = (
        f"/dat-mat-khau/{urlsafe_base64_encode(force_bytes(person.pk))}/{default_token_generator.make_token(person)}/"
    )
    new = "mot-mat-khau-moi-hon"

    page = client.get(link, follow=True)
    done = client.post(page.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    again = client.get(link, follow=True)

    assert done.url == SIGN_IN
    assert "đã dùng hoặc đã quá hạn" in again.content.decode()
    assert sign_in(client, person.email, new).status_code == 302


@pytest.mark.parametrize("path", [SIGN_IN, "/healthz", "/khong-co-trang-nay/"])
def test_every_answer_forbids_foreign_and_inline_code(client, db, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())

    assert rules["default-src"] == "'self'"
    assert rules["script-src"] == "'self'"
    assert rules["style-src"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert "unsafe" not in policy
