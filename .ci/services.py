"""Finds PostgreSQL and Redis on this machine, or installs and starts Debian's, and prints where they are.

Prints shell assignments of TEST_DATABASE_URL and TEST_REDIS_URL; what it does is told on stderr. Values that are set
already stand. The user it uses may create databases; the suite makes and drops its own.
"""

from __future__ import annotations

import os
import secrets
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
DATABASE = "portal_ci"
PATIENCE_SECONDS = 30


def main() -> None:
    found = {
        "TEST_DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or find_postgresql() or install_postgresql(),
        "TEST_REDIS_URL": os.environ.get("TEST_REDIS_URL") or find_redis() or install_redis(),
    }
    for name, value in found.items():
        print(f"{name}={shlex.quote(value)}")


def find_postgresql() -> str:
    """The URL of a server on the usual port that lets this person or `postgres` in without a password."""
    for user in dict.fromkeys([os.environ.get("USER") or "root", "postgres"]):
        url = f"postgres://{user}@127.0.0.1:5432/{DATABASE}"
        if answers(user):
            return url
    return ""


def answers(user: str) -> bool:
    script = (
        "import psycopg2, sys;"
        "c = psycopg2.connect(host='127.0.0.1', user=sys.argv[1], dbname='postgres', connect_timeout=3).cursor();"
        "c.execute('SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user');"
        "sys.exit(not c.fetchone()[0])"
    )
    return subprocess.run([PYTHON, "-c", script, user], capture_output=True, check=False).returncode == 0


def install_postgresql() -> str:
    """Debian's server with a user of its own and a random password."""
    install("postgresql")
    version = max(path.name for path in Path("/etc/postgresql").iterdir())
    run("pg_ctlcluster", "--skip-systemctl-redirect", version, "main", "start", may_fail=True)
    wait_for_port(5432)
    password = secrets.token_hex(16)
    sql = f"DROP ROLE IF EXISTS {DATABASE}; CREATE ROLE {DATABASE} LOGIN SUPERUSER PASSWORD '{password}'"
    run("su", "postgres", "-c", f"psql --quiet --command {shlex.quote(sql)}")
    return f"postgres://{DATABASE}:{password}@127.0.0.1:5432/{DATABASE}"


def find_redis() -> str:
    """The last database of a server on the usual port, where nobody keeps anything by habit."""
    try:
        with socket.create_connection(("127.0.0.1", 6379), timeout=3) as line:
            line.sendall(b"PING\r\n")
            return "redis://127.0.0.1:6379/15" if line.recv(16).startswith(b"+PONG") else ""
    except OSError:
        return ""


def install_redis() -> str:
    """Debian's server, keeping nothing on disk."""
    install("redis-server")
    if not find_redis():
        run("redis-server", "--daemonize", "yes", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    wait_for_port(6379)
    return find_redis()


def install(package: str) -> None:
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-qq", "--yes", "--no-install-recommends", package)


def run(*command: str, may_fail: bool = False) -> None:
    outcome = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    if outcome.returncode and not may_fail:
        sys.exit(f"{shlex.join(command)}: exit {outcome.returncode}")


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    sys.exit(f"Nothing answers on port {port}.")


if __name__ == "__main__":
    main()
