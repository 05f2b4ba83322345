"""A worker killed with signal 9 in the middle of a job loses nothing: the sweep has another one finish it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
TOTAL = 15


@pytest.fixture(params=["filesystem", pytest.param("redis", marks=pytest.mark.services)])
def environment(request, tmp_path) -> dict[str, str]:
    """What a worker of its own needs to share this test's database, on each of the two brokers."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        user = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
        url = f"postgres://{user}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    redis = os.environ.get("TEST_REDIS_URL", "") if request.param == "redis" else ""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": url,
        "REDIS_URL": redis,
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "only-for-tests",
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """A real worker in a process group of its own."""
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "1", "-l", "ERROR"]
    process = subprocess.Popen(
        [*command, "-I", "tests.jobs.slow_jobs", "--without-gossip", "--without-mingle"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)


def ask(environment: dict[str, str], task: str, **values: int) -> None:
    """Put a task on the broker, as the web process or the scheduler does."""
    command = [sys.executable, "-m", "celery", "-A", "config", "call", task, "--kwargs", json.dumps(values)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=PATIENCE_SECONDS)


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end, "the worker did not get there in time"
        time.sleep(0.2)


@pytest.mark.django_db(transaction=True)
def test_killed_workers_job_is_finished_by_another(environment):
    job = Job.objects.create(
        kind="slow count",
        key="killed",
        arguments={"total": TOTAL},
        requested_at=timezone.now(),
        next_attempt_at=timezone.now(),
    )
    with worker(environment) as first:
        ask(environment, "jobs.tasks.run_job", job_id=job.pk)
        wait_until(lambda: Job.objects.get(pk=job.pk).progress_done >= 2)
        kill(first)
    left = Job.objects.get(pk=job.pk)
    assert left.state == JobState.RUNNING
    assert left.progress_done < TOTAL

    wait_until(lambda: timezone.now() > left.lease_until)
    with worker(environment):
        ask(environment, "jobs.tasks.sweep_jobs")
        wait_until(lambda: Job.objects.get(pk=job.pk).is_finished)
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.result, done.progress_done) == (JobState.DONE, {"attempt": 2}, TOTAL)
