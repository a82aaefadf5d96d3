"""What the catalogue has, for the home page: counts, topics, regions, the newest of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property

from search.catalogue import Choice, Result, Results, search_all
from search.query import Query, Sort
from search.registry import sources

SECTION_OF_KIND = {
    "cluster": "clusters/map",
    "instrument": "clusters/instruments",
    "legal": "legal",
    "library": "library",
    "news": "news",
    "event": "events",
}
REGISTER_KINDS = ("region",)
"""Kinds whose entries are a register: each region has one and would light up by itself."""


@dataclass(frozen=True)
class Overview:
    """Facets of the whole catalogue and the newest entries by kind, for readers of `language`."""

    language: str
    whole: Results
    newest: Mapping[str, Results]

    def choices(self, facet: str) -> tuple[Choice, ...]:
        """Values of a facet with entries, most frequent first."""
        found = (view.choices for view in self.whole.facets if view.name == facet)
        return tuple(choice for choice in next(found, ()) if choice.count)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Number of entries by kind."""
        return {choice.value: choice.count for choice in self.choices("kind")}

    def rows(self, kind: str, limit: int) -> list[dict[str, Any]]:
        """The newest entries of a kind as items of the component `rows`."""
        found = self.newest[kind].results[:limit] if kind in self.newest else ()
        return [_row(result, self.language) for result in found]


def load_overview(language: str, wanted: Mapping[str, int]) -> Overview:
    """Ask for everything at once; `wanted` says how many of the newest of which kind.

    Four database queries at most, however much is wanted.
    """
    kinds = tuple(kind for kind in sources() if kind not in REGISTER_KINDS)
    facets = ("kind", "topic", "region")
    whole = Query(lang=language, limit=0, facets=facets, filters={"kind": kinds})
    newest = [
        Query(lang=language, filters={"kind": (kind,)}, sort=Sort.NEWEST, limit=limit)
        for kind, limit in wanted.items()
    ]
    answers = search_all([whole, *newest])
    return Overview(language, answers[0], dict(zip(wanted, answers[1:], strict=True)))


def section_url(kind: str) -> str:
    """Address of the section of a kind in the current language."""
    return reverse("wagtail_serve", args=[f"{SECTION_OF_KIND[kind]}/"])


def search_url(**parameters: str) -> str:
    """Address of the search page in the current language with parameters."""
    address = reverse("wagtail_serve", args=["search/"])
    return f"{address}?{urlencode(parameters)}" if parameters else address


def _row(result: Result, language: str) -> dict[str, Any]:
    hit = result.hit
    return {
        "url": hit.url,
        "title": hit.title.text,
        "date": hit.day if result.shows_day else None,
        "meta": hit.note,
        "lang": "" if hit.lang == language else hit.lang,
    }
