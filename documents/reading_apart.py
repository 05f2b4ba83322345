"""Reading a file in a process of its own: one that hangs or swallows memory ends there and not in the portal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from documents import apart
from documents.extraction import UnreadableDocument, extract
from documents.parsed import ParsedDocument
from documents.reading import read_plan
from documents.serialising import from_json, to_json

LONGEST_SECONDS = 60
# Below this, text is read faster than another process starts.
SMALL_TEXT_BYTES = 256 * 1024


class ReadingTooSlow(UnreadableDocument):
    code = "too_slow"
    message = (
        "Đọc mãi chưa xong tệp này nên đã dừng. Hãy lưu lại văn bản thành .docx, "
        "tách phụ lục dài thành tệp riêng rồi tải lên lại."
    )


class ReadingCrashed(UnreadableDocument):
    code = "reader_crashed"


def read_file(data: bytes, *, file_name: str = "", known_agencies: Sequence[str] = ()) -> ParsedDocument:
    """Read a plan from a file of unknown kind and temper. Raises UnreadableDocument."""
    is_package = data.startswith(b"PK") or b"%PDF-" in data[:1024]
    if is_package or len(data) > SMALL_TEXT_BYTES:
        return read_apart(data, file_name=file_name, known_agencies=known_agencies)
    return read_plan(extract(data, file_name=file_name), known_agencies=known_agencies)


def read_apart(
    data: bytes, *, file_name: str = "", known_agencies: Sequence[str] = (), seconds: float = LONGEST_SECONDS
) -> ParsedDocument:
    """Read the file in a child process with bounds on time and memory. Raises UnreadableDocument."""
    question = {"file_name": file_name, "known_agencies": list(known_agencies)}
    try:
        return from_json(apart.ask("documents.reading_apart", question=question, data=data, seconds=seconds))
    except apart.TookTooLong as error:
        raise ReadingTooSlow from error
    except apart.Crashed as error:
        raise ReadingCrashed from error
    except apart.Refused as error:
        refused = UnreadableDocument(error.message)
        refused.code = error.code
        raise refused from error


def _read(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    extracted = extract(data, file_name=question["file_name"])
    return to_json(read_plan(extracted, known_agencies=question["known_agencies"]))


if __name__ == "__main__":
    sys.exit(apart.answer(_read, refusals=UnreadableDocument))
