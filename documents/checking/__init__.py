"""Whether a finished PDF or Word file keeps the official format: findings by rule id F01-F74."""

from documents.checking.check import CheckedFile, check_document, check_file
from documents.checking.findings import Level, RuleFinding, finding_from_json
from documents.checking.kinds import NotADocument
from documents.checking.rules import RULES, Rule, find_rules

__all__ = [
    "RULES",
    "CheckedFile",
    "Level",
    "NotADocument",
    "Rule",
    "RuleFinding",
    "check_document",
    "check_file",
    "find_rules",
    "finding_from_json",
]
