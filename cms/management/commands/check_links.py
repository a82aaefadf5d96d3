"""Checks the links of public pages to other sites."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.links.checking import check_links


class Command(BaseCommand):
    """The worker does it once a day where LINK_CHECK is on."""

    help = "Checks the links of public pages to other sites."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--all` asks every link, also those asked today."""
        parser.add_argument("--all", action="store_true", help="Ask every link now.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and say how many links were asked."""
        self.stdout.write(f"{check_links(everything=options['all'])} links asked")
