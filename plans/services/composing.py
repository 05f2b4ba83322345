"""The plan as an official document, with the number, date and place it has now."""

from __future__ import annotations

from documents.document_json import document_from_json
from documents.official import OfficialDocument
from plans.models import Plan


def compose_document(plan: Plan) -> OfficialDocument:
    """The document to print: what was read or written, under the plan's current number, symbol, date, place and title."""
    document = document_from_json(plan.document)
    document.number = plan.number or None
    document.symbol = plan.symbol or None
    document.issued_on = plan.issued_on
    document.place = plan.place or None
    document.title = plan.title
    return document
