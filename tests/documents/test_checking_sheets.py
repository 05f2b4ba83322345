"""Each rule catches its own broken sheet and no other rule speaks up; a right sheet has no finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.checking import check_document
from documents.checking.findings import Level, finding_from_json
from documents.checking.rules import RULES, find_rules
from tests.documents.samples.broken.broken_sheets import BROKEN_SHEETS, RIGHT_SHEETS, BrokenSheet
from tests.documents.samples.broken.sheets import PLAN, WITH_APPENDIX, WITH_ATTACHED, altered, drawn

FORMAT_PAGE = Path(__file__).parent.parent.parent / "docs" / "domain" / "official-format.md"


@pytest.mark.parametrize("name", RIGHT_SHEETS)
def test_a_right_sheet_has_no_finding(name):
    html, type_code = RIGHT_SHEETS[name]

    assert check_document(drawn(html), type_code=type_code) == []


@pytest.mark.parametrize("sheet", BROKEN_SHEETS, ids=lambda sheet: f"{sheet.rule} {sheet.name}")
def test_a_broken_sheet_is_caught_by_its_rule_alone(sheet: BrokenSheet):
    findings = check_document(sheet.pdf(), type_code=sheet.type_code)

    assert {finding.rule for finding in findings} == {sheet.rule}
    assert all(finding.level in {RULES[sheet.rule].level, Level.WARNING, Level.INFORMATION} for finding in findings)
    assert all(finding.page for finding in findings)


def test_an_appendix_nobody_points_to_is_found():
    html = altered(WITH_APPENDIX, " Danh mục tại Phụ lục kèm theo.", "")

    assert {finding.rule for finding in check_document(drawn(html), type_code="KH")} == {"F62"}


@pytest.mark.parametrize(
    ("written", "wrong", "rule"),
    [
        ('<p class="bracket">(Kèm theo Quyết định số 08', '<p class="bracket">(Kèm theo Quyết định số 09', "F61"),
        ('<p class="type">QUY CHẾ', '<p class="type">Quy chế', "F30"),
        ('TỈNH HƯNG YÊN</p>\n<div class="line" style="width: 20mm"></div>', "TỈNH HƯNG YÊN</p>", "F21"),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "F17"),
        ("<b>Điều 2.</b>", '<b style="font-size: 15pt">Điều 2.</b>', "F38"),
    ],
)
def test_a_text_attached_to_a_decision_is_checked_as_well(written, wrong, rule):
    place = WITH_ATTACHED.index('<div class="attached">')
    html = WITH_ATTACHED[:place] + altered(WITH_ATTACHED[place:], written, wrong)

    findings = check_document(drawn(html), type_code="QĐ")

    assert {(finding.rule, finding.page) for finding in findings} == {(rule, 2)}


def test_a_finding_says_where_and_which_words():
    html = altered(PLAN, "Sở Nội vụ", "Sở Nội Vụ")

    (finding,) = check_document(drawn(html), type_code="KH")

    assert (finding.page, finding.measured, finding.required) == (1, "Sở Nội Vụ", "Sở Nội vụ")
    assert finding.place.startswith("cách mép trái 40 mm, mép trên ")
    assert finding.words.startswith("1. Các cơ quan, đơn vị")
    assert finding_from_json(finding.as_json()) == finding


def test_every_rule_has_a_broken_sheet():
    assert [sheet.rule for sheet in BROKEN_SHEETS] == list(RULES)


def test_the_rules_are_those_of_the_format_page():
    rows = re.findall(r"^\| (F\d\d) \|.*\| ([EWI]) \| ([ABTP])[^|]* \|$", FORMAT_PAGE.read_text(encoding="utf-8"), re.M)

    assert rows == [(rule.id, rule.level.value, rule.basis.value) for rule in RULES.values()]


def test_rules_are_found_by_words_without_diacritics():
    assert [rule.id for rule in find_rules("tieu ngu duong ke")] == ["F18", "F74"]
    assert find_rules("") == list(RULES.values())
