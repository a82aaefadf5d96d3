"""Catalogue entries made from pages: one thing per translation key, with all its languages."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, groupby
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import override
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import EditorialPage
from cms.querysets import public
from search.registry import CatalogueEntry, Passage, Version


def public_titles(keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """Titles by key and language of the pages that are public now, whatever their type."""
    rows = (
        public(Page.objects.filter(translation_key__in=list(keys), alias_of__isnull=True))
        .order_by("pk")
        .values_list("translation_key", "locale__language_code", "title")
    )
    titles: dict[str, dict[str, str]] = {}
    for key, lang, title in rows:
        titles.setdefault(str(key), {})[lang] = title
    return titles


class PageSource:
    """Entries of one page type. Subclass it in `<app>/sources.py` and register an instance.

    An alias is left out: it repeats its original, in the wrong language at times.
    """

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    model: ClassVar[type[Page]]
    also: ClassVar[tuple[type[Page], ...]] = ()
    """More page types of the same kind."""
    weight: ClassVar[float] = 1.0
    recency: ClassVar[bool] = False
    shows_day: ClassVar[bool] = True
    titles = staticmethod(public_titles)

    @property
    def models(self) -> tuple[type, ...]:
        """The page types; add other models whose saving changes the entries."""
        return (self.model, *self.also)

    def keys_of(self, instance: Any) -> Iterable[UUID]:
        """The page's translation key; override for models that are not the page itself."""
        return (instance.translation_key,)

    def keys(self) -> list[UUID]:
        """Translation keys of every public page, each once."""
        found = chain.from_iterable(
            self._public(model)
            .order_by("translation_key")
            .values_list("translation_key", flat=True)
            .distinct()
            for model in (self.model, *self.also)
        )
        return list(dict.fromkeys(found))

    def entries(self, keys: Iterable[UUID]) -> Iterator[CatalogueEntry]:
        """Public entries with those keys."""
        wanted = list(keys)
        for model in (self.model, *self.also):
            pages = self._public(model).filter(translation_key__in=wanted)
            pages = self.prefetch(pages.order_by("translation_key", "pk"))
            for key, versions in groupby(pages, key=lambda page: page.translation_key):
                yield self.entry(str(key), _in_language_order(versions))

    def entry(self, key: str, pages: list[Page]) -> CatalogueEntry:
        """One entry of the language versions of a page; the first page speaks for all."""
        first = pages[0]
        return CatalogueEntry(
            key=key,
            kind=self.kind,
            slug=first.slug,
            versions=tuple(self.version(page) for page in pages),
            facets=self._facets(pages),
            date=self.date_of(first),
            end_date=self.end_date_of(first),
            place=self.place_of(first),
            number=self.number_of(first),
        )

    def version(self, page: Page) -> Version:
        """The texts of one page, built in its language: labels of choices among them."""
        lang = page.locale.language_code
        with override(lang):
            return Version(
                lang=lang,
                url=self.url_of(page),
                title=page.title,
                lead=self.lead_of(page),
                text=self.text_of(page),
                passages=self.passages_of(page),
                note=self.note_of(page),
            )

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """The queryset with what the methods below read from other tables."""
        return pages

    def facets_of(self, page: Page) -> dict[str, tuple[str, ...]]:
        """Facet values beside topic, region, year and language (a same name replaces those)."""
        return {}

    def date_of(self, page: Page) -> date | None:
        """The date of the thing itself; by default the day of first publication."""
        moment = page.first_published_at
        return localdate(moment) if moment else None

    def end_date_of(self, page: Page) -> date | None:
        """The last day of a thing that lasts (an event)."""
        return None

    def place_of(self, page: Page) -> tuple[float, float] | None:
        """Longitude and latitude, WGS 84."""
        return None

    def number_of(self, page: Page) -> str:
        """The number as printed (of an act)."""
        return ""

    def url_of(self, page: Page) -> str:
        """The public address of the page."""
        return page.get_url() or ""

    def lead_of(self, page: Page) -> str:
        """What stands under the title in lists."""
        return getattr(page, "lead", "") or page.search_description

    def note_of(self, page: Page) -> str:
        """One line of facts under the title: authors, size of the file."""
        return ""

    def text_of(self, page: Page) -> str:
        """Plain text of the body without the passages."""
        body = getattr(page, "body", None)
        return story_text(body) if isinstance(body, StreamValue) else ""

    def passages_of(self, page: Page) -> tuple[Passage, ...]:
        """Parts of the page that have their own address."""
        return ()

    def _public(self, model: type[Page]) -> PageQuerySet:
        pages = public(model.objects.filter(alias_of__isnull=True)).select_related("locale")
        if issubclass(model, EditorialPage):
            pages = pages.prefetch_related("topics", "regions")
        return pages

    def _facets(self, pages: list[Page]) -> dict[str, tuple[str, ...]]:
        day = self.date_of(pages[0])
        facets = {
            "topic": _merged(_related(page, "topics", "slug") for page in pages),
            "region": _merged(_related(page, "regions", "code") for page in pages),
            "year": (str(day.year),) if day else (),
            "language": tuple(page.locale.language_code for page in pages),
        }
        own = [self.facets_of(page) for page in pages]
        for name in dict.fromkeys(chain.from_iterable(own)):
            facets[name] = _merged(values.get(name, ()) for values in own)
        return facets


def story_text(body: StreamValue) -> str:
    """Plain text of a StreamField value, one line a block."""
    lines = body.stream_block.get_searchable_content(body)
    return "\n".join(str(line) for line in lines if line is not None)


def _in_language_order(pages: Iterable[Page]) -> list[Page]:
    order = {code: place for place, (code, _) in enumerate(settings.LANGUAGES)}
    return sorted(pages, key=lambda page: order.get(page.locale.language_code, len(order)))


def _related(page: Page, relation: str, attribute: str) -> tuple[str, ...]:
    manager = getattr(page, relation, None)
    return tuple(getattr(row, attribute) for row in manager.all()) if manager is not None else ()


def _merged(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(groups)))
