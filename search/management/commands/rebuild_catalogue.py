"""Write the catalogue's index anew."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines import engine
from search.engines.base import EngineUnavailable
from search.indexing import drain, rebuild

_WIDTH = 40


class Command(BaseCommand):
    help = "Writes the search index anew beside the old one, then swaps them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only where there is no index, or it cannot be read or has other facets.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._handle(options)
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error

    def _handle(self, options: dict[str, Any]) -> None:
        if options["if_needed"] and not engine().needs_rebuild():
            self.stdout.write(f"The index is in order; {drain()} waiting changes written.")
            return
        started = monotonic()
        written = rebuild(self._progress if options["verbosity"] else None)
        if options["verbosity"]:
            self.stdout.write("")
            self.stdout.write(f"{written} entries in {monotonic() - started:.1f} s.")

    def _progress(self, done: int, total: int) -> None:
        if done % 50 and done != total:
            return
        filled = _WIDTH * done // total if total else _WIDTH
        bar = "#" * filled + "." * (_WIDTH - filled)
        self.stdout.write(f"\r[{bar}] {done}/{total}", ending="")
        self.stdout.flush()
