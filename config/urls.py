"""Where each room's pages live. A room's own addresses stand whole, in Vietnamese, in its `urls.py`."""

from importlib.util import find_spec

from django.urls import include, path

from config import health, home

ROOMS = [
    "accounts",
    "agencies",
    "jobs",
    "notifications",
    "registry",
    "indices",
    "plans",
    "assignments",
    "conferences",
    "reports",
]

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *(path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")),
]
