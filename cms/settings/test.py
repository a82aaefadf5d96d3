"""Tests: the same code with tasks run at once and throw-away folders."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TASKS_BACKEND", "django_tasks.backends.immediate.ImmediateBackend")

from cms.settings.base import *  # noqa: F403

_SCRATCH = Path(tempfile.mkdtemp(prefix="portal-tests-"))

SECRET_KEY = "test-only-key-never-used-in-production-0123456789abcdefghij"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
MEDIA_ROOT = str(_SCRATCH / "media")
SEARCH_INDEX_DIR = str(_SCRATCH / "index")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO_ALLOWED = True
