"""Erase what is kept of a reader's address."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.alerts.subscribing import forget_address


class Command(BaseCommand):
    help = "Deletes the saved searches of an e-mail address with the record of their letters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *args: Any, **options: Any) -> None:
        number = forget_address(options["address"])
        self.stdout.write(f"Saved searches deleted: {number}.")
