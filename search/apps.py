"""Configuration of the search application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register facets, checks of readiness and the answer to listing blocks; listen."""
        # Models are ready only now.
        from cms import periodic  # noqa: PLC0415
        from cms.dashboard import register_panel  # noqa: PLC0415
        from search import (  # noqa: PLC0415
            checks,
            facets,
            health,
            imports,
            labels,
            log,
            presets,
            receivers,
            register,
        )
        from search.alerts.letters import register_kinds  # noqa: PLC0415
        from search.alerts.news import drop_old_letters, tell_news  # noqa: PLC0415
        from search.alerts.personal_data import register as register_personal_data  # noqa: PLC0415
        from search.alerts.subscribing import drop_unconfirmed  # noqa: PLC0415
        from search.dashboard import SearchIndexPanel  # noqa: PLC0415
        from search.indexing import keep_up, rebuild  # noqa: PLC0415

        facets.register_common()
        labels.connect()
        presets.connect()
        receivers.connect()
        register.connect()
        imports.register_all()
        checks.register_checks()
        register_kinds()
        health.register_checks()
        periodic.register("search-drain", 1, keep_up)
        # Recency is worked out when an entry is written.
        periodic.register("search-rebuild", 24 * 60 * 60, rebuild)
        periodic.register("search-log-pruning", 24 * 60 * 60, log.prune)
        periodic.register("alerts-tell", 5 * 60, tell_news)
        periodic.register("alerts-drop-unconfirmed", 60 * 60, drop_unconfirmed)
        periodic.register("alerts-drop-letters", 24 * 60 * 60, drop_old_letters)
        register_personal_data()
        register_panel(SearchIndexPanel, order=70)
