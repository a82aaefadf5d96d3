"""Configuration of the library application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.registry import register, register_facet


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Connect receivers and tell the catalogue what is here."""
        from library import receivers, sources  # noqa: F401, PLC0415 -- the models are ready now

        register(sources.LibrarySource())
        for facet in sources.ITEM_FACETS:
            register_facet(facet)
