"""Configuration of the platforms application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

MINUTE, DAY = 60, 24 * 60 * 60


class PlatformsConfig(AppConfig):
    name = "platforms"
    verbose_name = _("Technology platforms")

    def ready(self) -> None:
        """Tell the catalogue of platforms, open the queues of the desk, and listen to changes."""
        from cms import periodic  # noqa: PLC0415 -- models are ready only now
        from cms.desk.queues import register_queue  # noqa: PLC0415
        from platforms import (  # noqa: PLC0415
            desk,
            discussions_data,
            imports,
            letter_kinds,
            people_data,
            receivers,
        )
        from platforms.people_letters import register_letters  # noqa: PLC0415
        from platforms.services.letters import tell_authors  # noqa: PLC0415
        from platforms.services.people import prune_messages  # noqa: PLC0415
        from platforms.sources.discussions import register_discussions  # noqa: PLC0415
        from platforms.sources.platforms import register_platforms  # noqa: PLC0415

        imports.register_all()
        receivers.connect()
        register_platforms()
        register_discussions()
        people_data.register_all()
        discussions_data.register_all()
        register_letters()
        letter_kinds.register_kinds()
        for queue in desk.QUEUES:
            register_queue(queue)
        periodic.register("prune-messages", DAY, prune_messages)
        periodic.register("discussions-tell-authors", MINUTE, tell_authors)
