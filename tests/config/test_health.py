"""Whoever watches the portal learns whether it works, and nothing more."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from config.health import SCHEDULER
from config.tasks import beat_alive
from jobs.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_healthz_answers_a_stranger(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readyz_is_ready_after_a_beat(client: Client) -> None:
    beat_alive.delay()

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "broker": "ok", "storage": "ok", "scheduler": "ok"}


def test_readyz_fails_when_the_scheduler_is_silent(client: Client) -> None:
    Heartbeat.objects.create(name=SCHEDULER, beaten_at=timezone.now() - timedelta(minutes=4))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "fail", "database": "ok", "broker": "ok", "storage": "ok", "scheduler": "fail"}


def test_readyz_hides_why_the_storage_fails(client: Client, settings, tmp_path: Path) -> None:
    beat_alive.delay()
    occupied = tmp_path / "a-file"
    occupied.write_text("not a folder")
    settings.MEDIA_ROOT = occupied

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["storage"] == "fail"
    assert "a-file" not in answer.content.decode()


def test_two_beats_are_one_row() -> None:
    beat_alive.delay()
    beat_alive.delay()

    assert Heartbeat.objects.filter(name=SCHEDULER).count() == 1
