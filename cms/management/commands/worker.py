"""`manage.py worker`: background tasks and everything done by the clock, in one process."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.scheduling.worker import Worker


class Command(BaseCommand):
    help = (
        "Runs background tasks of all queues, publishes and withdraws pages at their time, keeps "
        "the search index fresh and cleans up. Several may run at once; Ctrl+C lets the running "
        "task finish."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=1, help="Seconds between two looks at the queue."
        )
        parser.add_argument(
            "--once",
            action="store_true",
            help="Run the periodic jobs and the waiting tasks once, then end.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(interval=options["interval"], once=options["once"])
        worker.configure_signals()
        worker.run()
