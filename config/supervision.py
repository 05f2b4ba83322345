"""Runs the portal's processes together: when one ends, or the parent is told to, all end."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 15
_libc = ctypes.CDLL(None)


@dataclass(frozen=True)
class Program:
    """A command to keep running; `label` names it to the person at the terminal."""

    label: str
    command: list[str]


class Supervisor:
    """Starts programs as children that cannot outlive it, not even when it is killed."""

    def __init__(self, programs: list[Program], *, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self.children: dict[str, subprocess.Popen] = {}
        self.stop_asked = False

    def start(self) -> None:
        """Start every program and listen for Ctrl-C, SIGTERM and the closing of the terminal."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_stop)
        for program in self.programs:
            self.children[program.label] = subprocess.Popen(  # noqa: S603 - our own fixed commands
                program.command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                # A group of its own: Ctrl-C reaches the child only through us, once.
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def wait(self) -> str | None:
        """Wait until told to stop (None) or until a program ends by itself (its label); then stop the others."""
        ended = None
        while not self.stop_asked and ended is None:
            ended = self.first_ended()
            time.sleep(0.2)
        self.stop()
        return None if self.stop_asked else ended

    def first_ended(self) -> str | None:
        """The label of a program that no longer runs."""
        return next((label for label, child in self.children.items() if child.poll() is not None), None)

    def stop(self) -> None:
        """Ask every program to finish its work; after the grace, end it and what it started."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            _end_group(child.pid)
            child.wait()

    def _ask_stop(self, number: int, frame: FrameType | None) -> None:
        self.stop_asked = True


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
