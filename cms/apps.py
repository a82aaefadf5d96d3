"""Configuration of the cms application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Editorial foundation")

    def ready(self) -> None:
        """Keep the map widget on our own static files."""
        from wagtailgeowidget.widgets import LeafletField  # noqa: PLC0415 -- needs loaded apps

        from cms.widgets import PlaceInput  # noqa: PLC0415

        # The widget's own list names a public host.
        LeafletField.media = PlaceInput().media
