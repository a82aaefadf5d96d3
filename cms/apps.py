"""Configuration of the cms application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Editorial foundation")

    def ready(self) -> None:
        """Connect receivers; register periodic jobs, desk queues and dashboard panels."""
        from wagtailgeowidget.widgets import LeafletField  # noqa: PLC0415 -- needs loaded apps

        from cms import addresses  # noqa: PLC0415
        from cms.accounts import checks  # noqa: F401, PLC0415 -- registers itself
        from cms.accounts import holdings as personal  # noqa: PLC0415
        from cms.accounts import receivers as accounts  # noqa: PLC0415
        from cms.desk import registration  # noqa: PLC0415
        from cms.imports import registers  # noqa: PLC0415
        from cms.mailing import registration as letters  # noqa: PLC0415
        from cms.scheduling import jobs  # noqa: PLC0415
        from cms.widgets import PlaceInput  # noqa: PLC0415
        from cms.workflow import receivers  # noqa: PLC0415

        # The widget's own list names a public host.
        LeafletField.media = PlaceInput().media
        receivers.connect()
        addresses.connect()
        accounts.connect()
        personal.register_all()
        jobs.register_jobs()
        registration.register_all()
        registers.register_all()
        letters.register_all()
