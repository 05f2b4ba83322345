"""The house keeps its own rules: nothing unused, nothing inline, nothing pointing the wrong way, every pair whole."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import AGENCY_ROLES, ROLE_PERMISSIONS, Permission, Role

ROOT = Path(settings.BASE_DIR)
ROOMS = [
    "documents",
    "agencies",
    "accounts",
    "jobs",
    "notifications",
    "registry",
    "indices",
    "plans",
    "assignments",
    "conferences",
    "reports",
    "config",
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Found by Django, crispy-forms or a library by their name, never named by us.
KNOWN_BY_NAME = re.compile(r"^(400|403|403_csrf|404|500)\.html$|^bootstrap5/|^django/|^registration/")

URL_TAG = re.compile(r"{%\s*url\s+['\"]([\w:]+)['\"]")
REVERSE_CALL = re.compile(r"\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*['\"]([a-z_]+:[a-z_]+)['\"]")
INLINE = re.compile(r"\sstyle=|<style\b|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)


def our_python() -> Iterator[Path]:
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def url_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{namespace}{entry.name}"
        else:
            yield from url_names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


@pytest.fixture(scope="module")
def known_urls() -> set[str]:
    return set(url_names(get_resolver()))


def test_every_template_is_used():
    words = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *our_python()])
    names = [path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES]

    unused = [name for name in names if not KNOWN_BY_NAME.match(name) and f'"{name}"' not in words]

    assert unused == []


def test_every_address_named_in_a_template_exists(known_urls):
    missing = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in TEMPLATES
        for name in URL_TAG.findall(path.read_text(encoding="utf-8"))
        if name not in known_urls
    }

    assert missing == set()


def test_every_address_named_in_code_exists(known_urls):
    missing = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in our_python()
        for name in REVERSE_CALL.findall(path.read_text(encoding="utf-8"))
        if name not in known_urls
    }

    assert missing == set()


def test_no_template_carries_inline_style_or_script():
    offending = {
        (path.relative_to(ROOT).as_posix(), found.group().strip())
        for path in TEMPLATES
        for found in INLINE.finditer(path.read_text(encoding="utf-8"))
    }

    assert offending == set()


def test_imports_point_down():
    linter = Path(sys.executable).with_name("lint-imports")

    outcome = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.django_db
def test_models_and_migrations_agree():
    output = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=output)

    assert output.getvalue().strip() == "No changes detected"


def pairs_of_who_and_when() -> list[tuple[type[models.Model], str]]:
    """Every model with optional `x_by` and `x_at`, and their common beginning."""
    found = []
    for room in ROOMS:
        if not apps.is_installed(room):
            continue
        for model in apps.get_app_config(room).get_models():
            optional = {field.name for field in model._meta.concrete_fields if field.null}
            found += [
                (model, name[:-3])
                for name in sorted(optional)
                if name.endswith("_by") and f"{name[:-3]}_at" in optional
            ]
    return found


@pytest.mark.parametrize(("model", "act"), pairs_of_who_and_when())
def test_who_and_when_are_recorded_together(model, act):
    constraints = [
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]

    assert any(f"{act}_by" in words and f"{act}_at" in words for words in constraints)


def test_every_role_has_its_line_in_the_permission_table():
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_every_permission_is_held_by_somebody():
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_nobody_acts_for_an_agency_and_reviews_the_answers():
    for role in AGENCY_ROLES:
        assert Permission.REVIEW_SUBMISSION not in ROLE_PERMISSIONS[role]
        assert Permission.VIEW_ALL_DUTIES not in ROLE_PERMISSIONS[role]


def test_architecture_page_names_every_room():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert [room for room in ROOMS if not re.search(rf"^{room} ", page, re.MULTILINE)] == []


def test_keys_of_rows_are_printed_without_the_dot_of_thousands():
    """A number for people reads 1.234; in an address, anchor or field value it would name nothing."""
    bare = re.compile(r"\{\{ [a-z_.]*\.pk \}\}")
    templates = sorted(Path(__file__).parent.parent.joinpath("templates").rglob("*.html"))

    assert templates
    assert [str(file) for file in templates if bare.search(file.read_text(encoding="utf-8"))] == []
