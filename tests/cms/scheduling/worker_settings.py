"""Settings of a worker process that a test starts: the tests' own database."""

import os

from cms.settings.test import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["WORKER_TEST_DATABASE"]  # noqa: F405
MAIL_DELIVERY_BACKEND = os.environ.get("MAIL_PROBE_BACKEND", MAIL_DELIVERY_BACKEND)  # noqa: F405
