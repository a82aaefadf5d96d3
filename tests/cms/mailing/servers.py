"""Mail servers as the tests need them."""

import os
import time
from pathlib import Path
from smtplib import SMTPResponseException

from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """Refuses every letter and repeats the address, as servers do."""

    def send_messages(self, email_messages):
        """Refuse."""
        raise SMTPResponseException(550, f"no such user {email_messages[0].to[0]}")


class Slow(BaseEmailBackend):
    """Takes a letter at once and needs long to say so; writes what it took into a file."""

    def send_messages(self, email_messages):
        """Take the letters."""
        lines = [f"{one.to[0]} {one.extra_headers['Message-ID']}\n" for one in email_messages]
        with Path(os.environ["WORKER_PROBE_FILE"]).open("a") as file:
            file.writelines(lines)
        time.sleep(float(os.environ["MAIL_PROBE_SECONDS"]))
        return len(email_messages)
