"""The chained trail: whole while nobody touches it, and broken exactly where somebody did."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.template import Context, Template
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.roles import Role
from accounts.services.auditing import first_broken_link, record_act

LIST = "/quan-tri/nhat-ky/"


@pytest.fixture
def trail(administrator, home_department):
    """Four acts on one agency."""
    start = timezone.now()
    return [
        record_act(
            administrator,
            act,
            home_department,
            at=start + timedelta(minutes=number),
            before={"hạn": start.date(), "tiến độ": number},
            after={"hạn": start.date(), "tiến độ": number + 1},
        )
        for number, act in enumerate(["giao việc", "nộp kết quả", "trả lại", "nộp kết quả"])
    ]


def test_untouched_chain_is_whole(trail, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == "Chuỗi nhật ký nguyên vẹn: 4 dấu vết.\n"


def test_empty_chain_is_whole(db, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == "Chuỗi nhật ký nguyên vẹn: 0 dấu vết.\n"


@pytest.mark.parametrize(
    "forged",
    [
        {"act": "duyệt"},
        {"actor_id": None},
        {"subject_name": "Sở Y tế"},
        {"before": None},
        {"after": {"tiến độ": 100}},
        {"at": timezone.now() - timedelta(days=400)},
        {"previous_hash": "f" * 64},
        {"hash": "f" * 64},
    ],
)
def test_changed_event_is_named(trail, forged):
    AuditEvent.objects.filter(pk=trail[1].pk).update(**forged)

    assert first_broken_link().pk == trail[1].pk
    with pytest.raises(CommandError, match=f"dấu vết số {trail[1].pk} "):
        call_command("verify_audit")


def test_event_cut_out_of_the_middle_breaks_the_next(trail):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_auditevent WHERE id = %s", [trail[1].pk])

    with pytest.raises(CommandError, match=f"dấu vết số {trail[2].pk} "):
        call_command("verify_audit")


def test_event_cut_off_the_end_is_missed(trail):
    trail[-1].delete()

    with pytest.raises(CommandError, match="thiếu phần cuối"):
        call_command("verify_audit")


def test_trail_is_filtered_by_object_act_person_and_day(signed_in, administrator, trail, person_with, home_department):
    other = person_with(Role.COORDINATOR)
    record_act(other, "đổi tên", home_department, at=timezone.now() - timedelta(days=10))
    client = signed_in(administrator)
    today = f"{timezone.localdate():%d/%m/%Y}"

    def count(**query):
        return client.get(LIST, query).context["page_obj"].paginator.count

    assert count() == 5
    assert count(q="so noi vu") == 5
    assert count(q="so y te") == 0
    assert count(act="trả lại") == 1
    assert count(actor=other.pk) == 1
    assert count(since=today) == 4
    assert count(until=today) == 5


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ADMINISTRATOR, 200),
        (Role.COORDINATOR, 200),
        (Role.AUDITOR, 200),
        (Role.APPROVER, 403),
        (Role.LEADER, 403),
        (Role.FOCAL_POINT, 403),
        (Role.AGENCY_HEAD, 403),
    ],
)
def test_trail_is_read_by_those_the_table_names(signed_in, person_with, role, status):
    assert signed_in(person_with(role)).get(LIST).status_code == status


def test_list_costs_the_same_for_one_and_for_many(signed_in, person_with, administrator, home_department, queries_of):
    client = signed_in(administrator)
    record_act(administrator, "thử", home_department, at=timezone.now())
    for_one = queries_of(client, LIST)
    for _ in range(3):
        record_act(person_with(), "thử", home_department, at=timezone.now(), after={"tiến độ": 5})

    assert queries_of(client, LIST) == for_one


def test_page_of_an_object_shows_its_trail_newest_first(trail, home_department):
    page = Template("{% load audit %}{% audit_trail agency %}").render(Context({"agency": home_department}))

    assert page.index("trả lại") < page.index("giao việc")
    assert "<del>2</del>" in page
    assert "<ins>3</ins>" in page
    # A field that stayed is no change.
    assert "hạn" not in page
