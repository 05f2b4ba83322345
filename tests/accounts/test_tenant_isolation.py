"""Every address of the portal, tried by people it does not belong to: another province, another agency, readers only.

The addresses are walked, not listed: one that is added later is tried as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, Province
from assignments.enums import DeliverableState
from assignments.models import Deliverable
from assignments.services.submissions import attach_evidence, submit
from conferences.models import Conference
from documents.document_json import document_to_json
from indices.models import Index, Result
from jobs.services import enqueue
from notifications.models import Message
from notifications.services.outbox import queue_message
from plans.models import PlanImport
from plans.services.importing import parsed_of, start_import
from registry.models import Batch, BatchItem
from registry.services import documents as register
from registry.services.loading import load_document_types
from tests import factories
from tests.documents.papers import plan as paper

PLAN_TEXT = """ỦY BAN NHÂN DÂN
TỈNH HƯNG YÊN
Số: 35/KH-UBND
Hưng Yên, ngày 5 tháng 3 năm 2026
KẾ HOẠCH
Nâng cao Chỉ số PAPI năm 2026
I. MỤC TIÊU
Phấn đấu Chỉ số PAPI tăng 5 bậc.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ: Chủ trì, phối hợp với Sở Y tế tổng hợp, báo cáo UBND tỉnh trước ngày 15/6/2026.
2. Sở Y tế: Công khai giá dịch vụ khám chữa bệnh, hoàn thành trong quý II năm 2026.
"""
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64

# What each address with a key is about, by the longest beginning that fits; a new kind of page adds its line here.
OBJECT_OF_PATH = {
    "dat-mat-khau/<uidb64>/": None,  # open to whoever holds the link
    "quan-tri/tai-khoan/<int:pk>/": "person",
    "viec-nen/<int:pk>/": "job",
    "thu/<int:pk>/": "message",
    "hop-thu-thu/<int:pk>/": "message",
    "chi-so/<slug:code>/": None,  # published figures of the reader's own province
    "chi-so/ket-qua/<int:pk>/": "result",
    "ke-hoach/<int:pk>/": "plan",
    "ke-hoach/<int:pk>/ban-hanh/": "draft_plan",
    "ke-hoach/nhiem-vu/<int:pk>/": "task",
    "ke-hoach/nhap/<int:pk>/": "plan_import",
    "ke-hoach/nhap/nhiem-vu/<int:pk>/": "draft_task",
    "nhiem-vu/<int:pk>/": "duty",
    "nhiem-vu/phan-cong/<int:pk>/": "task",
    "minh-chung/<int:pk>/": "evidence",
    "van-ban/<int:pk>/": "document",
    "van-ban/<int:pk>/thong-tin/": "draft_document",
    "van-ban/<int:pk>/trinh/": "draft_document",
    "van-ban/<int:pk>/duyet/": "draft_document",
    "van-ban/<int:pk>/tra-lai/": "draft_document",
    "van-ban/<int:pk>/ban-hanh/": "draft_document",
    "van-ban/dot-in/<int:pk>/": "batch",
    "van-ban/giay-moi/<int:pk>.pdf": "batch_item",
    "hoi-nghi/<int:pk>/": "conference",
    "hoi-nghi/tu-ke-hoach/<int:plan_pk>/": "plan",
    "hoi-nghi/cua-ke-hoach/<int:plan_pk>/": "plan",
}
# Everybody of the province reads what is issued.
READ_BY_THE_PROVINCE = {
    "plans:plan_detail",
    "plans:plan_pdf",
    "plans:plan_docx",
    "plans:task_detail",
    "assignments:task_assignments",
    "conferences:conference_detail",
    "conferences:plan_conference",
    "indices:result_detail",
    "registry:document_detail",
    "registry:document_preview",
    "registry:document_page",
    "registry:document_pdf",
    "registry:document_docx",
}
READ_BY_LEADERS = READ_BY_THE_PROVINCE | {"assignments:deliverable_detail", "assignments:evidence_download"}
# Rows that reading leaves behind: sign-ins, and the kept file of a printed document.
LEFT_BY_READING = {"sessions.session", "registry.rendition"}


def addresses(patterns: list[URLPattern | URLResolver] | None = None, room: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else room)
        else:
            yield f"{room}{pattern.name}", str(pattern.pattern)


ADDRESSES = dict(addresses())
WITH_KEY = {name: route for name, route in ADDRESSES.items() if "<" in route}


def object_of(route: str) -> str | None:
    """The name of the object that the route's key is of."""
    fitting = [beginning for beginning in OBJECT_OF_PATH if route.startswith(beginning)]
    assert fitting, f"Say in OBJECT_OF_PATH what {route} is about."
    return OBJECT_OF_PATH[max(fitting, key=len)]


OWNED = sorted(name for name, route in WITH_KEY.items() if object_of(route))


@pytest.fixture
def belongings(province: Province, home_affairs: Agency, coordinator: User, plan) -> dict[str, Any]:
    """One of everything in the province; what an agency owes is owed by Sở Nội vụ."""
    at = timezone.now()
    officer = factories.make_person(Role.FOCAL_POINT, province, home_affairs)
    factories.make_person(Role.ADMINISTRATOR, province)
    duty = factories.make_duty(home_affairs, plan=plan)
    proof = attach_evidence(deliverable_id=duty.pk, upload=SimpleUploadedFile("anh.png", PNG), by=officer, at=at)
    submit(deliverable_id=duty.pk, text="Đã công khai.", by=officer, at=at)
    draft_plan = factories.make_plan(province, issued=False)
    factories.make_task(draft_plan, lead=home_affairs)
    plan_import = start_import(province=province, file_name="kh.txt", data=PLAN_TEXT.encode(), by=coordinator, at=at)
    plan.document = document_to_json(parsed_of(plan_import).document)
    plan.save()
    index = Index.objects.create(
        code="PAPI", name="PAPI", short_name="PAPI", publisher="UNDP", first_year=2011, scale_min=8, scale_max=80
    )
    load_document_types()
    papers = {"issuer": home_affairs, "by": coordinator, "at": at}
    draft_document = register.draft_document(document=paper(title="Dự thảo"), **papers)
    document = register.draft_document(document=paper(), **papers)
    register.submit_document(document_id=document.pk, by=coordinator, at=at)
    register.approve_document(document_id=document.pk, by=coordinator, at=at)
    register.issue_document(document_id=document.pk, on=timezone.localdate(at), by=coordinator, at=at)
    batch = Batch.objects.create(
        document=document,
        content_hash=document.content_hash,
        content=document.content,
        created_by=coordinator,
        created_at=at,
    )
    return {
        "batch": batch,
        "batch_item": BatchItem.objects.create(batch=batch, order=1, name="Nguyễn Văn A"),
        "document": document,
        "draft_document": draft_document,
        "person": officer,
        "job": enqueue(kind="none", key="one", arguments={}, by=coordinator, at=at, province=province),
        "message": queue_message(
            recipient=coordinator,
            kind="other",
            dedupe_key="one",
            subject="Thư",
            body_text="…",
            at=at,
            province=province,
        ),
        "result": Result.objects.create(index=index, province=province, year=2024, node_code="PAPI", score=43),
        "plan": plan,
        "draft_plan": draft_plan,
        "task": duty.assignment.task,
        "plan_import": plan_import,
        "draft_task": plan_import.draft_tasks.first(),
        "duty": duty,
        "evidence": proof,
        "conference": Conference.objects.create(province=province, plan=plan, name="Hội nghị PAPI"),
    }


@pytest.fixture
def strangers(other_province, province, health) -> dict[str, User]:
    return {
        "coordinator of another province": factories.make_person(Role.COORDINATOR, other_province),
        "administrator of another province": factories.make_person(Role.ADMINISTRATOR, other_province),
        "focal point of another agency": factories.make_person(Role.FOCAL_POINT, province, health),
        "leader": factories.make_person(Role.LEADER, province),
    }


MAY_READ = {
    "coordinator of another province": set(),
    "administrator of another province": set(),
    "focal point of another agency": READ_BY_THE_PROVINCE,
    "leader": READ_BY_LEADERS,
}


def url_of(name: str, belongings: dict[str, Any]) -> str:
    thing = belongings[object_of(WITH_KEY[name])]
    keys: dict[str, Any] = {"plan_pk" if "<int:plan_pk>" in WITH_KEY[name] else "pk": thing.pk}
    if "<int:grant_pk>" in WITH_KEY[name]:
        keys["grant_pk"] = thing.grants.get().pk
    for converter, key in re.findall(r"<(\w+):(\w+)>", WITH_KEY[name]):
        keys.setdefault(key, 1 if converter == "int" else "x")
    return reverse(name, kwargs=keys)


def filled_in(belongings: dict[str, Any]) -> dict[str, Any]:
    """Fields of every form at once, so that no act is refused only because something was left blank."""
    return {
        "text": "Sửa lén",
        "lead": "Sở Y tế",
        "title": "Sửa lén",
        "name": "Sở Y tế",
        "choice": f"agency:{belongings['duty'].assignment.agency_id}",
        "role": Role.COORDINATOR.value,
        "progress-percent": "50",
        "progress-note": "Sửa lén",
        "submit-text": "Sửa lén",
        "return-reason": "Sửa lén",
        "steer-reason": "Sửa lén",
        "reason": "Sửa lén",
        "way": "replacement",
        "on": f"{timezone.localdate():%d/%m/%Y}",
        "evidence-files": SimpleUploadedFile("anh.png", PNG + b"1"),
    }


def everything_stored() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables but those that reading leaves behind."""
    return {
        model._meta.label_lower: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.label_lower not in LEFT_BY_READING
    }


def _status(answer: HttpResponseBase) -> int:
    """The status; a file that is handed out is read to its end, which closes it."""
    if answer.streaming:
        list(answer)
    return answer.status_code


def test_most_addresses_are_about_an_object_of_a_province():
    assert len(OWNED) > 35


@pytest.mark.parametrize("who", MAY_READ)
def test_what_belongs_to_others_is_neither_read_nor_changed(who, belongings, strangers, signed_in):
    browser = signed_in(strangers[who])
    before = everything_stored()
    opened, acted = set(), set()
    for name in OWNED:
        url = url_of(name, belongings)
        status = _status(browser.get(url))
        assert status in {200, 302, 403, 404, 405}, f"GET {url}: {status}"
        if status in {200, 302}:
            opened.add(name)
        status = browser.post(url, filled_in(belongings)).status_code
        assert status in {200, 302, 403, 404, 405, 422}, f"POST {url}: {status}"
        if status not in {403, 404, 405}:
            acted.add(name)
        assert everything_stored() == before, f"{url} changed something"

    assert opened - {name for name in OWNED if _only_leads_back(name)} == MAY_READ[who]
    assert acted <= MAY_READ[who]


def _only_leads_back(name: str) -> bool:
    """Acts answer GET by leading to the page of the duty, which is checked by itself."""
    is_act = name.startswith("assignments:deliverable_") or name == "assignments:evidence_add"
    return is_act and name != "assignments:deliverable_detail"


def test_a_stranger_without_a_session_reads_and_changes_nothing(belongings, client):
    before = everything_stored()
    for name in OWNED:
        for answer in (client.get(url_of(name, belongings)), client.post(url_of(name, belongings))):
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("accounts:sign_in"))
    for name in sorted(set(ADDRESSES) - set(WITH_KEY) - {"healthz", "readyz", "accounts:sign_in"}):
        assert client.get(reverse(name))["Location"].startswith(reverse("accounts:sign_in"))
    assert everything_stored() == before


def test_reading_pages_changes_nothing(belongings, coordinator, signed_in):
    browser = signed_in(coordinator)
    Message.objects.update(read_at=timezone.now())
    before = everything_stored()
    for name in sorted(ADDRESSES):
        if name in OWNED or "<" not in ADDRESSES[name]:
            url = url_of(name, belongings) if name in OWNED else reverse(name)
            status = _status(browser.get(url))
            assert status in {200, 302, 403, 404, 405, 503}, f"GET {url}: {status}"
            assert everything_stored() == before, f"GET {url} changed something"


def test_a_person_without_any_role_is_told_so_everywhere(belongings, province, signed_in):
    browser = signed_in(factories.make_person(None, province))
    for name in sorted(set(ADDRESSES) - {"accounts:sign_out"}):
        if name in OWNED:
            assert browser.get(url_of(name, belongings)).status_code in {403, 404, 405}, name
        elif "<" not in ADDRESSES[name]:
            assert browser.get(reverse(name)).status_code in {200, 302, 403, 404, 405, 503}, name
            assert browser.post(reverse(name), filled_in(belongings)).status_code in {200, 302, 403, 404, 405, 422}, (
                name
            )


def test_an_office_of_another_province_is_no_choice_for_a_role(
    belongings, strangers, province, other_province, signed_in
):
    """The administrator of one province gives no role for an agency of another."""
    administrator = strangers["administrator of another province"]
    own = factories.make_person(Role.COORDINATOR, other_province)
    theirs = belongings["duty"].assignment.agency
    answer = signed_in(administrator).post(
        reverse("accounts:user_detail", args=[own.pk]), {"role": Role.FOCAL_POINT.value, "agency": theirs.pk}
    )
    assert answer.status_code == 200
    assert not own.grants.filter(agency=theirs).exists()


def test_a_session_that_names_a_foreign_province_works_in_the_own_one(belongings, stranger, province, signed_in):
    browser = signed_in(stranger)
    assert browser.post(reverse("accounts:province_choose"), {"province": province.pk}).status_code == 403
    session = browser.session
    session["province_id"] = province.pk
    session.save()
    page = browser.get(reverse("plans:plan_list"))
    assert page.context["request"].province == stranger.current_grants[0].province
    assert belongings["plan"].title not in page.content.decode()


def test_the_duty_stays_as_the_agency_left_it(belongings, strangers, signed_in):
    """Filtering a list by a foreign key shows nothing foreign."""
    duty: Deliverable = belongings["duty"]
    browser = signed_in(strangers["coordinator of another province"])
    for query in (f"plan={belongings['plan'].pk}", f"agency={duty.assignment.agency_id}", "q=cong khai"):
        page = browser.get(f"{reverse('assignments:duty_list')}?{query}").content.decode()
        assert duty.get_absolute_url() not in page
    duty.refresh_from_db()
    assert duty.state == DeliverableState.SUBMITTED
    assert PlanImport.objects.visible_to(strangers["leader"]).count() == 0
