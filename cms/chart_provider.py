"""How a block draws figures of the indicators although those lie in a layer above.

The owner of the figures registers one provider when it starts; without one there is no chart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cms.charts import Chart


@dataclass(frozen=True)
class Wanted:
    """What a block asks for.

    `view` is "lines", "bars", "shares" or "profile"; `of` is "clusters" or "regions"; `subjects`
    are the translation keys of cluster pages or the ISO codes of regions, none for the largest;
    `indicator` is a key, "" for a profile; `year` None is the newest.
    """

    view: str
    of: str
    indicator: str = ""
    subjects: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True)
class Drawn:
    """A chart with the finding it states, its table (first cells name the rows) and its origin."""

    title: str
    unit: str
    period: str
    chart: Chart
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str
    is_demo: bool
    csv_url: str = ""
    more_url: str = ""


@dataclass(frozen=True)
class Provider:
    """`indicators()` gives (key, name) pairs; `draw(wanted, language)` a chart.

    `obstacle(wanted)` says in the editor's language why such a chart makes no sense, or "".
    """

    indicators: Callable[[], Sequence[tuple[str, str]]]
    draw: Callable[[Wanted, str], Drawn | None]
    obstacle: Callable[[Wanted], str]


_provider: Provider | None = None


def register_provider(provider: Provider) -> None:
    """Name the owner of the figures."""
    global _provider  # noqa: PLW0603 -- one owner for the process, set once at start
    _provider = provider


def indicators() -> Sequence[tuple[str, str]]:
    """Indicators a chart may show: (key, name) pairs."""
    return _provider.indicators() if _provider else ()


def draw(wanted: Wanted, language: str) -> Drawn | None:
    """The chart in a language; None where readers have no figures for it."""
    return _provider.draw(wanted, language) if _provider else None


def obstacle(wanted: Wanted) -> str:
    """Why such a chart makes no sense; "" when it does."""
    return _provider.obstacle(wanted) if _provider else ""
