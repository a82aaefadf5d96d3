"""A mail server that takes its time, so that a worker can be killed in the midst of a letter."""

import time
import uuid
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class SlowFileBackend(BaseEmailBackend):
    """Writes each letter into a file of its own, some time after it was handed over."""

    def send_messages(self, email_messages):
        """Write the letters; gives their number."""
        for message in email_messages:
            time.sleep(0.05)
            file = Path(settings.EMAIL_FILE_PATH) / uuid.uuid4().hex
            file.write_bytes(message.message().as_bytes())
            time.sleep(0.05)
        return len(email_messages)
