"""Forget old counts of what readers look for."""

from typing import Any

from django.core.management.base import BaseCommand

from search import log


class Command(BaseCommand):
    help = "Removes counts of searches older than SEARCH_LOG_DAYS; the worker does it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{log.prune()} rows removed.")
