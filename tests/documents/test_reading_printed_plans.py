"""A plan printed by the portal and read again is the same plan, from DOCX and from PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.extraction import extract
from documents.parsed import ParsedDocument
from documents.reading import read_plan
from documents.rendering.docx import render_docx
from documents.rendering.pdf import render_pdf

SAMPLES = Path(__file__).parent / "samples"
PLANS = sorted(path.name for path in SAMPLES.glob("*.txt"))


def orders(parsed: ParsedDocument) -> list[tuple[list[str], list[str], str | None]]:
    return [(task.lead, task.coordinating, task.deadline.value) for task in parsed.tasks]


def assert_same_plan(again: ParsedDocument, parsed: ParsedDocument) -> None:
    assert orders(again) == orders(parsed)
    assert (again.document.number, again.document.symbol, again.document.title) == (
        parsed.document.number,
        parsed.document.symbol,
        parsed.document.title,
    )
    assert [recipient.text for recipient in again.document.recipients] == [
        recipient.text for recipient in parsed.document.recipients
    ]
    assert again.document.signature == parsed.document.signature
    assert [(item.content, item.owner) for item in again.agenda] == [
        (item.content, item.owner) for item in parsed.agenda
    ]


@pytest.mark.parametrize("name", PLANS)
def test_printed_word_file_reads_as_the_same_plan(name: str) -> None:
    parsed = read_plan(extract((SAMPLES / name).read_bytes()))
    assert_same_plan(read_plan(extract(render_docx(parsed.document))), parsed)


@pytest.mark.parametrize("name", PLANS)
def test_printed_pdf_reads_as_the_same_plan(name: str) -> None:
    parsed = read_plan(extract((SAMPLES / name).read_bytes()))
    assert_same_plan(read_plan(extract(render_pdf(parsed.document).data)), parsed)
