"""Debian's Chromium against a live server that holds the reference data and the demo's people.

Every page a test opens is watched: an error in the console, a breach of the Content-Security-Policy or an address that does
not answer fails the test that caused it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright

from reports.services.demo_people import DEMO_DOMAIN, load_demo_people

CHROMIUM = shutil.which("chromium")
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "mat-khau-trinh-dien"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session", autouse=True)
def _database_beside_an_event_loop() -> Iterator[None]:
    """The browser's driver keeps an event loop in this thread; the tests look into the database from the same one."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def chromium(demo) -> Iterator[Browser]:
    """A browser for one test: while its driver's event loop runs, Django's connections of this thread are others, and what
    the next test needs in the database must be put there before.
    """
    with sync_playwright() as driver:
        # The container's root may not use Chromium's own sandbox; the pages opened are ours alone.
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def demo(django_db_serialized_rollback, transactional_db, settings) -> None:
    """Reference data and people beside what the migrations bring; mails stay in the mailbox page."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "notifications.backends.MailboxBackend"
    call_command("load_reference_data", stdout=StringIO())
    load_demo_people(password=PASSWORD)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What browsers complained about; a test ends well only when this is empty."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def signed_in_as(demo, live_server, chromium: Browser, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """`signed_in_as("coordinator")` is a page of a browser in which that person has just signed in."""
    contexts = []

    def open_browser(name: str, *, viewport: dict[str, int] = DESK) -> Page:
        is_phone = viewport is PHONE
        context = chromium.new_context(
            base_url=live_server.url, viewport=viewport, locale="vi-VN", has_touch=is_phone, is_mobile=is_phone
        )
        contexts.append(context)
        page = context.new_page()
        _watch(page, name, complaints)
        page.goto("/")
        page.get_by_label("Thư điện tử").fill(f"{name}@{DEMO_DOMAIN}")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_load_state()
        return page

    yield open_browser
    for context in contexts:
        context.close()


def _watch(page: Page, name: str, complaints: list[str]) -> None:
    page.on(
        "console", lambda said: complaints.append(f"{name}: {said.text}") if said.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(f"{name}: {error}"))
    page.on(
        "response",
        lambda answer: complaints.append(f"{name}: {answer.status} {answer.url}") if answer.status >= 400 else None,
    )


def serious_barriers(page: Page, complaints: list[str]) -> list[str]:
    """What axe-core finds on the page that would keep somebody out (impact serious or critical)."""
    before = len(complaints)
    # Through the driver and not as a script element, which the page's own policy would refuse.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    page.wait_for_timeout(100)
    # The checker measures with style elements of its own; what the policy says to them is not the page's fault.
    del complaints[before:]
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]
