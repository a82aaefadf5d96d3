"""Tests: the same code with tasks run at once and throw-away folders."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("TASKS_BACKEND", "django_tasks.backends.immediate.ImmediateBackend")

from cms.settings.base import *  # noqa: F403
from cms.settings.env import env

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
# The server of `python -m tests.services.elasticsearch`; names of a process's own, and time enough
# on a busy machine.
ELASTICSEARCH_URL = os.environ.get("PORTAL_ELASTICSEARCH_URL", "")
ELASTICSEARCH_PREFIX = env("ELASTICSEARCH_PREFIX", default=f"test_{secrets.token_hex(6)}_")
ELASTICSEARCH_TIMEOUT = 30.0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_DELIVERY_BACKEND = EMAIL_BACKEND
DEMO_ALLOWED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STAFF_SECOND_FACTOR = False

# A file and not memory: the live server's threads open connections of their own.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(_SCRATCH / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
