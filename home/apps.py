"""Configuration of the home application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front pages")

    def ready(self) -> None:
        """Set the portal up after each migration."""
        from home.receivers import prepare_portal  # noqa: PLC0415 -- models are ready only now

        post_migrate.connect(prepare_portal, dispatch_uid="home.prepare_portal")
