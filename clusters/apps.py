"""Configuration of the clusters application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = _("Clusters")

    def ready(self) -> None:
        """Tell the catalogue, the desk and the imports of clusters, and listen to changes."""
        from clusters import imports, receivers  # noqa: PLC0415 -- models are ready only now
        from clusters.sources.clusters import register_clusters  # noqa: PLC0415

        receivers.connect()
        register_clusters()
        imports.register_all()
