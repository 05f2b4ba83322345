"""A plan taken in by command goes the same way as in the browser."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from assignments.models import Assignment, Deliverable
from plans.models import Plan, PlanImport
from tests.plans.conftest import REAL_PLANS, SAMPLES, hung_yen, planner, reference_data, reference_rows  # noqa: F401


def run(*arguments: str) -> dict:
    out = io.StringIO()
    call_command("import_plan", *arguments, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(("file_name", "slug"), REAL_PLANS)
def test_a_real_plan_is_issued_by_one_command(planner, file_name, slug):  # noqa: F811
    outcome = run(str(SAMPLES / file_name), "--province", slug, "--accept-all", "--issue")

    plan = Plan.objects.get(pk=outcome["plan"])
    assert plan.state == "issued"
    assert outcome["tasks"] == plan.tasks.count()
    assert outcome["assignments"] == Assignment.objects.filter(task__plan=plan).count() > 0
    assert outcome["deliverables"] == Deliverable.objects.filter(assignment__task__plan=plan).count()
    assert outcome["deliverables"] >= outcome["assignments"]


def test_a_group_reaches_every_district_of_the_plans_date(planner):  # noqa: F811
    outcome = run(str(SAMPLES / "000_0072ae9554e38013.txt"), "--province", "hung-yen", "--accept-all", "--issue")

    told = Assignment.objects.filter(task__plan=outcome["plan"], task__text__startswith="Bố trí thành phần tham dự")
    assert told.filter(agency__kind="ubnd_huyen").count() == 10
    assert told.filter(agency__code="SKHDT").exists()
    assert not told.filter(agency__code="SNNMT").exists()


def test_without_accepting_only_the_review_is_prepared(planner):  # noqa: F811
    outcome = run(str(SAMPLES / "000_0072ae9554e38013.txt"), "--province", "hung-yen")

    assert (outcome["plan"], outcome["tasks"]) == (None, 13)
    assert not Plan.objects.exists()


def test_where_nobody_holds_an_office_yet_the_command_acts_under_its_own_account(hung_yen):  # noqa: F811
    outcome = run(str(SAMPLES / "000_0072ae9554e38013.txt"), "--province", "hung-yen", "--accept-all", "--issue")

    actor = Plan.objects.get(pk=outcome["plan"]).created_by
    assert (actor.full_name, actor.is_active, actor.has_usable_password()) == ("Dòng lệnh (Hưng Yên)", False, False)
    assert outcome["deliverables"] > 0


def test_the_same_file_twice_is_refused(planner):  # noqa: F811
    file = str(SAMPLES / "000_0072ae9554e38013.txt")
    run(file, "--province", "hung-yen", "--accept-all", "--issue")

    with pytest.raises(CommandError, match="đã được nhập"):
        run(file, "--province", "hung-yen", "--accept-all", "--issue")

    assert PlanImport.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["/khong/co.txt", "--province", "hung-yen"], "Không tìm thấy tệp"),
        ([str(SAMPLES / "000_0072ae9554e38013.txt"), "--province", "khong-co"], "Không có tỉnh nào"),
        ([str(SAMPLES / "000_0072ae9554e38013.txt"), "--province", "hung-yen", "--issue"], "--accept-all"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(planner, arguments, words):  # noqa: F811
    with pytest.raises(CommandError, match=words):
        run(*arguments)
