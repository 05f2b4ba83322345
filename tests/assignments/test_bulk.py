"""Several answers are accepted in three presses: choose, look, accept."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from assignments.enums import DeliverableState
from assignments.services.submissions import submit, withdraw
from tests.factories import make_duty

ADDRESS = "/nhiem-vu/duyet-nhieu/"


@pytest.fixture
def answered(health, focal_point):
    duties = [make_duty(health) for _ in range(3)]
    for duty in duties:
        submit(deliverable_id=duty.pk, text="Xong.", by=focal_point, at=timezone.now())
    return duties


def states(duties):
    for duty in duties:
        duty.refresh_from_db()
    return [duty.state for duty in duties]


def test_chosen_answers_are_shown_before_anything_changes(signed_in, coordinator, answered):
    response = signed_in(coordinator).post(ADDRESS, {"duty": [duty.pk for duty in answered[:2]]})
    assert [duty.pk for duty in response.context["duties"]] == [duty.pk for duty in answered[:2]]
    assert set(states(answered)) == {DeliverableState.SUBMITTED}


def test_confirmed_answers_are_accepted_and_the_others_wait(signed_in, coordinator, answered):
    chosen = {"duty": [duty.pk for duty in answered[:2]], "is_confirmed": "on"}
    signed_in(coordinator).post(ADDRESS, chosen)
    assert states(answered) == ["accepted", "accepted", "submitted"]


def test_answer_withdrawn_meanwhile_is_left_out_and_told(signed_in, coordinator, focal_point, answered):
    withdraw(deliverable_id=answered[0].pk, by=focal_point, at=timezone.now())
    chosen = {"duty": [duty.pk for duty in answered[:2]], "is_confirmed": "on"}
    response = signed_in(coordinator).post(ADDRESS, chosen, follow=True)
    assert states(answered) == ["open", "accepted", "submitted"]
    assert "1 kết quả không còn chờ duyệt" in response.content.decode()


def test_people_who_may_not_review_change_nothing(signed_in, focal_point, stranger, leader, answered):
    chosen = {"duty": [duty.pk for duty in answered], "is_confirmed": "on"}
    for person in (focal_point, stranger, leader):
        signed_in(person).post(ADDRESS, chosen)
    assert set(states(answered)) == {DeliverableState.SUBMITTED}


def test_nothing_chosen_leads_back_to_the_list(signed_in, coordinator):
    assert "status=submitted" in signed_in(coordinator).post(ADDRESS, {"duty": ["x", "²"]}).url


def test_rows_can_be_chosen_only_where_answers_wait(signed_in, coordinator, focal_point, answered):
    address = reverse("assignments:duty_list")
    assert "data-select-row" in signed_in(coordinator).get(f"{address}?status=submitted").content.decode()
    assert "data-select-row" not in signed_in(coordinator).get(address).content.decode()
    assert "data-select-row" not in signed_in(focal_point).get(f"{address}?status=submitted").content.decode()
