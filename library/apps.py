"""Configuration of the library application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Tell the catalogue of the library's pages and listen to their changes."""
        from library import receivers  # noqa: PLC0415 -- models are ready only now
        from library.sources.items import register_items  # noqa: PLC0415
        from library.sources.legal import register_legal  # noqa: PLC0415

        receivers.connect()
        register_legal()
        register_items()
