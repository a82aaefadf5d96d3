"""Works out ranks, percentiles, shares and location quotients of all figures."""

from typing import Any

from django.core.management.base import BaseCommand

from clusters.services.statistics import compute_statistics


class Command(BaseCommand):
    """Run it after entering figures past the admin; the worker runs it every hour."""

    help = "Works out ranks, percentiles, shares and location quotients of all figures."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and say how many rows there are."""
        self.stdout.write(f"{compute_statistics()} statistics")
