"""`manage.py publish_due`: publish and withdraw what is due now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.scheduling.publication import publish_due


class Command(BaseCommand):
    help = (
        "Publishes approved versions whose time has come and withdraws expired pages. The worker "
        "does it by itself; this is for a timer of the system. Ends with 1 where a page failed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        report = publish_due()
        if report.skipped:
            self.stdout.write("Another process is doing it.")
            return
        for verb, names in (("published", report.published), ("expired", report.expired)):
            for name in names:
                self.stdout.write(f"{verb}: {name}")
        if report.failed:
            raise CommandError("failed: " + ", ".join(report.failed))
