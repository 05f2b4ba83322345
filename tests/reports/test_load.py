"""Generated load: as much as asked for, the same every time, and like the work of a province."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from agencies.models import Province
from assignments.models import Deliverable
from reports.queries import Scope, duty_counts
from reports.services.load import STANDS_AT

pytestmark = pytest.mark.django_db


def generate(**options) -> dict:
    output = StringIO()
    call_command("generate_load", stdout=output, **options)
    return json.loads(output.getvalue())


def rows() -> list[tuple]:
    return list(
        Deliverable.objects.order_by("pk").values_list(
            "assignment__agency__code", "assignment__task__text", "due_date", "state", "submitted_on"
        )
    )


def test_as_many_rows_as_asked_for_spread_over_the_provinces():
    made = generate(provinces=3, deliverables=100)

    assert made["deliverables"] == Deliverable.objects.count() == 100
    of_provinces = [
        Deliverable.objects.filter(assignment__province=row).count() for row in Province.objects.order_by("pk")
    ]
    assert of_provinces == [34, 33, 33]


def test_same_seed_same_rows():
    made = []
    for _ in range(2):
        with transaction.atomic():
            generate(provinces=2, deliverables=150, seed=5)
            made.append(rows())
            transaction.set_rollback(True)

    assert made[0] == made[1]


def test_seed_already_there_is_refused():
    generate(provinces=1, deliverables=10, seed=5)

    with pytest.raises(CommandError, match="--seed"):
        generate(provinces=1, deliverables=10, seed=5)


def test_generated_province_has_duties_in_every_place():
    generate(provinces=1, deliverables=600)
    leader = User.objects.get(email__startswith="leader.")
    counts = duty_counts(Scope(province=Province.objects.get(), on=STANDS_AT), leader)

    assert min(counts.done_on_time, counts.done_late, counts.running, counts.overdue) > 0
    assert counts.total == 600
