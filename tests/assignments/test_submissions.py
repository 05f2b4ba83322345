"""An agency answers, a coordinator decides; every step is locked, checked and told."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.roles import Role
from assignments.enums import TRANSITIONS, DeliverableState, DutyAct
from assignments.models import Evidence, StoredFile
from assignments.services.submissions import (
    AnswerEmptyError,
    DutyStateError,
    EvidenceFrozenError,
    OutdatedReviewError,
    ReasonMissingError,
    accept,
    attach_evidence,
    next_state,
    remove_evidence,
    report_progress,
    return_,
    submit,
    withdraw,
)
from notifications.models import Message
from tests.factories import make_agency, make_duty, make_person, make_succession

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def duty(health, today):
    return make_duty(health, due=today + timedelta(days=20))


@pytest.fixture
def act(duty):
    """`act(service, by, …)` does it to the duty now and returns the duty as stored."""

    def do(service, by, **values):
        service(deliverable_id=duty.pk, by=by, at=timezone.now(), **values)
        duty.refresh_from_db()
        return duty

    return do


def pdf(name: str = "bao-cao.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize(("state", "act_name"), list(itertools.product(DeliverableState, DutyAct)))
def test_each_act_is_possible_exactly_where_the_table_says(state, act_name):
    if (state, act_name) in TRANSITIONS:
        assert next_state(state, act_name) == TRANSITIONS[state, act_name]
    else:
        with pytest.raises(DutyStateError):
            next_state(state, act_name)


def test_progress_is_recorded_with_its_moment(act, focal_point):
    duty = act(report_progress, focal_point, percent=40, note="Đã khảo sát.")
    assert (duty.progress_percent, duty.progress_note) == (40, "Đã khảo sát.")
    assert duty.progress_at is not None


@pytest.mark.parametrize("percent", [-1, 101])
def test_progress_outside_the_scale_is_refused(act, focal_point, percent):
    with pytest.raises(ValidationError):
        act(report_progress, focal_point, percent=percent, note="")


def test_answer_waits_for_a_decision_and_coordinators_are_told(act, focal_point, coordinator):
    duty = act(submit, focal_point, text="Đã công khai.", document_number="12/BC-SYT")
    assert (duty.state, duty.submitted_on) == (DeliverableState.SUBMITTED, timezone.localdate())
    submission = duty.submissions.get()
    assert (submission.version, submission.document_number, submission.submitted_by) == (1, "12/BC-SYT", focal_point)
    assert list(Message.objects.values_list("recipient", "kind")) == [(coordinator.pk, "submission")]


def test_answer_without_words_is_refused(act, focal_point):
    with pytest.raises(AnswerEmptyError):
        act(submit, focal_point, text="  \n")


def test_second_submission_hears_that_it_was_handed_in(act, focal_point):
    act(submit, focal_point, text="Đã công khai.")
    with pytest.raises(DutyStateError, match="đã nộp"):
        act(submit, focal_point, text="Đã công khai.")


def test_refused_file_hands_nothing_in(act, duty, focal_point):
    with pytest.raises(ValidationError):
        act(submit, focal_point, text="Đã xong.", uploads=[pdf(), pdf("virus.exe", b"MZ\x90")])
    duty.refresh_from_db()
    assert duty.state == DeliverableState.OPEN
    assert not duty.submissions.exists()
    assert not Evidence.objects.exists()


def test_proof_is_frozen_with_its_submission(act, duty, focal_point):
    proof = attach_evidence(deliverable_id=duty.pk, upload=pdf(), by=focal_point, at=timezone.now(), page="3")
    act(submit, focal_point, text="Đã công khai.")
    proof.refresh_from_db()
    assert proof.submission == duty.submissions.get()
    with pytest.raises(EvidenceFrozenError):
        remove_evidence(evidence_id=proof.pk, by=focal_point, at=timezone.now())


def test_waiting_proof_may_be_taken_back(duty, focal_point):
    proof = attach_evidence(deliverable_id=duty.pk, upload=pdf(), by=focal_point, at=timezone.now())
    remove_evidence(evidence_id=proof.pk, by=focal_point, at=timezone.now())
    assert not duty.evidence.exists()


def test_same_content_is_stored_once(health, today, focal_point):
    for _ in range(2):
        duty = make_duty(health, due=today)
        attach_evidence(deliverable_id=duty.pk, upload=pdf(), by=focal_point, at=timezone.now())
        attach_evidence(deliverable_id=duty.pk, upload=pdf("ban-sao.pdf"), by=focal_point, at=timezone.now())
    assert StoredFile.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_withdrawn_version_stays_and_its_proof_waits_again(act, duty, focal_point):
    act(submit, focal_point, text="Bản đầu.", uploads=[pdf()])
    duty = act(withdraw, focal_point)
    assert (duty.state, duty.submitted_on) == (DeliverableState.OPEN, None)
    first = duty.submissions.get()
    assert first.withdrawn_at is not None
    assert first.evidence.count() == 1
    assert duty.evidence.filter(submission=None).count() == 1
    act(submit, focal_point, text="Bản sửa.")
    assert list(duty.submissions.values_list("version", "text")) == [(1, "Bản đầu."), (2, "Bản sửa.")]


def test_accepted_answer_is_done_and_the_agency_is_told(act, focal_point, coordinator):
    act(submit, focal_point, text="Đã công khai.")
    duty = act(accept, coordinator, version=1)
    assert (duty.state, duty.accepted_by) == (DeliverableState.ACCEPTED, coordinator)
    submission = duty.submissions.get()
    assert (submission.is_accepted, submission.reviewed_by) == (True, coordinator)
    assert Message.objects.get(kind="acceptance").recipient == focal_point


def test_return_needs_a_reason(act, focal_point, coordinator):
    act(submit, focal_point, text="Đã công khai.")
    with pytest.raises(ReasonMissingError):
        act(return_, coordinator, reason=" ")


def test_returned_answer_is_owed_again_with_the_reason(act, focal_point, coordinator):
    act(submit, focal_point, text="Đã công khai.")
    duty = act(return_, coordinator, reason="Thiếu số liệu huyện.")
    assert (duty.state, duty.return_reason) == (DeliverableState.RETURNED, "Thiếu số liệu huyện.")
    assert duty.submitted_on is None
    message = Message.objects.get(kind="return")
    assert message.recipient == focal_point
    assert "Thiếu số liệu huyện." in message.body_text


def test_each_return_is_told_anew(act, focal_point, coordinator):
    for _ in range(2):
        act(submit, focal_point, text="Đã công khai.")
        act(return_, coordinator, reason="Vẫn thiếu.")
    assert Message.objects.filter(kind="return").count() == 2


def test_decision_on_a_replaced_version_is_refused(act, focal_point, coordinator):
    act(submit, focal_point, text="Bản đầu.")
    act(withdraw, focal_point)
    act(submit, focal_point, text="Bản sửa.")
    with pytest.raises(OutdatedReviewError):
        act(accept, coordinator, version=1)


def test_second_decision_hears_of_the_first(act, focal_point, coordinator):
    act(submit, focal_point, text="Đã công khai.")
    act(accept, coordinator)
    with pytest.raises(DutyStateError, match="đã được duyệt"):
        act(return_, coordinator, reason="Nhầm.")


@pytest.mark.parametrize("service", [submit, withdraw])
def test_only_the_owing_agency_answers(act, province, coordinator, service):
    colleague = make_person(Role.FOCAL_POINT, province, make_agency(province, "STC", "Sở Tài chính"))
    values = {"text": "Đã xong."} if service is submit else {}
    for person in (colleague, coordinator):
        with pytest.raises(PermissionDenied):
            act(service, person, **values)


def test_only_reviewers_of_the_province_decide(act, focal_point, stranger, leader):
    act(submit, focal_point, text="Đã công khai.")
    for person in (focal_point, stranger, leader):
        with pytest.raises(PermissionDenied):
            act(accept, person)


def test_successor_answers_for_an_ended_agency(province, health, focal_point, coordinator):
    old = make_agency(province, "SLD", "Sở Lao động")
    make_succession(old, health, on=date(2025, 3, 1))
    duty = make_duty(old, due=date(2025, 6, 30))
    submit(deliverable_id=duty.pk, text="Đã xong.", by=focal_point, at=timezone.now())
    return_(deliverable_id=duty.pk, reason="Thiếu.", by=coordinator, at=timezone.now())
    assert Message.objects.get(kind="return").recipient == focal_point


def test_every_step_is_in_the_audit_trail(act, duty, focal_point, coordinator):
    act(report_progress, focal_point, percent=50, note="")
    act(submit, focal_point, text="Xong.", uploads=[pdf()])
    act(return_, coordinator, reason="Thiếu.")
    act(submit, focal_point, text="Xong hẳn.")
    act(accept, coordinator)
    assert list(AuditEvent.objects.about(duty).values_list("actor", "act")) == [
        (focal_point.pk, "báo tiến độ"),
        (focal_point.pk, "đính kèm minh chứng"),
        (focal_point.pk, "nộp kết quả"),
        (coordinator.pk, "trả lại kết quả"),
        (focal_point.pk, "nộp kết quả"),
        (coordinator.pk, "duyệt kết quả"),
    ]
