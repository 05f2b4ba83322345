"""A worker killed with signal 9 in the middle of a batch: another prints the rest, and nothing twice."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone

from documents.composing.invitation import Invitee
from jobs.enums import JobState
from jobs.models import Job
from registry.enums import BatchItemState
from registry.models import Batch
from registry.services.batches import start_batch
from tests.jobs.test_killed_worker import ask, environment, kill, wait_until, worker
from tests.registry.test_batches import invitation

__all__ = ["environment"]
COPIES = 8


@pytest.mark.django_db(transaction=True)
def test_the_rest_of_a_batch_is_printed_by_another_worker(environment, document_in, coordinator, monkeypatch):
    monkeypatch.setattr("jobs.services._dispatch", lambda job_id: None)
    environment = environment | {"MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    document = document_in("issued", document=invitation())
    people = [Invitee("Ông", f"Nguyễn Văn {letter}", "Giám đốc", "Sở Y tế") for letter in "ABCDEFGH"]
    batch = start_batch(document_id=document.pk, invitees=people, by=coordinator, at=timezone.now())
    job = batch.jobs.get()
    done = batch.items.filter(state=BatchItemState.DONE)
    with worker(environment) as first:
        ask(environment, "jobs.tasks.run_job", job_id=job.pk)
        wait_until(lambda: done.count() >= 2)
        kill(first)
    printed = dict(done.values_list("order", "file"))
    assert 2 <= len(printed) < COPIES
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING

    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now())
    with worker(environment):
        ask(environment, "jobs.tasks.sweep_jobs")
        wait_until(lambda: Batch.objects.get(pk=batch.pk).joined_file)

    after = dict(done.values_list("order", "file"))
    assert len(after) == COPIES
    assert {order: after[order] for order in printed} == printed
    assert Job.objects.get(pk=job.pk).result == {"printed": COPIES - len(printed)}
