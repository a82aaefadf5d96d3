"""Add the terms of search that come with the portal."""

from typing import Any

from django.core.management.base import BaseCommand

from search.initial import add_terms


class Command(BaseCommand):
    help = "Adds the terms of search that come with the portal and are not in the register yet."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{add_terms()} terms added.")
