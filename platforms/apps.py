"""Configuration of the platforms application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlatformsConfig(AppConfig):
    name = "platforms"
    verbose_name = _("Technology platforms")

    def ready(self) -> None:
        """Tell the catalogue of platforms, and listen to changes."""
        from platforms import imports, receivers  # noqa: PLC0415 -- models are ready only now
        from platforms.sources.platforms import register_platforms  # noqa: PLC0415

        imports.register_all()
        receivers.connect()
        register_platforms()
