"""The five real plans, read and compared with what a person labelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from documents.extraction import extract
from documents.reading import read_plan
from documents.serialising import from_json, to_json
from tests.documents.reading_scores import agency_parts, folded, matched_tasks, share

SAMPLES = Path(__file__).parent / "samples"
PLANS = sorted(path.name.removesuffix(".expected.json") for path in SAMPLES.glob("*.expected.json"))


def read(name: str) -> dict[str, Any]:
    return to_json(read_plan(extract((SAMPLES / f"{name}.txt").read_bytes())))


def label(name: str) -> dict[str, Any]:
    return json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def readings() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(read(name), label(name)) for name in PLANS]


@pytest.mark.parametrize("name", PLANS)
def test_head_of_a_real_plan_is_read_as_printed(name: str) -> None:
    found, expected = read(name), label(name)
    fields = ("number", "symbol", "date", "place", "province", "title", "doc_type")
    assert {field: found[field] for field in fields} == {field: expected[field] for field in fields}
    assert set(found["indices"]) == set(expected["indices"])
    assert found["sections"] == expected["sections"]


@pytest.mark.parametrize("name", PLANS)
def test_signature_of_a_real_plan_is_read_as_printed(name: str) -> None:
    assert read(name)["signer"] == label(name)["signer"]


def test_recipients_are_read_without_typists_marks(readings: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for found, expected in readings:
        assert [folded(text) for text in found["recipients"]] == [folded(text) for text in expected["recipients"]]


def test_nearly_every_labelled_task_is_found(readings: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    labelled = sum(len(expected["tasks"]) for _, expected in readings)
    assert sum(len(matched_tasks(found["tasks"], expected["tasks"])) for found, expected in readings) >= 0.98 * labelled


def test_nothing_else_is_taken_for_a_task(readings: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for found, expected in readings:
        known = {id(task) for _, task in matched_tasks(found["tasks"], expected["tasks"])}
        assert [task["text"] for task in found["tasks"] if id(task) not in known] == []


def test_tasks_go_to_the_agencies_the_plan_names(readings: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    pairs = [pair for found, expected in readings for pair in matched_tasks(found["tasks"], expected["tasks"])]
    assert share(agency_parts(task["lead"]) == agency_parts(wanted["lead"]) for wanted, task in pairs) >= 0.98
    assert (
        share(agency_parts(task["coordinating"]) == agency_parts(wanted["coordinating"]) for wanted, task in pairs)
        >= 0.98
    )


def test_deadlines_of_tasks_are_understood(readings: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    pairs = [pair for found, expected in readings for pair in matched_tasks(found["tasks"], expected["tasks"])]
    kinds = [
        task["deadline"]["kind"] in {wanted["deadline"]["kind"], *wanted["deadline"].get("accept_kinds", [])}
        for wanted, task in pairs
    ]
    dated = [
        (wanted, task)
        for wanted, task in pairs
        if wanted["deadline"]["value"] and task["deadline"]["kind"] == wanted["deadline"]["kind"]
    ]
    assert share(kinds) >= 0.98
    assert [task["deadline"]["value"] for _, task in dated] == [wanted["deadline"]["value"] for wanted, _ in dated]


def test_programme_is_read_with_times_and_owners(readings: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for found, expected in readings:
        assert len(found["agenda"]) == len(expected["agenda"])
        for item, wanted in zip(found["agenda"], expected["agenda"], strict=True):
            assert folded(item["content"]).startswith(folded(wanted["content_start"])) or folded(
                wanted["content_start"]
            ) in folded(item["content"])
            assert (item["start"], item["end"], item["owner"]) == (wanted["start"], wanted["end"], wanted["owner"])


def test_conference_of_khanh_hoa_is_set_for_may_with_200_delegates() -> None:
    conference = read("003_b152130177d1810b")["conference"]
    assert (conference["month"], conference["date"], conference["chair"]) == ("2023-05", None, "Lãnh đạo UBND tỉnh")
    assert conference["delegates"]["count"] == 200


def test_online_conference_has_a_hall_and_remote_venues() -> None:
    conference = read("002_a33ec1afb35c387e")["conference"]
    assert (conference["date"], conference["time"], conference["format"]) == ("2024-05-08", "08:00", "hybrid")
    assert conference["venue"] == "Hội trường UBND Tỉnh"
    assert conference["remote_venues"] == ["các điểm cầu UBND cấp huyện"]


def test_presentation_papers_are_asked_of_sixteen_agencies() -> None:
    papers = read("000_0072ae9554e38013")["presentations"]
    assert [paper["agency"] for paper in papers] == label("000_0072ae9554e38013")["presentations"]
    assert papers[0]["topics"][1] == {"text": "Thủ tục hành chính công và quản trị điện tử", "index": "PAPI"}


def test_measure_without_owner_is_offered_to_the_agencies_in_charge_of_its_matter() -> None:
    measures = read("001_3033c6bec59dec3f")["measures"]
    health = next(measure for measure in measures if "y tế công lập" in measure["text"])
    assert (health["dimension"], health["proposed_lead"]) == (
        "Cung ứng dịch vụ hành chính công",
        ["Sở Y tế", "Bảo hiểm xã hội tỉnh"],
    )


def test_mandate_of_the_plan_is_among_its_basis() -> None:
    basis = read("001_3033c6bec59dec3f")["basis"][0]
    assert (basis["type"], basis["number"], basis["date"]) == ("Chỉ thị", "06/CT-CTUBND", "2019-05-17")


def test_misspelt_place_is_kept_and_pointed_out() -> None:
    found = read("004_efd3901a5d4c3f3a")
    assert (found["place"], found["province"]) == ("Hung Yên", "Hưng Yên")
    assert "place_spelling" in [finding["code"] for finding in found["findings"]]


@pytest.mark.parametrize("name", PLANS)
def test_reading_survives_storage_as_json(name: str) -> None:
    parsed = read_plan(extract((SAMPLES / f"{name}.txt").read_bytes()))
    assert from_json(json.loads(json.dumps(to_json(parsed)))) == parsed


@pytest.mark.parametrize("name", PLANS)
def test_appendix_keeps_its_table_for_print(name: str) -> None:
    found = read(name)
    shapes = {
        "000_0072ae9554e38013": [("Phụ lục", "DANH SÁCH THAM LUẬN", 17)],
        "002_a33ec1afb35c387e": [
            (
                "CHƯƠNG TRÌNH",
                "Hội nghị trực tuyến đánh giá kết quả Chỉ số Hiệu quả Quản trị và Hành chính công cấp tỉnh, Chỉ số cải"
                " cách hành chính và Chỉ số hài lòng tỉnh Đồng Tháp năm 2023",
                17,
            )
        ],
        "003_b152130177d1810b": [("DỰ KIẾN CHƯƠNG TRÌNH", "HỘI NGHỊ", 10)],
    }
    assert [
        (appendix["label"], appendix["title"], len(appendix["table"])) for appendix in found["appendices"]
    ] == shapes.get(name, [])
