"""A long document printed in parts, side by side on several processors, and put together.

Where it is parted depends on its text alone, so that the file is the same on every machine.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, cast
from xml.etree import ElementTree

from documents.rendering.drawing import RenderedDocument, SignatureBox, drawn
from documents.rendering.engine import NOT_XML
from documents.rendering.joining import joined

logger = logging.getLogger(__name__)

# Of markup, not of text: about fifteen pages of a table. Smaller parts would cost more fonts than they save time.
PART_CHARACTERS = 45_000
MOST_PROCESSES = 4
_PROJECT = Path(__file__).resolve().parents[2]
_APPENDIX_CLASS = "appendix"


def parts_of(markup: str) -> list[str]:
    """Return the markup in parts that each begin a page and a numbering of their own: the text, then groups of appendices."""
    if len(markup) < 2 * PART_CHARACTERS:
        return [markup]
    root = ElementTree.fromstring(NOT_XML.sub("", markup))  # noqa: S314 the markup is our own template's
    head, body = root
    groups: list[list[ElementTree.Element]] = [[]]
    size = 0
    for element in body:
        length = len(ElementTree.tostring(element, encoding="unicode"))
        begins_page = element.get("class", "").split(" ")[0] == _APPENDIX_CLASS
        if begins_page and size + length / 2 > PART_CHARACTERS:
            groups.append([])
            size = 0
        groups[-1].append(element)
        size += length
    return [_whole(root, head, body, group) for group in groups]


def _whole(
    root: ElementTree.Element, head: ElementTree.Element, body: ElementTree.Element, group: list[ElementTree.Element]
) -> str:
    part, part_body = copy(root), copy(body)
    part_body[:] = group
    part[:] = [head, part_body]
    return ElementTree.tostring(part, encoding="unicode")


def drawn_in_parts(parts: Sequence[str], directory: Path, *, processes: int | None = None) -> RenderedDocument:
    """Return the file of all parts in order, drawn by as many processes as there are processors to run them."""
    count = min(processes or len(os.sched_getaffinity(0)), MOST_PROCESSES, len(parts))
    work = _Work(parts, directory)
    with _helpers(count - 1, work) as threads:
        work.draw()
        for thread in threads:
            thread.join()
        work.draw()
    files = [work.done[index] for index in range(len(parts))]
    pages, box = 0, None
    for file in files:
        if file.signature_box:
            box = replace(file.signature_box, page=file.signature_box.page + pages)
        pages += file.pages
    return RenderedDocument(joined([file.data for file in files]), pages, box)


class _Work:
    """The parts that wait and those that are done. This process takes from the front, helpers from the end."""

    def __init__(self, parts: Sequence[str], directory: Path) -> None:
        self.directory = directory
        self.done: dict[int, RenderedDocument] = {}
        self._waiting = deque(enumerate(parts))

    def draw(self) -> None:
        """Draw what waits, in this process."""
        while self._waiting:
            # Helpers take parts at the same time, so that the last may be gone by now.
            with suppress(IndexError):
                index, markup = self._waiting.popleft()
                self.done[index] = drawn(markup, self.directory)

    def hand_to(self, helper: subprocess.Popen[bytes]) -> None:
        """Let the helper draw what waits, until nothing does or the helper dies; what it held then waits again."""
        while True:
            try:
                index, markup = self._waiting.pop()
            except IndexError:
                return
            try:
                self.done[index] = _answer(helper, markup, self.directory)
            except (OSError, EOFError, ValueError) as error:
                logger.warning("a helping process of the printer ended: %r", error)
                self._waiting.append((index, markup))
                return


@contextmanager
def _helpers(count: int, work: _Work) -> Iterator[list[threading.Thread]]:
    processes = [_start_helper() for _ in range(count)]
    threads = [threading.Thread(target=work.hand_to, args=[process], daemon=True) for process in processes]
    try:
        for thread in threads:
            thread.start()
        yield threads
    finally:
        for process in processes:
            process.kill()
        for thread in threads:
            thread.join()
        for process in processes:
            process.communicate()


def _start_helper() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "documents.rendering.parts"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_PROJECT,
        env=environment,
    )


def _answer(helper: subprocess.Popen[bytes], markup: str, directory: Path) -> RenderedDocument:
    """Ask the helper for the file of a part. Raises OSError, EOFError or ValueError when it died."""
    asked, answered = cast(IO[bytes], helper.stdin), cast(IO[bytes], helper.stdout)
    asked.write(json.dumps({"fonts": str(directory), "markup": markup}).encode() + b"\n")
    asked.flush()
    facts = json.loads(answered.readline())
    data = answered.read(facts["length"])
    if len(data) < facts["length"]:
        raise EOFError(f"{len(data)} of {facts['length']} bytes")
    box = SignatureBox(**facts["signature_box"]) if facts["signature_box"] else None
    return RenderedDocument(data, facts["pages"], box)


def _help() -> None:
    """Draw what comes in on standard input, a part in each line."""
    for line in sys.stdin.buffer:
        question = json.loads(line)
        file = drawn(question["markup"], Path(question["fonts"]))
        box = asdict(file.signature_box) if file.signature_box else None
        facts = {"length": len(file.data), "pages": file.pages, "signature_box": box}
        sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + file.data)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _help()
