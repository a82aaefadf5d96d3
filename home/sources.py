"""News, events and plain pages as entries of the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.validators import parse_point
from home.enums import EventFormat
from home.models import EventPage, NewsPage, SectionPage, StandardPage
from search.registry import Facet
from search.sources import PageSource


class NewsSource(PageSource):
    """News; the newer the higher."""

    kind = "news"
    label = _("News")
    model = NewsPage
    recency = True

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """News with the platforms they are about."""
        return pages.prefetch_related("platforms")

    def facets_of(self, page: NewsPage) -> dict[str, tuple[str, ...]]:
        """The platforms they are about."""
        return _platforms(page)

    def date_of(self, page: NewsPage) -> date:
        """The day of the news, not of its publication here."""
        return page.published_on


class EventSource(PageSource):
    """Events with the days and the point of their place."""

    kind = "event"
    label = _("Events")
    model = EventPage
    recency = True

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """Events with the platforms that hold them."""
        return pages.prefetch_related("platforms")

    def facets_of(self, page: EventPage) -> dict[str, tuple[str, ...]]:
        """How one takes part, and the platforms that hold it."""
        return {"event_format": (page.format,), **_platforms(page)}

    def date_of(self, page: EventPage) -> date:
        """The first day on the calendar of the place."""
        return page.starts_local.date()

    def end_date_of(self, page: EventPage) -> date:
        """The last day on the calendar of the place."""
        return page.ends_local.date()

    def place_of(self, page: EventPage) -> tuple[float, float] | None:
        """The point of the venue."""
        return parse_point(page.place) if page.place else None

    def note_of(self, page: EventPage) -> str:
        """Where it is: "Expocentre, Moscow"."""
        return ", ".join(dict.fromkeys(filter(None, (page.venue, page.city))))

    def text_of(self, page: EventPage) -> str:
        """The body, the venue and the organiser."""
        return "\n".join((super().text_of(page), self.note_of(page), page.organiser))


class PlainPageSource(PageSource):
    """Standard pages and the sections that have texts of their own."""

    kind = "page"
    label = _("Pages")
    model = StandardPage
    also = (SectionPage,)

    def date_of(self, page: Page) -> date | None:
        """None: a plain page has no date of its own."""
        return None


def _platforms(page: NewsPage | EventPage) -> dict[str, tuple[str, ...]]:
    """The facet of the platforms a page names, where it names any."""
    named = tuple(platform.slug for platform in page.platforms.all())
    return {"platform": named} if named else {}


def _format_labels(values: Iterable[str], lang: str) -> Mapping[str, str]:
    with override(lang):
        names = {value: str(label) for value, label in EventFormat.choices}
    return {value: names[value] for value in values if value in names}


SOURCES = (NewsSource(), EventSource(), PlainPageSource())
FACETS = (Facet(name="event_format", label=_("Format"), labels=_format_labels),)
