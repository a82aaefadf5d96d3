"""Everything between a fresh clone and a demonstration that can be served, in one process."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home.demo.users import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """Migrations, demonstration content (once), index; quick where all is in order."""

    help = "Bring the demonstration up to date and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is missing; what editors changed stays."""
        if not settings.DEMO_ALLOWED:
            raise CommandError("Demonstration content is not allowed under these settings.")
        loaded = settings.VAR_DIR / "demo-loaded"
        self.stdout.write("Checking the database")
        call_command("migrate", verbosity=0)
        if not loaded.exists():
            self.stdout.write("Loading the demonstration (once)")
            call_command("load_demo", stdout=self.stdout)
            loaded.write_text("Delete this file to load what is missing of the demonstration.\n")
        call_command("rebuild_catalogue", if_needed=True, stdout=self.stdout)
        self.stdout.write("\n  Учётные записи / Accounts of the demonstration:")
        for account in ACCOUNTS:
            self.stdout.write(f"    {account.username:<12} {account.purpose or 'reads'}")
        self.stdout.write(f"  Пароль у всех / Password of all: {PASSWORD}")
