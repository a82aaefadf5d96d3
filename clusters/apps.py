"""Configuration of the clusters application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

HOUR = 60 * 60
TEN_MINUTES = 10 * 60


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = _("Clusters")

    def ready(self) -> None:
        """Tell the catalogue, the desk and the imports of clusters, and listen to changes."""
        from clusters import imports, receivers  # noqa: PLC0415 -- models are ready only now
        from clusters.comparing.charts import register_charts  # noqa: PLC0415
        from clusters.dashboard import (  # noqa: PLC0415
            ReturnedCardsPanel,
            StaleCentresPanel,
            StalePassportsPanel,
        )
        from clusters.desk import FactsQueue  # noqa: PLC0415
        from clusters.instruments.desk import BasisQueue  # noqa: PLC0415
        from clusters.letters import register_kinds  # noqa: PLC0415
        from clusters.services import personal_data  # noqa: PLC0415
        from clusters.services.basis import refresh_basis_checks  # noqa: PLC0415
        from clusters.services.instruments import refresh_instrument_states  # noqa: PLC0415
        from clusters.services.statistics import compute_statistics  # noqa: PLC0415
        from clusters.sources.centres import register_centres  # noqa: PLC0415
        from clusters.sources.clusters import register_clusters  # noqa: PLC0415
        from clusters.sources.instruments import register_instruments  # noqa: PLC0415
        from clusters.sources.regions import register_regions  # noqa: PLC0415
        from cms import periodic  # noqa: PLC0415
        from cms.dashboard import register_panel  # noqa: PLC0415
        from cms.desk.queues import register_queue  # noqa: PLC0415

        receivers.connect()
        register_charts()
        register_clusters()
        register_instruments()
        periodic.register("refresh-instruments", TEN_MINUTES, refresh_instrument_states)
        periodic.register("refresh-basis-checks", HOUR, refresh_basis_checks)
        imports.register_all()
        register_regions()
        register_centres()
        periodic.register("compute-statistics", HOUR, compute_statistics)
        personal_data.register()
        register_queue(FactsQueue())
        register_queue(BasisQueue())
        register_kinds()
        register_panel(ReturnedCardsPanel, order=25)
        register_panel(StalePassportsPanel, order=30)
        register_panel(StaleCentresPanel, order=31)
