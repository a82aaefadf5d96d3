"""Closed lists of the front pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventFormat(models.TextChoices):
    """How one takes part in an event."""

    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class Icon(models.TextChoices):
    """Line icons a card of the home page may carry."""

    MAP = "map", _("map")
    DOCUMENT = "document", _("document")
    BOOKS = "books", _("books")
    SCALES = "scales", _("scales")
    TALK = "talk", _("conversation")
    CHECK = "check", _("check mark")
    CALENDAR = "calendar", _("calendar")
    NEWS = "news", _("news")


# Where an event can take place: the zones of Russia and those its partners meet in. An event
# elsewhere takes the zone of the nearest city listed.
EVENT_ZONES = (
    ("Europe/Kaliningrad", _("Kaliningrad")),
    ("Europe/Moscow", _("Moscow")),
    ("Europe/Samara", _("Samara")),
    ("Asia/Yekaterinburg", _("Yekaterinburg")),
    ("Asia/Omsk", _("Omsk")),
    ("Asia/Novosibirsk", _("Novosibirsk")),
    ("Asia/Tomsk", _("Tomsk")),
    ("Asia/Krasnoyarsk", _("Krasnoyarsk")),
    ("Asia/Irkutsk", _("Irkutsk")),
    ("Asia/Yakutsk", _("Yakutsk")),
    ("Asia/Vladivostok", _("Vladivostok")),
    ("Asia/Magadan", _("Magadan")),
    ("Asia/Kamchatka", _("Petropavlovsk-Kamchatsky")),
    ("Europe/London", _("London")),
    ("Europe/Berlin", _("Berlin")),
    ("Europe/Copenhagen", _("Copenhagen")),
    ("Europe/Minsk", _("Minsk")),
    ("Asia/Almaty", _("Almaty")),
    ("Asia/Shanghai", _("Beijing")),
)
HOME_ZONE = "Europe/Moscow"
