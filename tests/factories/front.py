"""News, events and plain pages of the front, published as translation pairs."""

from datetime import UTC, date, datetime
from uuid import uuid4

from wagtail.models import Locale, Page

from cms.sections import section_page
from home.models import EventPage, NewsPage, StandardPage


def publish(page: Page, parent: Page, language: str, **fields) -> Page:
    """Put a page under a parent as published; `live=False` leaves it a draft."""
    page.locale = Locale.objects.get(language_code=language)
    page.first_published_at = page.last_published_at = datetime(2024, 1, 2, 3, 4, tzinfo=UTC)
    for name, value in fields.items():
        setattr(page, name, value)
    parent.add_child(instance=page)
    return page


def add_news(slug: str = "novost", languages=("ru", "en"), topics=(), **fields) -> list[NewsPage]:
    """One piece of news in the languages, of 28 August 2012."""
    key = uuid4()
    pages = []
    for language in languages:
        title = f"Новость {slug}" if language == "ru" else f"News {slug}"
        page = NewsPage(
            title=title,
            slug=slug,
            translation_key=key,
            lead=f"Лид {slug}" if language == "ru" else f"Lead {slug}",
            published_on=date(2012, 8, 28),
        )
        page.topics = list(topics)
        pages.append(publish(page, section_page("news", language), language, **fields))
    return pages


def add_event(slug: str = "forum", languages=("ru", "en"), topics=(), **fields) -> list[EventPage]:
    """One event in the languages, 26 October 2011 from 10 to 18 in Moscow (then UTC+4)."""
    key = uuid4()
    pages = []
    for language in languages:
        page = EventPage(
            title=f"Форум {slug}" if language == "ru" else f"Forum {slug}",
            slug=slug,
            translation_key=key,
            lead="Форум и выставка" if language == "ru" else "Forum and exhibition",
            starts_at=datetime(2011, 10, 26, 6, tzinfo=UTC),
            ends_at=datetime(2011, 10, 26, 14, tzinfo=UTC),
            city="Москва" if language == "ru" else "Moscow",
            place="SRID=4326;POINT(37.545 55.751)",
        )
        page.topics = list(topics)
        pages.append(publish(page, section_page("events", language), language, **fields))
    return pages


def add_standard_page(
    slug: str = "contacts", languages=("ru", "en"), **fields
) -> list[StandardPage]:
    """One page about the portal in the languages."""
    key = uuid4()
    return [
        publish(
            StandardPage(
                title="Контакты" if language == "ru" else "Contacts",
                slug=slug,
                translation_key=key,
                lead="Куда писать" if language == "ru" else "Where to write",
            ),
            section_page("about", language),
            language,
            **fields,
        )
        for language in languages
    ]
