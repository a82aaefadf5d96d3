"""Configuration of the library application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

HOUR = 60 * 60


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Tell the catalogue of the library's pages and listen to their changes."""
        from cms import periodic  # noqa: PLC0415 -- models are ready only now
        from cms.dashboard import register_panel  # noqa: PLC0415
        from library import receivers  # noqa: PLC0415
        from library.dashboard import ComingIntoForcePanel  # noqa: PLC0415
        from library.services import refresh_force_states  # noqa: PLC0415
        from library.sources.items import register_items  # noqa: PLC0415
        from library.sources.legal import register_legal  # noqa: PLC0415

        receivers.connect()
        register_panel(ComingIntoForcePanel, order=40)
        register_legal()
        register_items()
        # Every hour and not once a day: a worker that was down at midnight makes up for it soon.
        periodic.register("refresh-force", HOUR, refresh_force_states)
