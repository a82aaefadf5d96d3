"""Configuration of the search application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register the facets of every kind and the checks of readiness; listen to changes."""
        from search import facets, health, receivers  # noqa: PLC0415 -- models are ready only now

        facets.register_common()
        receivers.connect()
        health.register_checks()
