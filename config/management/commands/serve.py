"""`serve`: the whole portal on one machine.

Lives in `config` because it starts the work of every room and belongs to none of them.
"""

import hashlib
import os
import socket
import sys
import time
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.supervision import Program, Supervisor

START_SECONDS = 60
# What reference data and the demo are made of; a change in any of these loads them again.
SOURCE_SUFFIXES = {".py", ".json", ".csv", ".txt", ".md", ".docx", ".pdf", ".html", ".css", ".js", ".svg"}
SOURCE_FOLDERS = (
    "agencies",
    "accounts",
    "jobs",
    "notifications",
    "registry",
    "indices",
    "plans",
    "assignments",
    "conferences",
    "reports",
    "documents",
    "static",
)


class Command(BaseCommand):
    help = "Chuẩn bị cơ sở dữ liệu rồi chạy trang web, việc nền và lịch; Ctrl-C dừng tất cả."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("PORTAL_HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORTAL_PORT") or 8000)
        parser.add_argument(
            "--workers", type=int, default=os.environ.get("WEB_CONCURRENCY") or 1, help="số tiến trình web"
        )

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        refuse_taken_port(host, port)
        self.prepare_database()
        supervisor = Supervisor(
            [Program("trang web", web_command(host, port, workers)), Program("việc nền", worker_command())],
            folder=settings.BASE_DIR,
        )
        connection.close()
        supervisor.start()
        try:
            if wait_until_answering(supervisor, host, port):
                self.stdout.write(welcome(host, port))
                self.stdout.flush()
            ended = supervisor.wait()
        finally:
            supervisor.stop()
        if ended:
            raise CommandError(f"Phần «{ended}» đã dừng ngoài ý muốn (xem lỗi ở trên), nên dừng cả cổng.")
        self.stdout.write("Đã dừng.")

    def prepare_database(self) -> None:
        """Bring tables, reference data and, in the demo, the sample province up to date; nothing when they are."""
        executor = MigrationExecutor(connection)
        outdated = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if outdated:
            self.say("Tạo bảng trong cơ sở dữ liệu…")
            call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEMO:
            refuse_demo_accounts()
        stamp = settings.DATA_DIR / ("loaded-demo" if settings.DEMO else "loaded")
        state = state_of_sources()
        if not outdated and stamp.is_file() and stamp.read_text() == state:
            return
        self.say("Nạp dữ liệu tham chiếu…")
        call_command("load_reference_data", stdout=sys.stderr)
        if settings.DEMO:
            self.say("Nạp tỉnh trình diễn…")
            call_command("load_demo", stdout=sys.stderr)
        if settings.STORAGES["staticfiles"]["BACKEND"].startswith("whitenoise."):
            call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)

    def say(self, sentence: str) -> None:
        self.stderr.write(f"• {sentence}")


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError in words when another program listens there, or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Không mở được địa chỉ {host}:{port} ({error.strerror}). Có thể một chương trình khác đang dùng "
                f"cổng này; hãy dừng chương trình đó hoặc chọn cổng khác: PORTAL_PORT={port + 1} bin/run"
            ) from error


def refuse_demo_accounts() -> None:
    """Raise CommandError when a portal that is no demo would open the demo's sign-ins."""
    if get_user_model().objects.filter(email__endswith="@demo.invalid", is_active=True).exists():
        raise CommandError(
            "Cơ sở dữ liệu này có tài khoản trình diễn (@demo.invalid). Hãy dùng DATA_DIR hoặc DATABASE_URL khác "
            "cho cổng thật, hoặc chạy bin/run không kèm --no-demo."
        )


def state_of_sources() -> str:
    """A digest that changes with the rooms and the static files, the database in use and the demo's password."""
    digest = hashlib.sha256(f"{settings.DATABASES['default']['NAME']} {settings.DEMO_PASSWORD}".encode())
    for folder in SOURCE_FOLDERS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in SOURCE_SUFFIXES:
                found = path.stat()
                digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def web_command(host: str, port: int, workers: int) -> list[str]:
    """gunicorn with threads: a page that waits for the database holds up no other."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = [
        "--bind",
        address,
        "--workers",
        str(workers),
        "--threads",
        "8",
        "--timeout",
        "60",
        "--log-level",
        "warning",
    ]
    return [sys.executable, "-m", "gunicorn", "config.wsgi:application", *options]


def worker_command() -> list[str]:
    """One worker that runs one task at a time and holds the scheduler too (design: docs/architecture.md)."""
    # Celery warns root of pickled messages at every start; the portal's are JSON.
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
    options = ["--pool", "solo", "--beat", "--without-mingle", "--without-gossip", "--loglevel", "WARNING"]
    return [sys.executable, *quiet, "-m", "celery", "--quiet", "--app", "config", "worker", *options]


def wait_until_answering(supervisor: Supervisor, host: str, port: int) -> bool:
    """Whether /healthz answers before the patience ends, a program ends, or somebody asks to stop."""
    deadline = time.monotonic() + START_SECONDS
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    while time.monotonic() < deadline and not supervisor.stop_asked and supervisor.first_ended() is None:
        line = HTTPConnection(reachable, port, timeout=2)
        try:
            line.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
            line.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.2)
        else:
            return True
        finally:
            line.close()
    return False


def welcome(host: str, port: int) -> str:
    """Where the portal is, and how to sign in to the demo."""
    shown = f"[{host}]" if ":" in host else host
    lines = ["", f"Cổng Nâng Hạng đang chạy: http://{shown}:{port}/"]
    if settings.DEMO:
        lines += ["Tài khoản trình diễn:"]
        people = get_user_model().objects.filter(email__endswith="@demo.invalid", is_active=True).order_by("pk")
        accounts = [(person.email, person.position or person.full_name) for person in people]
        focal = [row for row in accounts if row[0].startswith("focal.")]
        width = max((len(email) for email, _ in accounts), default=0)
        shown_rows = [row for row in accounts if row not in focal] + focal[:4]
        lines += [f"  {email:<{width}}  {duty}" for email, duty in shown_rows]
        if len(focal) > 4:
            lines += [f"  … và {len(focal) - 4} tài khoản đầu mối khác (trang Quản trị)"]
        lines += [f"  mật khẩu chung: {settings.DEMO_PASSWORD}"]
        connection.close()
    lines += ["Ctrl-C để dừng.", ""]
    return "\n".join(lines)
