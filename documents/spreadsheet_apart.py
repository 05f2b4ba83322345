"""The first sheet of a spreadsheet, read in a process of its own: a file made to swallow memory ends there."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

LONGEST_SECONDS = 30
MOST_MEMORY_BYTES = 1024 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 50
# A small file may name one long text in every cell; whoever asked has to hold what it comes to.
MOST_CHARACTERS = 5_000_000
_PROJECT = Path(__file__).resolve().parent.parent


class UnreadableSpreadsheet(ValueError):
    """The bytes are no spreadsheet, are protected by a password, or are too much to read."""


def first_sheet(data: bytes) -> list[list[str]]:
    """Return the cells of the first sheet as text, row 1 first; formulas give the value they were saved with.

    Raises UnreadableSpreadsheet.
    """
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    try:
        answer = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "documents.spreadsheet_apart"],
            input=data,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            cwd=_PROJECT,
            env=environment,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UnreadableSpreadsheet from error
    return json.loads(answer.stdout)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _answer() -> None:
    from python_calamine import CalamineWorkbook

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    book = CalamineWorkbook.from_filelike(sys.stdin.buffer)
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST_ROWS)
    cells, characters = [], 0
    for row in rows:
        cells.append([_text(value) for value in row[:MOST_COLUMNS]])
        characters += sum(map(len, cells[-1]))
        if characters > MOST_CHARACTERS:
            sys.exit("more text than a list has")
    json.dump(cells, sys.stdout)


if __name__ == "__main__":
    _answer()
