"""Bring languages, sections, groups and workflows in line with the tables in the code."""

from django.core.management.base import BaseCommand

from home.services.portal import setup_portal


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        setup_portal()
        self.stdout.write("The portal's sections, groups and workflows are in place.")
