"""The pages of a long draft, printed and checked by a worker for the one who edits it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q

from accounts.models import User
from documents.rendering import FontsMissing, render_pdf
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import enqueue, report_progress
from registry.models import IssuedDocument
from registry.services.editing import workspace_of
from registry.services.outline_parts import tidied
from registry.services.previewing import checked, preview_version, worker_file, worker_folder

PREVIEW_KIND = "registry.preview"
STEPS = 3
PAUSE = timedelta(seconds=20)


def ask_for_preview(entered: IssuedDocument, version: str, *, by: User, at: datetime) -> Job:
    """Ask a worker for the pages of this version, or return the job that already makes them."""
    key = f"{PREVIEW_KIND}:{entered.pk}:{by.pk}:{version}"
    unfinished = Q(state__in=[JobState.WAITING, JobState.RUNNING])
    # One that has just failed is told of, not tried again with every question of the page.
    recent = Q(requested_at__gt=at - PAUSE)
    known = Job.objects.filter(unfinished | recent, kind=PREVIEW_KIND, key__startswith=key).order_by("-pk").first()
    if known is not None:
        return known
    arguments = {"document": entered.pk, "user": by.pk, "version": version}
    # What was printed for an earlier state is gone by the time somebody returns to it: asked again, printed again.
    return enqueue(
        kind=PREVIEW_KIND, key=f"{key}:{at:%Y%m%d%H%M%S}", arguments=arguments, by=by, at=at, province=entered.province
    )


def print_preview(job: Job, *, at: datetime) -> None:
    """Print and check the draft as the person has it now; a version that is no longer wanted is left alone.

    Raises ValidationError where the text cannot be printed.
    """
    entered = IssuedDocument.objects.select_related("province").get(pk=job.arguments["document"])
    user = User.objects.get(pk=job.arguments["user"])
    document, version = workspace_of(entered, user).document, job.arguments["version"]
    if preview_version(document) != version:
        return
    data = worker_file(entered, user, version)
    report_progress(job_id=job.pk, done=1, total=STEPS, at=at)
    if data is None:
        try:
            data = render_pdf(tidied(document), fonts=settings.DOCUMENT_FONT_DIR).data
        except FontsMissing as error:
            # Trying again would not help: the person has to change the text.
            raise ValidationError(str(error)) from error
        _forget_others(entered, user)
        _keep(entered, user, f"{version}.pdf", data)
    report_progress(job_id=job.pk, done=2, total=STEPS, at=at)
    if worker_file(entered, user, version, "json") is None:
        findings = [finding.as_json() for finding in checked(data, document)]
        _keep(entered, user, f"{version}.json", json.dumps(findings).encode())
    report_progress(job_id=job.pk, done=STEPS, total=STEPS, at=at)


def _keep(entered: IssuedDocument, user: User, name: str, data: bytes) -> None:
    path = f"{worker_folder(entered, user)}/{name}"
    default_storage.delete(path)
    default_storage.save(path, ContentFile(data))


def _forget_others(entered: IssuedDocument, user: User) -> None:
    folder = worker_folder(entered, user)
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
