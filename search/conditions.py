"""`регион:"Калужская область"` and `region:kaluga` as conditions: names and values of readers.

Names are those of the registered facets, in either language. A value is a code, or the reader's
name of it in either language, whole or begun. What fits nothing is searched as words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from django.conf import settings

from search.engines import engine
from search.engines.base import Engine
from search.plan import plan
from search.query import Condition, ParsedText, Query
from search.registry import Facet, facets
from search.text import tokens

_YEARS = re.compile(r"^(\d{4})?(?:\.\.|[-–—])(\d{4})?$")
# A beginning that fits more values than this says nothing.
_MOST = 5
_FRESH_SECONDS = 60.0


@dataclass(frozen=True)
class _Known:
    """Values of a facet in the index, each with the words of its names."""

    engine: Engine
    until: float
    names: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


_known: dict[tuple[str, tuple[str, ...]], _Known] = {}


class WrittenConditions:
    """The conditions that may be written in the words of a query."""

    def __init__(self, query: Query) -> None:
        self._audience = query.audience
        self._facets = {
            name: facet
            for facet in facets().values()
            if facet.name not in query.fixed
            for name in (facet.name, *facet.names)
        }

    def condition(self, name: str, value: str) -> Condition | None:
        """The condition that is meant; None where nothing is known by the name or the value."""
        facet = self._facets.get(name)
        if facet is None or not value:
            return None
        known = self._values(facet)
        if facet.name == "year" and (years := _years(value, [code for code, _ in known])):
            return Condition(facet.name, years)
        values = tuple(_fitting(value, known))
        return Condition(facet.name, values) if values else None

    def _values(self, facet: Facet) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
        asked, key = engine(), (facet.name, self._audience)
        known = _known.get(key)
        if known is None or known.engine is not asked or known.until < monotonic():
            names = tuple(_named(facet, self._audience))
            known = _known[key] = _Known(asked, monotonic() + _FRESH_SECONDS, names)
        return known.names


def _named(
    facet: Facet, audience: tuple[str, ...]
) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    everything = Query(audience=audience, facets=(facet.name,), limit=0)
    counts = engine().search(plan(everything, ParsedText(is_blank=True))).facets[facet.name]
    values = [count.value for count in counts]
    labels = [facet.labels(values, code) for code, _name in settings.LANGUAGES]
    for value in values:
        names = {tuple(tokens(name.get(value, value))) for name in labels}
        yield value, tuple(sorted(names))


def _fitting(value: str, known: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]) -> list[str]:
    """The code itself, else values so named, else those few with a name so begun."""
    codes = [code for code, _ in known if code.casefold() == value.casefold()]
    if codes:
        return codes
    words = tuple(tokens(value))
    if not words:
        return []
    named = [code for code, names in known if words in names]
    if named:
        return named
    begun = [code for code, names in known if any(_begins(words, name) for name in names)]
    return begun if len(begun) <= _MOST else []


def _begins(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether each word begins one of the name's own, in their order: «калуж обл»."""
    left = iter(name)
    return all(any(part.startswith(word) for part in left) for word in words)


def _years(value: str, known: Iterable[str]) -> tuple[str, ...]:
    """2012..2014, 2012-2014, 2012.. and ..2014 as years; empty for anything else.

    Only years between the first and the last known count, or else the ends as they were typed.
    """
    match = _YEARS.match(value)
    if match is None or not any(match.groups()):
        return ()
    first, last = match.groups()
    if first and last:
        first, last = sorted((first, last))
    years = [int(year) for year in known if year.isdecimal()]
    lowest, highest = min(years, default=1), max(years, default=0)
    within = range(max(int(first or 0), lowest), min(int(last or highest), highest) + 1)
    return tuple(map(str, within)) or tuple(dict.fromkeys(filter(None, (first, last))))


def written_names() -> list[tuple[str, str]]:
    """The names of each facet as they may be written, with its label."""
    return [
        (", ".join(f"{name}:" for name in (*facet.names, facet.name)), str(facet.label))
        for facet in facets().values()
    ]
