"""The engines that have to answer alike; a further one is one more line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.engines.analysis import exact
from search.engines.base import Engine
from search.engines.configuration import Access
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.layout import ANALYSIS
from search.engines.embedded import EmbeddedEngine
from search.text import fold
from tests.services import cluster


@dataclass(frozen=True)
class Candidate:
    """An engine without an index, removed with the context, and how it cuts a text into words."""

    make: Callable[[Path], AbstractContextManager[Engine]]
    cut: Callable[[str], list[str]]


@contextmanager
def _embedded(folder: Path) -> Iterator[Engine]:
    yield EmbeddedEngine(folder / "index")


@contextmanager
def _elastic(folder: Path) -> Iterator[Engine]:
    with cluster.names() as prefix:
        yield elastic(prefix)


def elastic(prefix: str, timeout: float = 30.0) -> ElasticEngine:
    """An engine on the tests' server."""
    return ElasticEngine(Access((cluster.url(),), timeout), prefix)


def _cut_embedded(text: str) -> list[str]:
    return exact().analyze(fold(text))


def _cut_elastic(text: str) -> list[str]:
    found = cluster.client().indices.analyze(index=_empty_index(), analyzer="exact", text=text)
    return [token["token"] for token in found["tokens"]]


@cache
def _empty_index() -> str:
    name = f"{cluster.prefix()}analysis"
    cluster.client().indices.create(index=name, settings={"analysis": ANALYSIS})
    return name


ENGINES = {
    "embedded": Candidate(_embedded, _cut_embedded),
    "elastic": Candidate(_elastic, _cut_elastic),
}
