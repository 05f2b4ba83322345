"""What the clock starts exists, and can be started twice."""

from celery import current_app

from config.schedule import BEAT_SCHEDULE


def test_every_scheduled_task_is_known_to_the_worker() -> None:
    current_app.loader.import_default_modules()

    assert {entry["task"] for entry in BEAT_SCHEDULE.values()} - set(current_app.tasks) == set()
