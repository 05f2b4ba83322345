"""Reading a file in a process of its own: one that hangs or swallows memory ends there and not in the portal."""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from documents.extraction import UnreadableDocument, extract
from documents.parsed import ParsedDocument
from documents.reading import read_plan
from documents.serialising import from_json, to_json

logger = logging.getLogger(__name__)

LONGEST_SECONDS = 60
MOST_MEMORY_BYTES = 2 * 1024 * 1024 * 1024
# Below this, text is read faster than another process starts.
SMALL_TEXT_BYTES = 256 * 1024
_REFUSED = 3
_PROJECT = Path(__file__).resolve().parent.parent


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
    question = json.dumps({"file_name": file_name, "known_agencies": list(known_agencies)}).encode() + b"\n"
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    try:
        answer = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "documents.reading_apart"],
            input=question + data,
            capture_output=True,
            timeout=seconds,
            cwd=_PROJECT,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingTooSlow from error
    if answer.returncode == 0:
        return from_json(json.loads(answer.stdout))
    if answer.returncode == _REFUSED:
        refusal = json.loads(answer.stdout)
        refused = UnreadableDocument(refusal["message"])
        refused.code = refusal["code"]
        raise refused
    last_words = answer.stderr.decode(errors="replace").strip().splitlines()[-1:]
    logger.warning("the reader ended with %s on %d bytes: %s", answer.returncode, len(data), *(last_words or [""]))
    raise ReadingCrashed


def _answer() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    question = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        extracted = extract(data, file_name=question["file_name"])
    except UnreadableDocument as error:
        json.dump({"code": error.code, "message": str(error)}, sys.stdout)
        return _REFUSED
    json.dump(to_json(read_plan(extracted, known_agencies=question["known_agencies"])), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_answer())
