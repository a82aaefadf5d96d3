"""The engines that have to answer alike; a further one is one more line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from search.engines.analysis import exact, stemmed
from search.engines.base import Engine
from search.engines.configuration import Access
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.layout import ANALYSIS
from search.engines.embedded import EmbeddedEngine
from search.text import fold
from tests.services import cluster


@dataclass(frozen=True)
class Candidate:
    """A place for an index, removed with the context, and engines over it.

    `cut` cuts a text into words, `stems` gives the stems of single words.
    """

    place: Callable[[Path], AbstractContextManager[str]]
    open: Callable[[str], Engine]
    cut: Callable[[str], list[str]]
    stems: Callable[[list[str]], list[list[str]]]

    @contextmanager
    def make(self, folder: Path) -> Iterator[Engine]:
        """An engine without an index."""
        with self.place(folder) as place:
            yield self.open(place)


@contextmanager
def _folder(folder: Path) -> Iterator[str]:
    yield str(folder / "index")


@contextmanager
def _names(folder: Path) -> Iterator[str]:
    with cluster.names() as prefix:
        yield prefix


def elastic(prefix: str, timeout: float = 30.0) -> ElasticEngine:
    """An engine on the tests' server."""
    return ElasticEngine(Access((cluster.url(),), timeout), prefix)


def _cut_embedded(text: str) -> list[str]:
    return exact().analyze(fold(text))


def _stem_embedded(words: list[str]) -> list[list[str]]:
    return [stemmed().analyze(word) for word in words]


def _cut_elastic(text: str) -> list[str]:
    found = cluster.client().indices.analyze(index=_empty_index(), analyzer="exact", text=text)
    return [token["token"] for token in found["tokens"]]


def _stem_elastic(words: list[str]) -> list[list[str]]:
    found = cluster.client().indices.analyze(index=_empty_index(), analyzer="stemmed", text=words)
    # The words stand one after another with one character between them.
    starts = accumulate((len(word) + 1 for word in words), initial=0)
    places = {start: [] for start in starts}
    for token in found["tokens"]:
        places[token["start_offset"]].append(token["token"])
    return list(places.values())[: len(words)]


@cache
def _empty_index() -> str:
    name = f"{cluster.prefix()}analysis"
    cluster.client().indices.create(index=name, settings={"analysis": ANALYSIS})
    return name


ENGINES = {
    "embedded": Candidate(
        _folder, lambda place: EmbeddedEngine(Path(place)), _cut_embedded, _stem_embedded
    ),
    "elastic": Candidate(_names, elastic, _cut_elastic, _stem_elastic),
}
