"""What bin/run starts lives and ends together."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from config.supervision import Program, Supervisor

ROOT = Path(__file__).resolve().parents[2]


def sleeper(folder: Path, name: str) -> Program:
    """A program that leaves its process id in `folder` and then waits."""
    script = (
        f"import os, pathlib, time; pathlib.Path({str(folder / name)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )
    return Program(name, [sys.executable, "-c", script])


def wait_for_pid(path: Path) -> int:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if path.is_file() and path.read_text():
            return int(path.read_text())
        time.sleep(0.05)
    raise AssertionError(f"{path.name} did not start")


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_running(pid)


@pytest.fixture
def parent(tmp_path: Path):
    """A process that supervises two sleepers, as `serve` does."""
    script = f"""
        from pathlib import Path
        from config.supervision import Supervisor
        from tests.config.test_supervision import sleeper
        folder = Path({str(tmp_path)!r})
        supervisor = Supervisor([sleeper(folder, "web"), sleeper(folder, "worker")], folder=folder)
        supervisor.start()
        supervisor.wait()
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT)
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_children_end_with_their_parent(parent: subprocess.Popen, number: signal.Signals, tmp_path: Path) -> None:
    children = [wait_for_pid(tmp_path / name) for name in ("web", "worker")]

    os.kill(parent.pid, number)

    assert [wait_until_gone(pid) for pid in children] == [True, True]


def test_one_program_that_ends_takes_the_other_along(tmp_path: Path) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    supervisor = Supervisor([sleeper(tmp_path, "web"), Program("worker", [sys.executable, "-c", ""])], folder=tmp_path)
    try:
        supervisor.start()
        ended = supervisor.wait()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)

    assert ended == "worker"
    assert [child.poll() is None for child in supervisor.children.values()] == [False, False]
