"""What a browser never sends and a stranger does: bytes no database takes, numbers no column holds, pages that are not there.

The answer is a page or "not found", on every address, and never an error of the portal.
"""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from plans.models import Plan
from tests import factories
from tests.accounts.test_tenant_isolation import (
    ADDRESSES,
    OWNED,
    PLAN_TEXT,
    PNG,
    WITH_KEY,
    belongings,
    filled_in,
    url_of,
)

__all__ = ["belongings"]

BEYOND_BIGINT = 2**63
NUL = "a\x00b"
# As it arrives after decoding when the percent-encoded bytes are no UTF-8, and what no column or page number can be.
ODD_VALUES = {
    "nul": "a%00b",
    "not utf-8": "%ED%A0%80%FF",
    "letters": "abc",
    "negative": "-1",
    "beyond bigint": str(BEYOND_BIGINT),
    "beyond any int": "9" * 5000,
    "year zero": "00/00/0000",
    "quotes": "%27%22%3Cscript%3E%25_%5C",
}
PARAMETERS = [
    *("q", "page", "sort", "status", "state", "kind", "plan", "agency", "index", "criterion", "year", "due_from"),
    *("due_to", "act", "actor", "since", "until", "role", "active", "territory", "narrow", "thu-tu", "next"),
]
LISTS = sorted(
    name
    for name, route in ADDRESSES.items()
    if "<" not in route and name not in {"healthz", "readyz", "accounts:sign_out", "reports:overview_pdf"}
)


@pytest.fixture
def everybody(province, home_affairs):
    """A person who may open every page of the province."""
    person = factories.make_person(Role.ADMINISTRATOR, province)
    person.grants.create(role=Role.FOCAL_POINT, province=province, agency=home_affairs)
    return person


@pytest.mark.parametrize("oddity", ODD_VALUES)
def test_odd_parameters_are_answered_by_a_page(oddity, belongings, everybody, signed_in):
    browser = signed_in(everybody)
    value = ODD_VALUES[oddity]
    queries = ["&".join(f"{parameter}={value}" for parameter in PARAMETERS), f"page={value}", f"q={value}"]
    for name in [*LISTS, "indices:index_detail", "indices:index_export"]:
        url = reverse(name, args=["papi"] if name.startswith("indices:") and name not in LISTS else [])
        for query in queries:
            status = browser.get(f"{url}?{query}").status_code
            assert status in {200, 302, 404, 405}, f"{url}?{query[:60]}: {status}"


@pytest.mark.parametrize("key", [2**31, BEYOND_BIGINT])
def test_a_key_no_row_can_have_is_not_found(key, belongings, everybody, signed_in):
    browser = signed_in(everybody)
    for name in OWNED:
        route = WITH_KEY[name]
        parts = re.findall(r"<(\w+):(\w+)>", route)
        keys = {part: key if converter == "int" else "x" for converter, part in parts}
        url = reverse(name, kwargs=keys)
        for answer in (browser.get(url), browser.post(url, filled_in(belongings))):
            assert answer.status_code in {404, 405}, f"{url}: {answer.status_code}"


@pytest.mark.parametrize("text", [NUL, "\ud800", "9" * 5000])
def test_odd_text_in_every_field_is_refused_or_kept(text, belongings, everybody, signed_in):
    browser = signed_in(everybody)
    sent = {name: text for name in filled_in(belongings) if not name.endswith("files")}
    more = {"note", "number", "symbol", "place", "authority", "issued_on", "deadline", "due_date", "output", "indices"}
    more |= {"coordinating", "fingerprint", "email", "full_name", "position", "phone", "agency", "province", "next"}
    more |= {"submit-document_number", "evidence-section", "evidence-page", "accept-version", "return-version"}
    more |= {"q", "version", "old_password", "new_password1", "new_password2", "username", "password"}
    sent |= dict.fromkeys(more, text)
    fields = {name: value.encode("utf-8", "surrogatepass") for name, value in sent.items()}
    for name in sorted(set(ADDRESSES) - {"accounts:password_set", "accounts:sign_out"}):
        if name in OWNED or "<" not in ADDRESSES[name]:
            url = url_of(name, belongings) if name in OWNED else reverse(name)
            status = browser.post(url, fields).status_code
            assert status in {200, 302, 400, 403, 404, 405, 422}, f"POST {url}: {status}"


@pytest.mark.parametrize(
    "text",
    [
        PLAN_TEXT.replace("Chủ trì", "Chủ\x00 trì"),
        PLAN_TEXT.replace("35/KH-UBND", "3" * 60 + "/KH-" + "U" * 200),
        PLAN_TEXT.replace("Hưng Yên, ngày", "H" * 300 + ", ngày"),
        PLAN_TEXT.replace("15/6/2026", "15/6/99999999999"),
        PLAN_TEXT.replace("Sở Y tế:", "Sở " + "Y tế" * 500 + ":"),
        PLAN_TEXT.replace("II. TỔ CHỨC", "Tổ chức hội nghị với " + "9" * 30 + " đại biểu.\nII. TỔ CHỨC"),
        PLAN_TEXT + "<script>alert(1)</script>" * 3,
    ],
    ids=["nul", "long number", "long place", "far year", "long agency", "many delegates", "script"],
)
def test_a_plan_with_odd_text_is_read_or_refused_in_words(text, everybody, signed_in):
    browser = signed_in(everybody)
    answer = browser.post(reverse("plans:import_new"), {"file": SimpleUploadedFile("a.txt", text.encode())})
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        review = answer["Location"]
        page = browser.get(review).content.decode()
        assert "<script>alert" not in page
        browser.post(f"{review}nhan-tat-ca/")
        assert browser.post(f"{review}xac-nhan/").status_code == 302
        plan = Plan.objects.get()
        assert "<script>alert" not in browser.get(plan.get_absolute_url()).content.decode()
        assert browser.post(reverse("conferences:conference_create", args=[plan.pk])).status_code == 302
        assert browser.post(reverse("assignments:plan_issue", args=[plan.pk])).status_code == 302


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.txt", "x" * 400 + ".txt", "\u202etxt.exe", "=cmd|' /C calc'!A0.txt"]
)
def test_an_odd_file_name_is_only_a_name(name, everybody, signed_in, belongings):
    browser = signed_in(everybody)
    answer = browser.post(reverse("plans:import_new"), {"file": SimpleUploadedFile(name, PLAN_TEXT.encode() + b" ")})
    assert answer.status_code in {302, 422}
    factories_duty = factories.make_duty(belongings["duty"].assignment.agency)
    upload = SimpleUploadedFile(name, PNG + b"2")
    answer = browser.post(reverse("assignments:evidence_add", args=[factories_duty.pk]), {"evidence-files": upload})
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize("choice", ["agency:" + "9" * 5000, f"agency:{BEYOND_BIGINT}", "agency:²", "group:\x00", NUL])
def test_an_odd_choice_of_an_agency_is_refused_in_words(choice, belongings, everybody, signed_in):
    browser = signed_in(everybody)
    url = reverse("plans:import_choose_agency", args=[belongings["plan_import"].pk])
    assert browser.post(url, {"name": "Sở Y tế", "choice": choice}).status_code == 302


def test_an_odd_name_to_choose_an_agency_for_is_refused_in_words(belongings, everybody, signed_in):
    browser = signed_in(everybody)
    url = reverse("plans:import_choose_agency", args=[belongings["plan_import"].pk])
    choice = f"agency:{belongings['duty'].assignment.agency_id}"
    assert browser.post(url, {"name": NUL, "choice": choice}).status_code == 302


@pytest.mark.parametrize("address", ["plans:import_new", "assignments:evidence_add"])
def test_a_file_that_is_too_large_is_refused_in_words(address, everybody, belongings, signed_in):
    browser = signed_in(everybody)
    duty = factories.make_duty(belongings["duty"].assignment.agency)
    url = reverse(address, args=[duty.pk] if address.startswith("assignments") else [])
    data = b"%PDF-1.7\n" + b"0" * (30 * 1024 * 1024)
    answer = browser.post(
        url, {"file": SimpleUploadedFile("l.pdf", data), "evidence-files": SimpleUploadedFile("l.pdf", data)}
    )
    assert answer.status_code in {200, 422}
    assert "nặng 30 MB" in answer.content.decode()


def test_a_failed_sign_in_with_an_odd_address_is_told(client, db):
    url = reverse("accounts:sign_in")
    for query in ("?next=a%00b", "?a%00b=1", "?next=//evil.example/"):
        answer = client.post(url + query, {"username": "a@b.vn", "password": "sai"}, headers={"user-agent": "x" * 5000})
        assert answer.status_code == 200
        assert "evil.example" not in answer.get("Location", "")


@pytest.mark.parametrize("chosen", [str(BEYOND_BIGINT), "9" * 5000, "-1", "²", NUL])
def test_an_odd_choice_of_answers_is_passed_over(chosen, belongings, everybody, signed_in):
    browser = signed_in(everybody)
    url = reverse("assignments:bulk_accept")
    assert browser.post(url, {"duty": [chosen], "is_confirmed": "on"}).status_code in {200, 302}


def test_answers_of_another_province_are_not_accepted_by_their_numbers(belongings, stranger, signed_in):
    duty = belongings["duty"]
    signed_in(stranger).post(reverse("assignments:bulk_accept"), {"duty": [duty.pk], "is_confirmed": "on"})
    duty.refresh_from_db()
    assert duty.state == "submitted"


def test_an_answer_handed_in_anew_after_the_page_was_drawn_is_not_accepted_unseen(belongings, everybody, signed_in):
    duty, browser = belongings["duty"], signed_in(everybody)
    shown = browser.post(reverse("assignments:bulk_accept"), {"duty": [duty.pk]})
    assert f'name="seen" value="{duty.pk}:1"' in shown.content.decode()
    browser.post(reverse("assignments:deliverable_withdraw", args=[duty.pk]))
    browser.post(reverse("assignments:deliverable_submit", args=[duty.pk]), {"submit-text": "Bản khác."})
    sent = {"duty": [duty.pk], "seen": [f"{duty.pk}:1"], "is_confirmed": "on"}
    browser.post(reverse("assignments:bulk_accept"), sent)
    duty.refresh_from_db()
    assert duty.state == "submitted"
    browser.post(reverse("assignments:bulk_accept"), sent | {"seen": [f"{duty.pk}:2"]})
    duty.refresh_from_db()
    assert duty.state == "accepted"
