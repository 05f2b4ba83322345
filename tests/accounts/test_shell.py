"""What stands around every page: navigation, the way home, and the pages for when something went wrong."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from accounts.roles import Role


@pytest.mark.parametrize(
    ("template", "heading"),
    [
        ("400.html", "Yêu cầu không hợp lệ"),
        ("500.html", "Cổng gặp lỗi"),
        ("403_csrf.html", "Phiên làm việc đã đổi"),
    ],
)
def test_page_without_a_request_needs_no_database(template, heading):
    page = render_to_string(template)

    assert f"<h1>{heading}</h1>" in page
    assert 'href="/"' in page


def test_act_without_its_token_says_how_to_send_it_again(db):
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "a@b.vn", "password": "x"})

    assert answer.status_code == 403
    assert "Phiên làm việc đã đổi" in answer.content.decode()


def test_refusal_gives_its_reason_inside_the_shell(signed_in, person_with):
    page = signed_in(person_with(Role.LEADER)).get("/quan-tri/nhat-ky/").content.decode()

    assert "Anh/chị không có quyền xem nhật ký của tỉnh này." in page
    assert 'aria-label="Chính"' in page


def test_missing_page_keeps_the_shell(signed_in, person_with):
    page = signed_in(person_with(Role.LEADER)).get("/khong-co/").content.decode()

    assert "<h1>Không tìm thấy</h1>" in page
    assert 'aria-label="Chính"' in page


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.FOCAL_POINT, ["Việc của tôi", "Kế hoạch", "Hội nghị", "Chỉ số"]),
        (Role.LEADER, ["Tổng quan", "Kế hoạch", "Nhiệm vụ", "Hội nghị", "Chỉ số"]),
        (Role.AUDITOR, ["Tổng quan", "Kế hoạch", "Nhiệm vụ", "Hội nghị", "Chỉ số"]),
        (Role.COORDINATOR, ["Bàn làm việc", "Tổng quan", "Kế hoạch", "Nhiệm vụ", "Hội nghị", "Chỉ số"]),
    ],
)
def test_navigation_offers_only_what_the_role_may_use(signed_in, person_with, role, words):
    shell = signed_in(person_with(role)).get("/doi-mat-khau/").context["shell"]

    offered = [link.label for link in shell.links]

    assert [word for word in offered if word != "Văn bản"] == words
    assert len(offered) + bool(shell.administration) <= 9
    assert bool(shell.administration) == (role in {Role.COORDINATOR, Role.AUDITOR})


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.ADMINISTRATOR, "/ban-lam-viec/"),
        (Role.COORDINATOR, "/ban-lam-viec/"),
        (Role.APPROVER, "/ban-lam-viec/"),
        (Role.LEADER, "/tong-quan/"),
        (Role.AUDITOR, "/tong-quan/"),
        (Role.FOCAL_POINT, "/viec-cua-toi/"),
        (Role.AGENCY_HEAD, "/viec-cua-toi/"),
    ],
)
def test_home_is_the_page_of_the_role(signed_in, person_with, role, page):
    assert signed_in(person_with(role)).get("/").url == page
