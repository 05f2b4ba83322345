"""The suite: SQLite in a folder of its own, or the server named by TEST_DATABASE_URL.

No mail leaves, tasks run at once.
"""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *
from .base import SQLITE_OPTIONS, STORAGES, env

SCRATCH_DIR = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, SCRATCH_DIR, ignore_errors=True)

SECRET_KEY = "only-for-tests"  # noqa: S105 - protects nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATA_DIR = SCRATCH_DIR
MEDIA_ROOT = SCRATCH_DIR / "media"
SIGNING_SEAL_DIR = SCRATCH_DIR / "seals"
SIGNING_TRUST_DIR = SCRATCH_DIR / "trust"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = True

if "TEST_DATABASE_URL" in env.ENVIRON:
    DATABASES = {"default": env.db_url("TEST_DATABASE_URL")}
else:
    # A file and not memory, so that the threads of a live server have connections of their own, as in service.
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": SCRATCH_DIR / "portal.sqlite3",
            "OPTIONS": {**SQLITE_OPTIONS, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"},
            "TEST": {"NAME": SCRATCH_DIR / "test.sqlite3"},
        }
    }

REDIS_URL = env("TEST_REDIS_URL", default="")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A worker that a test starts as its own process turns this off (tests marked `services`).
CELERY_TASK_ALWAYS_EAGER = env.bool("CELERY_EAGER", default=True)
CELERY_TASK_EAGER_PROPAGATES = True
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 60}
else:
    CELERY_BROKER_URL = "memory://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {}
CELERY_BEAT_SCHEDULE_FILENAME = str(SCRATCH_DIR / "beat-schedule")
