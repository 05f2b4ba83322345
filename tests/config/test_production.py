"""A real installation starts only when what guards its data is set, and says in one sentence what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "nanghang.tinh.gov.vn",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def start(environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEBUG": "true"}, "DEBUG"),
        ({"DEMO": "1"}, "DEMO"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"EMAIL_URL": ""}, "EMAIL_URL"),
    ],
)
def test_start_is_refused_in_one_sentence(change: dict[str, str], named: str, tmp_path: Path) -> None:
    answer = start({**COMPLETE, **change}, tmp_path)

    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1
    assert named in answer.stderr


def test_complete_settings_start(tmp_path: Path) -> None:
    answer = start(COMPLETE, tmp_path)

    assert (answer.returncode, answer.stderr) == (0, "")


def test_static_files_get_hashed_names(tmp_path: Path) -> None:
    """Every file that a style sheet names exists, else the first page in service fails."""
    environment = {
        **COMPLETE,
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "STATIC_ROOT": str(tmp_path / "static"),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "static" / "staticfiles.json").is_file()


def test_mails_link_to_the_address_the_portal_is_served_on(tmp_path):
    code = "from config.settings import base; print(base.SITE_URL)"
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORTAL_PORT": "8070"}

    def address(**more: str) -> str:
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment | more, capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    assert address() == "http://127.0.0.1:8070"
    assert address(SITE_URL="https://nanghang.tinh.gov.vn/") == "https://nanghang.tinh.gov.vn"
