"""Take the text of documents in this process, without the queue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.enums import ExtractionState
from cms.models import PortalDocument
from library.services.documents import extract_text


class Command(BaseCommand):
    """Reads the documents that wait; with --failed also those that failed before."""

    help = "Take the text of the documents that wait for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one option."""
        parser.add_argument("--failed", action="store_true", help="Try the failed ones again.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the documents one by one and say how each ended."""
        if options["failed"]:
            PortalDocument.objects.filter(extraction_state=ExtractionState.FAILED).update(
                extraction_state=ExtractionState.WAITING, extraction_error="", page_count=None
            )
        waiting = PortalDocument.objects.filter(extraction_state=ExtractionState.WAITING)
        for pk, sha256, title in waiting.order_by("pk").values_list("pk", "sha256", "title"):
            self.stdout.write(f"{pk} {title}: {extract_text(pk, sha256)}")
