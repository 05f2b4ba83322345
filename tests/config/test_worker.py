"""A real worker on Redis does what a transaction asked for."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config import celery_app
from config.health import SCHEDULER
from config.tasks import beat_alive
from jobs.models import Heartbeat

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def real_worker() -> Iterator[subprocess.Popen]:
    """A worker in its own process on the test's database; tasks sent by the test go through Redis to it."""
    base, _, _ = os.environ["TEST_DATABASE_URL"].rpartition("/")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TEST_DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "CELERY_EAGER": "0",
    }
    celery_app.control.purge()
    celery_app.conf.task_always_eager = False
    command = [sys.executable, "-m", "celery", "--app", "config", "worker", "--pool", "solo", "--loglevel", "WARNING"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment)
    yield worker
    celery_app.conf.task_always_eager = settings.CELERY_TASK_ALWAYS_EAGER
    worker.terminate()
    worker.wait(timeout=20)


def test_worker_on_redis_records_the_beat(real_worker: subprocess.Popen) -> None:
    assert settings.REDIS_URL
    beat_alive.delay()

    deadline = time.monotonic() + PATIENCE_SECONDS
    while not Heartbeat.objects.filter(name=SCHEDULER).exists() and time.monotonic() < deadline:
        time.sleep(0.1)

    assert Heartbeat.objects.filter(name=SCHEDULER).exists()
    assert real_worker.poll() is None
