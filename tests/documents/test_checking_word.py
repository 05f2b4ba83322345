"""A Word file typed by hand is held to the same rules: each broken one is caught by its rule alone."""

from __future__ import annotations

import pytest

from documents.checking import check_document
from documents.checking.rules import RULES
from tests.documents.samples.broken.word_papers import (
    BROKEN_WORD,
    RIGHT_WORD,
    BrokenWord,
    saved,
    typed_without_knowledge,
)

# What only a page or a signed file can show: Word makes the pages. F22 (a heading set by tabs) comes with other slips below.
MEASURED_ON_PAGES_ONLY = {"F22", "F52", "F67", "F68"}


@pytest.mark.parametrize("name", RIGHT_WORD)
def test_a_right_word_file_has_no_finding(name):
    make, type_code = RIGHT_WORD[name]

    assert check_document(saved(make()), type_code=type_code) == []


@pytest.mark.parametrize("file", BROKEN_WORD, ids=lambda file: f"{file.rule} {file.name}")
def test_a_broken_word_file_is_caught_by_its_rule_alone(file: BrokenWord):
    findings = check_document(file.docx(), type_code=file.type_code)

    assert {finding.rule for finding in findings} == {file.rule}


def test_every_rule_with_a_counterpart_has_a_broken_word_file():
    assert {file.rule for file in BROKEN_WORD} | MEASURED_ON_PAGES_ONLY == set(RULES)


def test_a_file_typed_with_words_defaults_gets_sensible_findings():
    findings = check_document(typed_without_knowledge(), type_code="KH")

    found = {finding.rule for finding in findings}
    assert found >= {"F01", "F04", "F07", "F13", "F18", "F19", "F22", "F25", "F28", "F29", "F31"}
    assert found >= {"F38", "F39", "F40", "F46", "F48", "F49", "F50", "F53", "F56", "F58", "F73"}
    assert len(findings) < 60
    assert all(finding.message and finding.rule in RULES for finding in findings)
