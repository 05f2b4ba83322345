"""Work on files of unknown temper in a process of its own, with bounds on time and memory."""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

MOST_MEMORY_BYTES = 2 * 1024 * 1024 * 1024
# A small file may hold very much text; whoever asked has to hold the answer, without these bounds.
MOST_ANSWER_CHARACTERS = 50_000_000
_REFUSED = 3
_PROJECT = Path(__file__).resolve().parent.parent


class TookTooLong(Exception):
    """The process was stopped at its bound."""


class Crashed(Exception):
    """The process ended without an answer: out of memory, or a library that fell over."""


class Refused(Exception):
    """The process refused the file in words: a stable code and a sentence for the person."""

    def __init__(self, *, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def ask(module: str, *, question: dict[str, Any], data: bytes, seconds: float) -> Any:
    """Start the module, hand it question and file, and return its answer. Raises TookTooLong, Crashed, Refused.

    The process gets none of this one's settings or secrets.
    """
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    try:
        answer = subprocess.run(  # noqa: S603 - a module of this project
            [sys.executable, "-X", "utf8", "-m", module],
            input=json.dumps(question).encode() + b"\n" + data,
            capture_output=True,
            timeout=seconds,
            cwd=_PROJECT,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    if answer.returncode == 0:
        return json.loads(answer.stdout)
    if answer.returncode == _REFUSED:
        raise Refused(**json.loads(answer.stdout))
    last_words = answer.stderr.decode(errors="replace").strip().splitlines()[-1:]
    logger.warning("%s ended with %s on %d bytes: %s", module, answer.returncode, len(data), *(last_words or [""]))
    raise Crashed


def answer(work: Callable[[dict[str, Any], bytes], Any], *, refusals: type[ValueError]) -> int:
    """The other end of `ask`: run the work on what stands on the input and print what it returns, as JSON.

    `refusals` are errors with `code` and a message, told as Refused.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    question = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        result = work(question, data)
    except refusals as error:
        json.dump({"code": error.code, "message": str(error)}, sys.stdout)  # type: ignore[attr-defined]
        return _REFUSED
    said = json.dumps(result)
    if len(said) > MOST_ANSWER_CHARACTERS:
        sys.exit(f"an answer of {len(said)} characters")
    sys.stdout.write(said)
    return 0
