"""A long document is printed by a worker; its reader sees how far that is and gets the file when it is there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jobs.enums import JobState
from jobs.models import Job
from jobs.tasks import run_job
from registry.models import Rendition
from registry.services import long_prints

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_document(document_in, monkeypatch):
    monkeypatch.setattr(long_prints, "LONGEST_AT_ONCE", 100)
    return document_in("issued")


def test_nobody_waits_in_a_request_for_a_long_print(long_document, coordinator, signed_in):
    browser = signed_in(coordinator)
    page = reverse("registry:document_preview", args=[long_document.pk])

    first, second = browser.get(page), browser.get(page)

    assert not Rendition.objects.exists()
    assert "bộ phận chạy nền đang in" in first.content.decode()
    assert first.context["job"] == second.context["job"]


def test_the_file_is_handed_out_once_the_worker_has_printed_it(long_document, coordinator, signed_in):
    browser = signed_in(coordinator)
    address = reverse("registry:document_pdf", args=[long_document.pk])
    waiting = browser.get(address)
    job = Job.objects.get(kind=long_prints.PRINT_KIND)

    run_job(job_id=job.pk)

    job.refresh_from_db()
    assert waiting["Location"] == reverse("jobs:job_detail", args=[job.pk])
    assert (job.state, job.progress_done, Rendition.objects.count()) == (JobState.DONE, 2, 2)
    assert browser.get(address).content.startswith(b"%PDF-")


def test_two_readers_each_see_their_own_progress(long_document, coordinator, leader, signed_in):
    page = reverse("registry:document_preview", args=[long_document.pk])

    jobs = [signed_in(person).get(page).context["job"] for person in (coordinator, leader)]

    assert [job.requested_by for job in jobs] == [coordinator, leader]
