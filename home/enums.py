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


# Where an event can take place: the zones of Russia and those its partners meet in. The names are
# those of the IANA database; an event elsewhere takes the zone of the nearest city listed.
EVENT_ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Tomsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Copenhagen",
    "Europe/Minsk",
    "Asia/Almaty",
    "Asia/Shanghai",
)
