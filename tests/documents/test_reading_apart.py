"""A file that misbehaves ends in a process of its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from documents import reading_apart
from documents.extraction import UnreadableDocument
from documents.serialising import to_json

SAMPLES = Path(__file__).parent / "samples"
PLAN = (SAMPLES / "000_0072ae9554e38013.txt").read_bytes()


def test_a_plan_reads_the_same_apart_and_in_place():
    apart = reading_apart.read_apart(PLAN, file_name="ke-hoach.txt", known_agencies=["Sở Nội vụ"])

    here = reading_apart.read_file(PLAN, file_name="ke-hoach.txt", known_agencies=["Sở Nội vụ"])
    assert to_json(apart) == to_json(here)


def test_a_refusal_comes_back_with_its_code_and_advice():
    with pytest.raises(UnreadableDocument) as refused:
        reading_apart.read_apart(b"%PDF-1.7\nnothing", file_name="hong.pdf")

    assert refused.value.code == "broken_pdf"
    assert "Hãy" in str(refused.value)


def test_a_reader_that_takes_too_long_is_stopped():
    started = time.monotonic()

    with pytest.raises(reading_apart.ReadingTooSlow):
        reading_apart.read_apart(PLAN, seconds=0.01)

    assert time.monotonic() - started < 5
