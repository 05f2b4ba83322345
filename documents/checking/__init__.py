"""Whether a finished PDF or Word file keeps the official format: findings by rule id F01-F74."""

from documents.checking.check import NotADocument, check_document
from documents.checking.findings import Level, RuleFinding, finding_from_json
from documents.checking.rules import RULES, Rule, find_rules

__all__ = [
    "RULES",
    "Level",
    "NotADocument",
    "Rule",
    "RuleFinding",
    "check_document",
    "find_rules",
    "finding_from_json",
]
