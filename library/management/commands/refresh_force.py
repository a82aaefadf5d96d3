"""Recompute the force of acts; run once a day, after midnight."""

from typing import Any

from django.core.management.base import BaseCommand

from library.services.legal import refresh_force_states


class Command(BaseCommand):
    """Acts come into force and lose it as days pass; the catalogue is told of each change."""

    help = "Recompute the force of all acts as of today and tell the catalogue what changed."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = refresh_force_states()
        self.stdout.write(f"{len(changed)} acts changed their state.")
