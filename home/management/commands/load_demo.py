"""Load the demonstration content."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.demo.context import DemoContext
from home.demo.steps import STEPS
from search.indexing import deferred


class Command(BaseCommand):
    """Facts of 2010–2015 in both languages; what stands already is left as it is."""

    help = "Load the demonstration content; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps in their order as one transaction."""
        if not settings.DEMO_ALLOWED:
            raise CommandError("Demonstration content is not allowed under these settings.")
        context = DemoContext(lambda line: self.stdout.write(f"  {line}"))
        # The catalogue is brought up to date once, after the commit.
        with deferred(), transaction.atomic():
            for name, load in STEPS:
                self.stdout.write(name)
                load(context)
