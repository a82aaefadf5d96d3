"""Tests: the same code with tasks run at once and throw-away folders."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("TASKS_BACKEND", "django_tasks.backends.immediate.ImmediateBackend")

from cms.settings.base import *  # noqa: F403

_SCRATCH = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, _SCRATCH, ignore_errors=True)

SECRET_KEY = "test-only-key-never-used-in-production-0123456789abcdefghij"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
MEDIA_ROOT = str(_SCRATCH / "media")
STORAGES["documents"]["OPTIONS"]["location"] = str(_SCRATCH / "documents")
STORAGES["imports"]["OPTIONS"]["location"] = str(_SCRATCH / "imports")
STATIC_ROOT = _SCRATCH / "static"
STATIC_ROOT.mkdir()
SEARCH_INDEX_DIR = str(_SCRATCH / "index")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO_ALLOWED = True

# A file and not memory: the live server's threads open connections of their own.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(_SCRATCH / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
