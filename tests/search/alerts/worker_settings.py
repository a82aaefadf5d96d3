"""Settings of a worker that a test kills: letters become files."""

import os

from tests.search.child_settings import *  # noqa: F403

MAIL_DELIVERY_BACKEND = "tests.search.alerts.slow_mail.SlowFileBackend"
EMAIL_FILE_PATH = os.environ["LETTERS_FOLDER"]
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail", "files", "exports"],
    }
}
