"""Which tests this machine can run, and the browser they use. Fixtures of the work itself: tests/conftest.py."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

# Playwright keeps an event loop in the thread of the test, in which Django would refuse its own plain queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium")
HAS_SERVICES = bool(os.environ.get("TEST_DATABASE_URL") and os.environ.get("TEST_REDIS_URL"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the machine cannot run (bin/test says so); tests that share the servers share one worker."""
    kept, left_out = [], []
    for item in items:
        browser = item.get_closest_marker("browser") is not None
        services = item.get_closest_marker("services") is not None
        if services:
            item.add_marker(pytest.mark.xdist_group("services"))
        (left_out if (browser and not CHROMIUM) or (services and not HAS_SERVICES) else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium for pytest-playwright, without its errands on the network."""
    flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    return {"executable_path": CHROMIUM, "headless": True, "args": flags}


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test sees what another left in the cache."""
    from django.core.cache import cache

    yield
    cache.clear()
