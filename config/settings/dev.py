"""One machine: `bin/run`, a first look, and development. Plain HTTP on a local address."""

import os
import secrets

from .base import *
from .base import DATA_DIR, SECRET_KEY, STORAGES, env

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])


def _kept_secret(name: str, *, length_bytes: int) -> str:
    """A random secret of this installation, written once and readable by its owner only."""
    path = DATA_DIR / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        value = secrets.token_urlsafe(length_bytes)
        file.write(value)
    return value


if not SECRET_KEY:
    SECRET_KEY = _kept_secret("secret_key", length_bytes=50)

if DEMO:
    EMAIL_BACKEND = "notifications.backends.MailboxBackend"
    DEMO_PASSWORD = env("DEMO_PASSWORD", default="") or _kept_secret("demo_password", length_bytes=9)

# Files are served from where they lie: no collectstatic between an edit and a reload.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STATIC_ROOT = None
