"""Invented plans in forms seen in other provinces, each with labels: every label is met, nothing else is taken for a task."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from documents.extraction import extract
from documents.parsed import ParsedDocument
from documents.reading import read_plan
from documents.rendering.docx import render_docx
from documents.rendering.pdf import render_pdf
from documents.serialising import to_json
from tests.documents.reading_scores import agency_parts, folded, matched_tasks

INVENTED = Path(__file__).parent / "samples" / "invented"
PLANS = sorted(path.name.removesuffix(".expected.json") for path in INVENTED.glob("*.expected.json"))
Pairs = list[tuple[dict[str, Any], dict[str, Any]]]


@lru_cache(maxsize=32)
def parsed(name: str) -> ParsedDocument:
    return read_plan(extract((INVENTED / f"{name}.txt").read_bytes()))


@lru_cache(maxsize=32)
def label(name: str) -> dict[str, Any]:
    return json.loads((INVENTED / f"{name}.expected.json").read_text("utf-8"))


def pairs(name: str) -> Pairs:
    return matched_tasks(to_json(parsed(name))["tasks"], label(name)["tasks"])


@pytest.mark.parametrize("name", PLANS)
def test_every_labelled_task_is_found_and_nothing_else(name: str) -> None:
    found = pairs(name)
    known = {id(task) for _, task in found}
    assert [wanted["text_start"] for wanted, _ in found] == [wanted["text_start"] for wanted in label(name)["tasks"]]
    extra = [
        task["text"] for task in to_json(parsed(name))["tasks"] if task["text"] not in {t["text"] for _, t in found}
    ]
    ignored = label(name)["ignore_tasks"]
    assert known
    assert [text for text in extra if not any(folded(part) in folded(text) for part in ignored)] == []


@pytest.mark.parametrize("name", PLANS)
def test_each_task_goes_to_the_agencies_named_for_it(name: str) -> None:
    for wanted, task in pairs(name):
        assert agency_parts(task["lead"]) == agency_parts(wanted["lead"]), wanted["text_start"]
        assert agency_parts(task["coordinating"]) == agency_parts(wanted["coordinating"]), wanted["text_start"]


@pytest.mark.parametrize("name", PLANS)
def test_each_deadline_is_understood(name: str) -> None:
    for wanted, task in pairs(name):
        expected, found = wanted["deadline"], task["deadline"]
        assert (found["kind"], found["value"]) == (expected["kind"], expected["value"]), wanted["text_start"]


@pytest.mark.parametrize("name", PLANS)
def test_head_and_end_are_read_as_printed(name: str) -> None:
    found, expected = to_json(parsed(name)), label(name)
    for field in ("number", "symbol", "date", "place", "province", "title", "signer"):
        assert found[field] == expected[field], field
    assert set(found["indices"]) == set(expected["indices"])
    assert [folded(text) for text in found["recipients"]] == [folded(text) for text in expected["recipients"]]


@pytest.mark.parametrize("name", [name for name in PLANS if label(name).get("conference")])
def test_conference_and_its_programme_are_read(name: str) -> None:
    found, expected = to_json(parsed(name)), label(name)
    for field in ("date", "time", "format", "chair"):
        assert found["conference"][field] == expected["conference"][field], field
    assert found["conference"]["delegates"]["count"] == expected["conference"]["count"]
    assert [(item["start"], item["end"], item["owner"]) for item in found["agenda"]] == [
        (item["start"], item["end"], item["owner"]) for item in expected["agenda"]
    ]
    for item, wanted in zip(found["agenda"], expected["agenda"], strict=True):
        assert item["content"].startswith(wanted["content_start"])


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_printed_plan_gives_the_same_orders(name: str, form: str) -> None:
    document = parsed(name).document
    data = render_docx(document) if form == "docx" else render_pdf(document).data
    again = read_plan(extract(data))
    assert [(task.lead, task.coordinating, task.deadline.value) for task in again.tasks] == [
        (task.lead, task.coordinating, task.deadline.value) for task in parsed(name).tasks
    ]


def test_table_of_a_web_page_with_joined_cells_gives_its_tasks() -> None:
    found = read_plan(extract((INVENTED / "quang-ngai-2024-web.html").read_bytes()))
    assert [(task.lead, task.coordinating, task.deadline.value, task.output) for task in found.tasks[:3]] == [
        (["Sở Kế hoạch và Đầu tư"], ["Cục Thuế tỉnh", "Công an tỉnh"], "2024-Q3", "Báo cáo"),
        (["Sở Kế hoạch và Đầu tư"], ["Hiệp hội DN tỉnh"], "monthly", None),
        (["Thanh tra tỉnh"], ["Các Sở, ngành"], "yearly:12", "Kế hoạch thanh tra"),
    ]
    assert len(found.tasks) == 5
