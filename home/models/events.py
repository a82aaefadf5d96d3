"""Events: conferences, exhibitions, seminars."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.fields import StoryField
from cms.filters import with_filters
from cms.models import EditorialPage
from cms.panels import PlacePanel, tabs
from cms.querysets import child_at, one_version_each, page_row, readable
from cms.validators import validate_point
from home.admin_forms import EventPageForm
from home.blocks import MaterialsBlock
from home.enums import EVENT_ZONES, HOME_ZONE, EventFormat
from home.filters import FILTERS
from search.listing import listing

_MOSCOW = ZoneInfo(HOME_ZONE)
UPCOMING = 5


class EventIndexPage(EditorialPage):
    """All events: those to come first, then the past ones with their materials."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(content=[*EditorialPage.lead_panels, FieldPanel("body")])
    template = "home/event_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.EventPage"]

    class Meta:
        verbose_name = _("events section")
        verbose_name_plural = _("events sections")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """An event, or the list."""
        if not path_components:
            return super().route(request, path_components)
        event = child_at(EventPage.objects.all(), self, path_components[0])
        return event.route(request, path_components[1:])

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing, the events to come and the address of the filtered calendar."""
        language = get_language() or "ru"
        coming = EventPage.objects.filter(ends_at__gte=timezone.now())
        coming = readable(coming).order_by("starts_at", "translation_key", "pk")
        return {
            **super().get_context(request, *args, **kwargs),
            **listing(request, kind="event", facets=("event_format", "topic", "region", "year")),
            "upcoming": [
                page_row(event, language, date=event.starts_local.date(), meta=event.city)
                for event in one_version_each(coming[: 2 * UPCOMING], language)[:UPCOMING]
            ],
            "calendar_url": with_filters(reverse("front:event_calendar"), request.GET, FILTERS),
        }


class EventPage(EditorialPage):
    """One event. Its moments are kept in UTC and shown in the zone of its place."""

    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), db_index=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=EVENT_ZONES,
        default=HOME_ZONE,
        help_text=_("Times above are those on the clocks of this zone."),
    )
    format = models.CharField(
        _("format"), max_length=10, choices=EventFormat, default=EventFormat.ONSITE
    )
    venue = models.CharField(_("venue"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    place = models.CharField(
        _("point on the map"),
        max_length=80,
        blank=True,
        validators=[validate_point],
        help_text=_("Longitude and latitude of the venue."),
    )
    organiser = models.CharField(_("organiser"), max_length=255, blank=True)
    link = models.URLField(
        _("link"), blank=True, help_text=_("The event's own site, registration or broadcast.")
    )
    materials = StoryField(
        MaterialsBlock(),
        verbose_name=_("materials"),
        blank=True,
        help_text=_("Programme, presentations, recordings. They stay when the event is over."),
    )

    platforms = ParentalManyToManyField(
        "platforms.Platform",
        verbose_name=_("technology platforms"),
        blank=True,
        related_name="+",
        help_text=_("Shown on the page of each."),
    )

    base_form_class = EventPageForm
    override_translatable_fields = [
        *EditorialPage.shared_fields,
        *(
            SynchronizedField(name)
            for name in (
                *("starts_at", "ends_at", "timezone", "format", "place", "link", "platforms"),
            )
        ),
    ]
    edit_handler = tabs(
        content=[
            *EditorialPage.lead_panels,
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                    FieldRowPanel([FieldPanel("timezone"), FieldPanel("format")]),
                ],
                heading=_("When and how"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("venue"), FieldPanel("city")]), PlacePanel("place")],
                heading=_("Where"),
            ),
            FieldRowPanel([FieldPanel("organiser"), FieldPanel("link")]),
            FieldPanel("body"),
            FieldPanel("materials"),
        ],
        about=[*EditorialPage.about_panels, FieldPanel("platforms", widget=CheckboxSelectMultiple)],
    )
    template = "home/event_page.html"
    parent_page_types = ["home.EventIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="event_ends_after_its_start",
            )
        ]

    def clean(self) -> None:
        """Refuse an event that ends before it starts."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The event cannot end before it starts.")})

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the place."""
        return ZoneInfo(self.timezone)

    @property
    def starts_local(self) -> datetime:
        """The start on the clocks of the place."""
        return self.starts_at.astimezone(self.zone)

    @property
    def ends_local(self) -> datetime:
        """The end on the clocks of the place."""
        return self.ends_at.astimezone(self.zone)

    @property
    def is_past(self) -> bool:
        """Whether the event is over by now."""
        return self.ends_at < timezone.now()

    @property
    def zone_label(self) -> str:
        """The place of the zone and its offset on that day: "Vladivostok, UTC+11"."""
        offset = self.starts_local.strftime("%z").removesuffix("00").replace("+0", "+")
        return f"{self.get_timezone_display()}, UTC{offset}"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether the event is on one day and, held in another zone, its start in Moscow."""
        return {
            **super().get_context(request, *args, **kwargs),
            "one_day": self.starts_local.date() == self.ends_local.date(),
            "moscow_start": None
            if self.starts_local.utcoffset() == self.starts_at.astimezone(_MOSCOW).utcoffset()
            else self.starts_at,
        }
