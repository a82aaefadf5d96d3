"""What applications tell the catalogue: sources of entries and facets.

An application registers one `Source` per kind in its `apps.py: ready()`; nothing here imports an
application or an engine.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise

PUBLIC = "public"


@dataclass(frozen=True)
class Passage:
    """A part of a thing that has its own link: a provision of an act, a page of a PDF.

    `anchor` is what follows `#` in the address of the part (`page=3` for a PDF page), `url` the
    whole address, `label` what the reader sees ("Article 16.1", "page 3").
    """

    anchor: str
    label: str
    url: str
    text: str


@dataclass(frozen=True)
class Version:
    """A thing's texts in one language; `note` is a line of facts shown under the title."""

    lang: str
    url: str
    title: str
    lead: str = ""
    text: str = ""
    passages: tuple[Passage, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class CatalogueEntry:
    """One public thing with all its languages.

    `key` is the translation key of its page as text; `facets` maps a facet's name to its values
    (keys, never labels); `place` is (longitude, latitude) in WGS 84 degrees; `audience` names who
    may see it; `number` is the number of an act as printed.
    """

    key: str
    kind: str
    slug: str
    versions: tuple[Version, ...]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: dt.date | None = None
    end_date: dt.date | None = None
    place: tuple[float, float] | None = None
    number: str = ""
    audience: tuple[str, ...] = (PUBLIC,)


class Source(Protocol):
    """Where entries of one kind come from."""

    kind: str
    label: str | Promise
    """Name of the kind in the plural, translatable."""
    weight: float
    """Factor of the kind in ranking, from 1 to 2."""
    recency: bool
    """Whether newer entries rank higher (news and events)."""
    shows_day: bool
    """Whether results show the day; not where only the year of a thing is known."""
    models: tuple[type, ...]
    """Models whose saving, publishing, moving or deletion changes entries of this kind."""

    def keys_of(self, instance: object) -> Iterable[UUID]:
        """Keys of the entries that a change of `instance` (of one of `models`) touches."""
        ...

    def keys(self) -> list[UUID]:
        """Keys of every public entry, each once, in a steady order."""
        ...

    def entries(self, keys: Iterable[UUID]) -> Iterator[CatalogueEntry]:
        """Public entries with those keys; a key not yielded is not public."""
        ...

    def titles(self, keys: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Titles by key and language of those things that are public at this moment."""
        ...


@dataclass(frozen=True)
class Facet:
    """A filter of the catalogue with as many choices as its values.

    `labels(values, lang)` gives the readers' names of values; `order` is "count" (most frequent
    first), "value" or "-value".
    """

    name: str
    label: str | Promise
    labels: Callable[[Iterable[str], str], Mapping[str, str]]
    order: str = "count"
    names: tuple[str, ...] = ()
    """What readers may write before a colon beside `name`: ("регион", "область")."""


_sources: dict[str, Source] = {}
_facets: dict[str, Facet] = {}


def register(source: Source) -> None:
    """Add a source of entries; a second one of the same kind is a mistake in the code."""
    if source.kind in _sources:
        raise ValueError(f"The kind {source.kind!r} is registered twice.")
    _sources[source.kind] = source


def register_facet(facet: Facet) -> None:
    """Add a facet; a second one of the same name is a mistake in the code."""
    if facet.name in _facets:
        raise ValueError(f"The facet {facet.name!r} is registered twice.")
    _facets[facet.name] = facet


def sources() -> Mapping[str, Source]:
    """Every source by kind, in the order of registration."""
    return _sources


def facets() -> Mapping[str, Facet]:
    """Every facet by name, in the order of registration."""
    return _facets
