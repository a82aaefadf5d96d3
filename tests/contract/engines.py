"""The engines that have to answer alike; a further one is one more line."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from search.engines.analysis import exact
from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from search.text import fold


@dataclass(frozen=True)
class Candidate:
    """How to make an engine without an index, and how it cuts a text into words."""

    make: Callable[[Path], Engine]
    cut: Callable[[str], list[str]]


def _cut_embedded(text: str) -> list[str]:
    return exact().analyze(fold(text))


ENGINES = {
    "embedded": Candidate(lambda folder: EmbeddedEngine(folder / "index"), _cut_embedded),
}
