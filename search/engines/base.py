"""What every engine of the catalogue can do, and the answers it gives.

An engine returns texts with marked ranges, never HTML.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from search.causes import Match
from search.plan import Plan
from search.registry import CatalogueEntry

Progress = Callable[[int], None]
"""Told how many entries have been written so far."""


class EngineUnavailable(Exception):  # noqa: N818 -- says a state, not a mistake of the caller
    """The index is missing or cannot be read, or the server does not answer."""


@dataclass(frozen=True)
class Marked:
    """A text with the found words as (start, end) character ranges, in order."""

    text: str
    lang: str
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class PassageHit:
    """A part of a thing in which the words stand."""

    anchor: str
    label: str
    url: str
    fragment: Marked


@dataclass(frozen=True)
class Hit:
    """A thing found, in the reader's language where it has one; `langs` are all it has."""

    key: str
    kind: str
    slug: str
    lang: str
    url: str
    title: Marked
    note: str
    number: str
    day: date | None
    langs: Mapping[str, str]
    fragments: tuple[Marked, ...]
    passages: tuple[PassageHit, ...]
    score: float
    matches: tuple[Match, ...] = ()
    """Why it was found, in the order of the plan; empty where no words were asked."""


@dataclass(frozen=True)
class FacetCount:
    """How many things of the answer have a value of a facet."""

    value: str
    count: int


@dataclass(frozen=True)
class Answer:
    """What was found. Counts of a facet ignore the facet's own choice."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Completion:
    """A suggestion while typing: a title with its address, or a word (`url` empty)."""

    text: str
    lang: str
    kind: str = ""
    url: str = ""
    key: str = ""


class Engine(Protocol):
    """An index of the catalogue. Every method but `healthy` may raise `EngineUnavailable`."""

    is_shared: bool
    """Whether several hosts use one index, so that a writer has to be the only one among them."""

    def rebuild(self, entries: Iterable[CatalogueEntry], progress: Progress | None = None) -> int:
        """Write a new index beside the old one, then swap; gives the number of entries."""
        ...

    def upsert(self, entries: Iterable[CatalogueEntry]) -> None:
        """Write or replace entries; readers see them when this returns."""
        ...

    def delete(self, keys: Iterable[str]) -> None:
        """Remove entries; unknown keys are no mistake."""
        ...

    def search(self, plan: Plan) -> Answer:
        """Run a plan."""
        ...

    def complete(
        self,
        text: str,
        lang: str,
        audience: tuple[str, ...],
        limit: int,
        kinds: tuple[str, ...] = (),
    ) -> tuple[Completion, ...]:
        """Titles and words that begin like `text`, of things of some kinds or of all.

        Titles hold every word in any form and order, the last one begun; those in which the words
        follow one another come first. An act is found by the beginning of its number too. Three
        places of `limit` are kept for words.
        """
        ...

    def similar(
        self, key: str, lang: str, audience: tuple[str, ...], limit: int
    ) -> tuple[Hit, ...]:
        """Things most like the one with that key, without it."""
        ...

    def vocabulary(self, audience: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        """Every indexed word that audience may see, with the number of things it stands in."""
        ...

    def known(self, words: Iterable[str], audience: tuple[str, ...]) -> frozenset[str]:
        """Those of the words that stand in the index as written."""
        ...

    def stats(self) -> Mapping[str, int | str]:
        """Entries, bytes and the generation, for the operator."""
        ...

    def healthy(self) -> bool:
        """Whether the index can be read and fits the registered facets."""
        ...

    def needs_rebuild(self) -> bool:
        """Whether the index has to be written anew before it can be used."""
        ...
