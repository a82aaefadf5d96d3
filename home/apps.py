"""Configuration of the home application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front pages")

    def ready(self) -> None:
        """Connect receivers and tell the catalogue what this application has."""
        from home import receivers  # noqa: PLC0415 -- models are ready only now
        from home.sources import FACETS, SOURCES  # noqa: PLC0415 -- the same
        from search.registry import register, register_facet  # noqa: PLC0415 -- the same

        receivers.connect()
        for source in SOURCES:
            register(source)  # type: ignore[arg-type]  # a protocol has no class attributes
        for facet in FACETS:
            register_facet(facet)
