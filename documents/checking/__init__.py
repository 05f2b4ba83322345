"""Whether a finished PDF or Word file keeps the official format: findings by rule id F01-F74."""

from documents.checking.check import NotADocument, check_document
from documents.checking.findings import Level, RuleFinding

__all__ = ["Level", "NotADocument", "RuleFinding", "check_document"]
