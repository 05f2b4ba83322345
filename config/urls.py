"""Where each room's pages live. A room's own addresses stand in its `urls.py`."""

from importlib.util import find_spec

from django.urls import include, path

from config import health

ROOM_PATHS = {
    "accounts": "accounts/",
    "agencies": "agencies/",
    "jobs": "jobs/",
    "notifications": "notifications/",
    "registry": "documents/",
    "indices": "indices/",
    "plans": "plans/",
    "assignments": "assignments/",
    "conferences": "conferences/",
    "reports": "",
}

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *(path(prefix, include(f"{room}.urls")) for room, prefix in ROOM_PATHS.items() if find_spec(f"{room}.urls")),
]
