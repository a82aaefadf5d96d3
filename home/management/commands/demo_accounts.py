"""Print the accounts of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo.users import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("There are no demonstration accounts under these settings.")
        for account in ACCOUNTS:
            self.stdout.write(f"    {account.username:<12} {account.purpose or 'reads'}")
        self.stdout.write(f"    Password of all: {PASSWORD}")
