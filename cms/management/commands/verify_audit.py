"""`manage.py verify_audit`: check the log of decisions from the first row to the last."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.audit.verification import Anchor, head, problems


class Command(BaseCommand):
    help = (
        "Checks the log of decisions: finds rows that were changed, removed, inserted or swapped "
        "and says their numbers. Ends with 1 where anything is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--expect` takes an end of the log that was kept elsewhere."""
        parser.add_argument(
            "--expect",
            metavar="NUMBER:HASH",
            type=_anchor,
            help="A row's number and hash as this command or the logs told them earlier.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every problem; the end of the log where there is none."""
        found = 0
        for problem in problems(options["expect"]):
            found += 1
            self.stderr.write(f"row {problem.sequence}: {problem.text}")
        if found:
            raise CommandError(f"The log of decisions is not in order: {found} problems.")
        end = head()
        self.stdout.write(f"In order. Keep this elsewhere: {end.sequence}:{end.hash}")


def _anchor(text: str) -> Anchor:
    number, _colon, hash_ = text.partition(":")
    if not number.isdigit() or len(hash_) != 64:
        raise ValueError(text)
    return Anchor(int(number), hash_)
