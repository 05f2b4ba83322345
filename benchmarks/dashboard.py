"""What the dashboard's figures cost, as a ratio to the cheapest query that reads the same rows.

    .venv/bin/python benchmarks/dashboard.py [--deliverables 20000] [--provinces 4] [--rounds 15]

Baseline `one grouped count`: one SELECT state, COUNT(*) over the duties of the province. Both sides run alternately in one
process on a database of their own (SQLite in a temporary folder, or BENCHMARK_DATABASE_URL, whose load rows are rolled back);
the ratio is taken pair by pair and its median reported, so that a busy machine shifts both.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deliverables", type=int, default=20_000)
    parser.add_argument("--provinces", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("BENCHMARK_DATABASE_URL") or f"sqlite:///{folder}/benchmark.sqlite3"
        os.environ["TEST_DATABASE_URL"] = url

        import django

        django.setup()
        print(
            json.dumps(measure(options.provinces, options.deliverables, options.rounds), indent=2, ensure_ascii=False)
        )


def measure(provinces: int, deliverables: int, rounds: int) -> dict:
    """Make the rows, time both sides alternately and take the rows back."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.models import Count
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from agencies.models import Province
    from assignments.models import Deliverable
    from reports import queries
    from reports.services.load import STANDS_AT, generate_load

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        generate_load(provinces=provinces, deliverables=deliverables, seed=7)
        province = Province.objects.get(slug="tai-7-0")
        leader = User.objects.get(email="leader.tai-7-0@load.invalid")
        scope = queries.Scope(province=province, on=STANDS_AT)

        def dashboard() -> None:
            queries.duty_counts(scope, leader)
            queries.counts_by_agency(scope, leader)
            queries.counts_by_index(scope, leader)

        def baseline() -> None:
            list(
                Deliverable.objects.filter(assignment__province=province)
                .order_by()
                .values("state")
                .annotate(n=Count("pk"))
            )

        leader.province_ids()
        with CaptureQueriesContext(connection) as captured:
            dashboard()
        times = [(seconds(dashboard), seconds(baseline)) for _ in range(rounds)]
        transaction.set_rollback(True)
    return {
        "database": connection.vendor,
        "deliverables_of_the_province": deliverables // provinces,
        "queries": len(captured),
        "dashboard_ms": round(1000 * statistics.median(d for d, _ in times), 1),
        "baseline": "one grouped count",
        "baseline_ms": round(1000 * statistics.median(b for _, b in times), 1),
        "ratio": round(statistics.median(d / b for d, b in times), 2),
    }


def seconds(act) -> float:
    """Wall time of one call."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
