"""`manage.py read_document` prints one JSON object and needs no database for it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SAMPLE = Path(__file__).parents[1] / "documents" / "samples" / "000_0072ae9554e38013.txt"


def test_reading_is_printed_as_one_json_object_without_a_database() -> None:
    out = io.StringIO()
    call_command("read_document", str(SAMPLE), stdout=out)
    found = json.loads(out.getvalue())
    assert (found["number"], found["symbol"], len(found["tasks"])) == ("129", "KH-UBND", 13)


def test_file_that_is_not_there_is_one_clear_sentence() -> None:
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("read_document", "khong-co.txt")


def test_empty_file_is_one_clear_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "ke-hoach.txt"
    empty.touch()
    with pytest.raises(CommandError, match="Tệp không có nội dung"):
        call_command("read_document", str(empty))


@pytest.mark.django_db
def test_unknown_province_is_refused() -> None:
    with pytest.raises(CommandError, match="Không có tỉnh nào"):
        call_command("read_document", str(SAMPLE), province="khong-co")
