"""Everything the portal does by the clock, Vietnamese time. Each task may run twice, or be missed and caught up."""

from celery.schedules import crontab

EVERY_MINUTE = crontab()

BEAT_SCHEDULE = {
    # Starts again what a killed worker left behind: rows whose lease ran out, rows nobody picked up.
    "sweep jobs": {"task": "jobs.tasks.sweep_jobs", "schedule": EVERY_MINUTE, "options": {"expires": 55}},
    "send due messages": {
        "task": "notifications.tasks.send_due_messages",
        "schedule": EVERY_MINUTE,
        "options": {"expires": 55},
    },
    # What is due stands in the outbox when the office opens.
    "send reminders": {"task": "assignments.tasks.send_reminders", "schedule": crontab(hour=7, minute=0)},
    # A machine that was off at seven catches up; a reminder already written is not written again.
    "catch up reminders": {
        "task": "assignments.tasks.send_reminders",
        "schedule": crontab(hour="8-17", minute=20),
    },
    # How /readyz knows that scheduler and worker both live.
    "heartbeat": {"task": "config.tasks.beat_alive", "schedule": EVERY_MINUTE, "options": {"expires": 55}},
}
