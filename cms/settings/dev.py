"""Embedded demonstration and development: SQLite, tantivy, local memory, a folder."""

from cms.settings.base import *  # noqa: F403
from cms.settings.env import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="development-only-key-never-used-in-production-0123456789")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Security keys work on http://localhost too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Demonstration accounts and content exist only under these settings.
DEMO_ALLOWED = True
