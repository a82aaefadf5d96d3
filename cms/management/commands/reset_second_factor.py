"""Takes the second factor off an account whose owner has lost it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.accounts.holdings import end_sessions
from cms.models import User


class Command(BaseCommand):
    """After a look at the person's papers: the next sign-in leads to setting up a new factor."""

    help = "Removes app, keys and recovery codes of an account and ends its sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        """The user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove and say how much."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("There is no account of this name.")
        number, _kinds = Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        self.stdout.write(f"{number} factors removed, sessions ended.")
