"""Before a plan is made: its head put right, and names nobody knows joined by hand."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from plans.enums import MatchKind
from plans.models import DraftTaskAgency
from plans.services import confirming, heading, naming, reviewing
from plans.services.heading import Heading

DRAFT = "004_efd3901a5d4c3f3a.txt"


def changed(plan_import, **changes) -> Heading:
    return Heading(**{**heading.asdict(heading.heading_of(plan_import)), **changes})


def test_a_draft_gets_the_number_and_date_it_was_signed_with(take_in, planner):
    plan_import = take_in(DRAFT)
    typed = changed(plan_import, number="215", issued_on=date(2023, 12, 20), place="Hưng Yên", name="Trần Quốc Văn")
    heading.edit_heading(import_id=plan_import.pk, heading=typed, by=planner, at=timezone.now())
    reviewing.accept_all(import_id=plan_import.pk, by=planner, at=timezone.now())

    plan = confirming.confirm_import(import_id=plan_import.pk, by=planner, at=timezone.now())

    assert (plan.number_and_symbol, plan.issued_on, plan.effective_on) == (
        "215/KH-UBND",
        date(2023, 12, 20),
        date(2023, 12, 20),
    )
    assert (plan.place, plan.document["signature"]["name"]) == ("Hưng Yên", "Trần Quốc Văn")


def test_a_new_date_looks_the_agencies_up_on_that_day(take_in, planner):
    plan_import = take_in("000_0072ae9554e38013.txt")
    row = DraftTaskAgency.objects.filter(
        draft_task__plan_import=plan_import, name_written="Sở Kế hoạch và Đầu tư"
    ).first()
    assert row.agency.code == "SKHDT"
    after_the_merger = changed(plan_import, issued_on=date(2025, 10, 1))

    heading.edit_heading(import_id=plan_import.pk, heading=after_the_merger, by=planner, at=timezone.now())

    row.refresh_from_db()
    assert row.agency is None or row.agency.exists_on(date(2025, 10, 1))


def test_a_head_changed_by_a_colleague_is_not_overwritten(take_in, planner):
    plan_import = take_in(DRAFT)
    shown = heading.fingerprint_of_heading(heading.heading_of(plan_import))
    colleague = changed(plan_import, number="1")
    heading.edit_heading(import_id=plan_import.pk, heading=colleague, by=planner, at=timezone.now())
    plan_import.refresh_from_db()

    with pytest.raises(heading.HeadingChangedMeanwhile):
        heading.edit_heading(
            import_id=plan_import.pk,
            heading=changed(plan_import, number="2"),
            fingerprint=shown,
            by=planner,
            at=timezone.now(),
        )

    plan_import.refresh_from_db()
    assert heading.heading_of(plan_import).number == "1"


def test_a_plan_keeps_its_title(take_in, planner):
    plan_import = take_in(DRAFT)

    with pytest.raises(heading.HeadingNeedsTitle):
        heading.edit_heading(
            import_id=plan_import.pk, heading=changed(plan_import, title="  "), by=planner, at=timezone.now()
        )


@pytest.fixture
def with_unknown_name(take_in, planner):
    plan_import = take_in("000_0072ae9554e38013.txt")
    for draft in plan_import.draft_tasks.all()[:2]:
        words = reviewing.TaskWords(text=draft.text, lead=["Sở Nội vụ và Lao động"])
        reviewing.edit_draft(draft_id=draft.pk, words=words, by=planner, at=timezone.now())
    return plan_import


def test_the_nearest_agencies_are_offered_first_for_an_unknown_name(with_unknown_name):
    (choices,) = naming.choices_for(with_unknown_name, ["Sở Nội vụ và Lao động"])

    assert choices.near[0][1] == "Sở Nội vụ"
    assert len(choices.agencies) > len(choices.near)


def test_a_choice_joins_the_name_in_every_task_and_survives_an_edit(with_unknown_name, planner, hung_yen):
    home_affairs = hung_yen.agencies.get(code="SNV")
    name = "Sở Nội vụ và Lao động"

    count = naming.choose_agency(
        import_id=with_unknown_name.pk, name=name, choice=f"agency:{home_affairs.pk}", by=planner, at=timezone.now()
    )
    draft = with_unknown_name.draft_tasks.first()
    words = reviewing.TaskWords(text="Lời mới", lead=[name])
    reviewing.edit_draft(draft_id=draft.pk, words=words, by=planner, at=timezone.now())

    assert count == 2
    row = draft.agencies.get()
    assert (row.agency, row.match) == (home_affairs, MatchKind.CHOSEN)
    assert name not in reviewing.unmatched_names(with_unknown_name)


@pytest.mark.parametrize("choice", ["", "agency:", "agency:999999", "group:x", "province:1"])
def test_what_is_no_agency_of_the_province_cannot_be_chosen(with_unknown_name, planner, choice):
    with pytest.raises(naming.UnknownChoice):
        naming.choose_agency(
            import_id=with_unknown_name.pk,
            name="Sở Nội vụ và Lao động",
            choice=choice,
            by=planner,
            at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("words", "kind", "value", "due"),
    [
        ("trước ngày 15/8/2022", "date", "2022-08-15", "2022-08-14"),
        ("chậm nhất ngày 15/8", "date", "2022-08-15", "2022-08-15"),
        ("Quý IV/2022", "quarter", "2022-Q4", "2022-12-31"),
        ("hằng quý", "recurring", "quarterly", None),
        ("Thường xuyên", "ongoing", "", None),
        ("", "none", "", None),
    ],
)
def test_a_deadline_is_typed_in_the_words_of_plans(take_in, planner, words, kind, value, due):
    draft = take_in("000_0072ae9554e38013.txt").draft_tasks.first()
    typed = reviewing.TaskWords(text="Việc", lead=["Sở Nội vụ"], deadline=words)

    draft = reviewing.edit_draft(draft_id=draft.pk, words=typed, by=planner, at=timezone.now())

    assert (draft.deadline_kind, draft.deadline_value, draft.deadline_text) == (kind, value, words)
    assert (draft.due_date.isoformat() if draft.due_date else None) == due


def test_a_day_typed_beside_the_words_wins(take_in, planner):
    draft = take_in("000_0072ae9554e38013.txt").draft_tasks.first()
    typed = reviewing.TaskWords(text="Việc", lead=["Sở Nội vụ"], deadline="Quý IV/2022", due_date=date(2022, 12, 15))

    draft = reviewing.edit_draft(draft_id=draft.pk, words=typed, by=planner, at=timezone.now())

    assert (draft.deadline_value, draft.due_date) == ("2022-Q4", date(2022, 12, 15))


def test_a_deadline_nobody_understands_is_asked_again(take_in, planner):
    draft = take_in("000_0072ae9554e38013.txt").draft_tasks.first()
    typed = reviewing.TaskWords(text="Việc", lead=["Sở Nội vụ"], deadline="sớm nhất có thể")

    with pytest.raises(reviewing.DeadlineNotUnderstood):
        reviewing.edit_draft(draft_id=draft.pk, words=typed, by=planner, at=timezone.now())
