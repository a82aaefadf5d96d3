"""Front pages, news, events and navigation."""

from home.models.events import EventIndexPage, EventPage
from home.models.navigation import Navigation
from home.models.news import NewsIndexPage, NewsPage
from home.models.pages import HomePage, SectionPage, StandardPage

__all__ = [
    "EventIndexPage",
    "EventPage",
    "HomePage",
    "Navigation",
    "NewsIndexPage",
    "NewsPage",
    "SectionPage",
    "StandardPage",
]
