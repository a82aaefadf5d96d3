"""Any search as a feed: Atom (RFC 4287) and JSON Feed 1.1, newest first.

The things come from the catalogue, what is said of them from the database. While the index is away
the database answers; the conditions of the search are then checked on entries built anew.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from django.db.models import prefetch_related_objects
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import override
from wagtail.models import Page

from cms.querysets import public
from search import arrivals, catalogue
from search.engines.base import Hit
from search.naming import name_of
from search.plan import Plan, plan
from search.query import Query, Sort
from search.registry import sources

SIZE = 50
# So many things are looked through while the index is away.
_LOOKED_THROUGH = 500
# So many of the last month's arrivals are asked for first.
_ARRIVALS = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# XML has no way to write these, not even as references; pasted text holds them at times.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Category:
    """A kind or a topic: its key and its name."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True)
class Item:
    """An entry of a feed.

    The id comes from the translation key and the language: it stays through edits, moves and new
    slugs, and after the thing was withdrawn and published again.
    """

    id: str
    lang: str
    title: str
    url: str
    summary: str
    published: datetime
    updated: datetime
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Feed:
    """A feed and its absolute addresses."""

    title: str
    author: str
    lang: str
    url: str
    page_url: str
    items: tuple[Item, ...]

    @property
    def updated(self) -> datetime:
        """When the newest change was made."""
        return max((item.updated for item in self.items), default=_EPOCH)


def items_of(query: Query, base_url: str) -> tuple[Item, ...]:
    """The newest `SIZE` things of a search; addresses begin with `base_url`."""
    # Nothing is put in place of the words: what a subscriber gets must not change its meaning.
    asked = replace(query, is_literal=True, sort=Sort.NEWEST, offset=0, limit=SIZE, facets=())
    hits = _newest(asked)
    pages = _pages_of(hits)
    found = (
        _item(hit, pages[hit.key, hit.lang], query.lang, base_url)
        for hit in hits
        if (hit.key, hit.lang) in pages
    )
    return tuple(found)


def atom(feed: Feed) -> bytes:
    """The Atom document."""
    document = _Atom(
        title=_xml_text(feed.title),
        link=feed.page_url,
        description=None,
        language=feed.lang,
        feed_url=feed.url,
        feed_guid=feed.url,
        author_name=feed.author,
    )
    for item in feed.items:
        document.add_item(
            title=_xml_text(item.title),
            link=item.url,
            # The element says that it is HTML.
            description=escape(_xml_text(item.summary)),
            unique_id=item.id,
            pubdate=item.published,
            updateddate=item.updated,
            about=item.categories,
            scheme=feed.page_url.partition("?")[0],
            language=item.lang,
        )
    return document.writeString("utf-8").encode()


def json_feed(feed: Feed) -> bytes:
    """The JSON Feed document."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        "authors": [{"name": feed.author}],
        "language": feed.lang,
        "items": [
            {
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "content_text": item.summary or item.title,
                "summary": item.summary or item.title,
                "date_published": item.published.isoformat(),
                "date_modified": item.updated.isoformat(),
                "tags": [category.label for category in item.categories],
                "language": item.lang,
            }
            for item in feed.items
        ],
    }
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


class _Atom(Atom1Feed):
    """Atom that names its date by its entries, and tells the language of a foreign entry."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=_EPOCH)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        if item["language"] == self.feed["language"]:
            return {}
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for category in item["about"]:
            attributes = {
                "scheme": f"{item['scheme']}#{category.scheme}",
                "term": _xml_text(category.term),
                "label": _xml_text(category.label),
            }
            handler.addQuickElement("category", "", attributes)


def _newest(query: Query) -> tuple[Hit, ...]:
    """What arrived in the last month stands first, whatever its own date."""
    arrived = arrivals.recent()
    of_late = replace(query, keys=tuple(arrived)[:_ARRIVALS])
    recent, dated = catalogue.search_all((of_late, query))
    if not dated.is_degraded and not recent.is_degraded:
        results = (*recent.results, *dated.results)
        hits = {result.hit.key: result.hit for result in results}
        return tuple(
            sorted(hits.values(), key=lambda hit: arrived.get(hit.key, _EPOCH), reverse=True)
        )[:SIZE]
    simple = catalogue.search(replace(query, limit=_LOOKED_THROUGH))
    found = [result.hit for result in simple.results]
    planned = plan(simple.query, simple.parsed)
    fitting = _fitting(found, planned)
    newest_first = sorted(found, key=lambda hit: fitting.get(hit.key, _EPOCH.date()), reverse=True)
    return tuple(hit for hit in newest_first if hit.key in fitting)[:SIZE]


def _fitting(hits: Iterable[Hit], planned: Plan) -> dict[str, Any]:
    """Days of the things that meet the conditions of a plan, by key; built from the database."""
    days: dict[str, Any] = {}
    by_kind = sorted(hits, key=lambda hit: hit.kind)
    for kind, group in groupby(by_kind, key=lambda hit: hit.kind):
        source = sources().get(kind)
        if source is None:
            continue
        for entry in source.entries([UUID(hit.key) for hit in group]):
            day, last_day = entry.date, entry.end_date or entry.date
            values = {**entry.facets, "kind": (entry.kind,)}
            fits = all(
                set(values.get(name, ())) & set(wanted) for name, wanted in planned.filters.items()
            )
            if planned.date_from:
                fits = fits and last_day is not None and last_day >= planned.date_from
            if planned.date_to:
                fits = fits and day is not None and day <= planned.date_to
            if fits:
                days[entry.key] = day or _EPOCH.date()
    return days


def _pages_of(hits: Iterable[Hit]) -> dict[tuple[str, str], Page]:
    """Public pages of the hits by key and language, with their topics."""
    keys = [hit.key for hit in hits]
    pages = public(Page.objects.filter(translation_key__in=keys, alias_of__isnull=True))
    specific = pages.specific().defer_streamfields().prefetch_related("locale")
    found = sorted(specific, key=lambda page: page.content_type_id)
    for _type, group in groupby(found, key=lambda page: page.content_type_id):
        of_type = list(group)
        if hasattr(of_type[0], "topics"):
            prefetch_related_objects(of_type, "topics")
    return {(str(page.translation_key), page.locale.language_code): page for page in found}


def _item(hit: Hit, page: Page, lang: str, base_url: str) -> Item:
    published = page.first_published_at or page.latest_revision_created_at or _EPOCH
    return Item(
        id=f"urn:uuid:{uuid5(page.translation_key, hit.lang)}",
        lang=hit.lang,
        title=page.title,
        url=_absolute(hit.url, base_url),
        summary=getattr(page, "lead", "") or page.search_description,
        published=published,
        updated=page.last_published_at or published,
        categories=tuple(_categories(hit, page, lang)),
    )


def _categories(hit: Hit, page: Page, lang: str) -> Iterator[Category]:
    yield Category("kind", hit.kind, catalogue.kind_label(hit.kind, lang))
    if hasattr(page, "topics"):
        for topic in page.topics.all():
            yield Category("topic", topic.slug, topic.name_in(lang))


def _absolute(url: str, base_url: str) -> str:
    return url if "://" in url else base_url.rstrip("/") + url


def title_of(query: Query, site_name: str) -> str:
    """The title of a feed: what is asked, and where."""
    with override(query.lang):
        return f"{name_of(query)} — {site_name}"


def _xml_text(text: str) -> str:
    return _NOT_IN_XML.sub(" ", text)
