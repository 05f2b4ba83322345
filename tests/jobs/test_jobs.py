"""A job is asked for once, done once, tried again, given up, cancelled, and swept after its worker died."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jobs import handlers
from jobs.enums import JobState
from jobs.handlers import job_handler
from jobs.models import Job
from jobs.services import JobAlreadyFinishedError, JobCancelledError, cancel, claim, complete, enqueue, report_progress
from jobs.tasks import run_job, sweep_jobs


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Kinds of the test, gone afterwards."""
    monkeypatch.setattr(handlers, "_HANDLERS", {})
    runs = []

    @job_handler("count")
    def count(job):
        runs.append(job.pk)
        report_progress(job_id=job.pk, done=1, total=2, at=timezone.now())
        return {"message": "Đã đếm.", "url": "/ke-hoach/"}

    @job_handler("refuse")
    def refuse(job):
        raise ValidationError("Tệp không đọc được.")

    @job_handler("break")
    def break_(job):
        raise ConnectionError("không có mạng")

    return runs


def ask(kind="count", key="k1", by=None, **values):
    return enqueue(kind=kind, key=key, arguments={}, by=by, at=values.pop("at", timezone.now()), **values)


def test_job_starts_when_the_act_is_committed(db, kinds, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
        assert kinds == []
    job.refresh_from_db()
    assert (job.state, job.result["message"], job.progress_percent) == (JobState.DONE, "Đã đếm.", 50)


def test_undone_act_asks_for_nothing(db, kinds):
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_same_key_is_one_job(db, kinds, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert ask() == ask()
    assert len(kinds) == 1


def test_finished_job_is_not_done_again(db, kinds):
    job = ask()
    run_job(job_id=job.pk)
    run_job(job_id=job.pk)
    assert len(kinds) == 1


def test_refusal_ends_the_job_with_its_reason(db):
    job = ask("refuse")
    run_job(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Tệp không đọc được.")


def test_unknown_kind_ends_the_job(db):
    job = ask("unheard of")
    run_job(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_accident_is_tried_again_with_growing_pauses(db, caplog):
    job = ask("break")
    pauses = []
    for _ in range(job.max_attempts):
        Job.objects.filter(pk=job.pk).update(next_attempt_at=timezone.now())
        run_job(job_id=job.pk)
        job.refresh_from_db()
        pauses.append(round((job.next_attempt_at - timezone.now()).total_seconds()))
    assert pauses[:4] == [30, 60, 120, 240]
    assert (job.state, job.attempts) == (JobState.FAILED, 5)
    assert job.error == "ConnectionError: không có mạng"


def test_job_in_other_hands_is_left_alone(db, kinds):
    job = ask()
    at = timezone.now()
    assert claim(job_id=job.pk, at=at) is not None
    assert claim(job_id=job.pk, at=at) is None


def test_job_of_a_dead_worker_is_swept_when_its_lease_ran_out(db, kinds):
    job = ask(at=timezone.now() - timedelta(hours=2))
    claim(job_id=job.pk, at=timezone.now() - timedelta(hours=1))
    assert sweep_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_worker_that_comes_back_late_changes_nothing(db, kinds):
    job = ask(at=timezone.now() - timedelta(hours=2))
    late = claim(job_id=job.pk, at=timezone.now() - timedelta(hours=1))
    claim(job_id=job.pk, at=timezone.now())
    assert complete(job=late, result={"who": "late"}, at=timezone.now()) is False


def test_job_that_kills_its_workers_is_given_up(db, kinds):
    job = ask()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=5, lease_until=timezone.now() - timedelta(minutes=1)
    )
    sweep_jobs()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert kinds == []


def test_cancelled_job_never_starts(focal_point, kinds):
    job = ask(by=focal_point)
    cancel(job_id=job.pk, by=focal_point, at=timezone.now())
    run_job(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert kinds == []
    with pytest.raises(JobAlreadyFinishedError):
        cancel(job_id=job.pk, by=focal_point, at=timezone.now())


def test_running_job_ends_at_its_next_report_once_cancelled(focal_point, kinds):
    job = ask(by=focal_point)
    claim(job_id=job.pk, at=timezone.now())
    cancel(job_id=job.pk, by=focal_point, at=timezone.now())
    with pytest.raises(JobCancelledError):
        report_progress(job_id=job.pk, done=1, total=2, at=timezone.now())


def test_only_the_person_who_asked_may_cancel(focal_point, coordinator, kinds):
    job = ask(by=focal_point)
    with pytest.raises(PermissionDenied):
        cancel(job_id=job.pk, by=coordinator, at=timezone.now())


def test_progress_is_shown_to_the_person_who_asked(signed_in, focal_point, coordinator, kinds):
    job = ask(by=focal_point)
    claim(job_id=job.pk, at=timezone.now())
    report_progress(job_id=job.pk, done=3, total=12, at=timezone.now())
    address = reverse("jobs:job_detail", args=[job.pk])
    assert signed_in(coordinator).get(address).status_code == 404
    client = signed_in(focal_point)
    assert "Đã xong 3 trên 12" in client.get(address).content.decode()
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in fragment
    assert "<html" not in fragment


def test_finished_job_leads_to_its_result_and_stops_asking(signed_in, focal_point, kinds):
    job = ask(by=focal_point)
    run_job(job_id=job.pk)
    page = signed_in(focal_point).get(reverse("jobs:job_detail", args=[job.pk])).content.decode()
    assert 'href="/ke-hoach/"' in page
    assert "hx-trigger" not in page


def test_job_is_cancelled_from_its_page(signed_in, focal_point, kinds):
    job = ask(by=focal_point)
    signed_in(focal_point).post(reverse("jobs:job_cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
