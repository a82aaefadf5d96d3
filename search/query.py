"""What a reader asked for, before anything is planned: words, phrases, exclusions, filters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from search.registry import PUBLIC
from search.text import STOP_WORDS, clean_query, tokens

MAX_CHARACTERS = 2000
MAX_WORDS = 32

_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)[-−–](?=\S))?
        (?:(?P<name>[^\W\d]+):)?
        (?:["«“„](?P<quoted>[^"«»“”„]*)["»”“]|(?P<plain>[^\s"«»“”„]+))""",
    re.VERBOSE,
)
# Names under which a word is looked for among the numbers of acts alone.
_NUMBER = frozenset({"number", "номер"})


class Sort(StrEnum):
    """Orders a reader may choose."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True)
class Query:
    """A question to the catalogue.

    `filters` maps a facet's name to the chosen values (any of them); `fixed` names the filters that
    the words may not change; `facets` names the facets to be counted; `audience` names the groups
    of readers whose entries may be shown.
    """

    text: str = ""
    lang: str = "ru"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: date | None = None
    date_to: date | None = None
    audience: tuple[str, ...] = (PUBLIC,)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    """Causes and places (`search.causes`) that may not find anything, and `FORMS`."""
    is_literal: bool = False
    """Whether the words are taken as typed even where they find nothing."""
    keys: tuple[str, ...] | None = None
    """Where given, only things with these keys answer."""


@dataclass(frozen=True)
class ParsedText:
    """The words of a query: each of `words` in any form, each phrase as written, none excluded."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded_filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    """Words looked for among the numbers of acts and nowhere else."""
    is_blank: bool = False
    """Nothing was asked: the whole catalogue answers."""
    only_stop_words: bool = False
    """There were words, but all of them stand everywhere: nothing answers."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to look for although something was typed."""
        return not (
            self.is_blank
            or self.words
            or self.phrases
            or self.excluded
            or self.filters
            or self.excluded_filters
            or self.numbers
        )


@dataclass(frozen=True)
class Condition:
    """A facet and values of it, of which a thing has to have one."""

    facet: str
    values: tuple[str, ...]


class Conditions(Protocol):
    """What stands behind `name:value` in a query."""

    def condition(self, name: str, value: str) -> Condition | None:
        """The condition that is meant; None where there is none, so that words are looked for."""
        ...


class ByCode:
    """Facets by their own names, values by their codes."""

    def __init__(self, *names: str) -> None:
        self._names = frozenset(names)

    def condition(self, name: str, value: str) -> Condition | None:
        """The condition as written."""
        return Condition(name, (value,)) if name in self._names and value else None


def parse(text: str, conditions: Conditions = ByCode()) -> ParsedText:  # noqa: B008 -- immutable
    """Read a query in words, "phrases", -exclusions, `number:` and `facet:value` conditions.

    Anything typed is accepted: an unknown name or value is words, an open quote ends with the
    text. Of a very long text the first 32 words count.
    """
    cleaned = clean_query(text[:MAX_CHARACTERS])
    if not cleaned.strip():
        return ParsedText(is_blank=True)
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    kept: dict[str, tuple[str, ...]] = {}
    left_out: dict[str, tuple[str, ...]] = {}
    numbers: list[str] = []
    for piece in _PIECE.finditer(cleaned):
        quoted, plain, name = piece["quoted"], piece["plain"], (piece["name"] or "").lower()
        value = plain if quoted is None else quoted
        found = tuple(tokens(value if not name else f"{name} {value}"))
        condition = conditions.condition(name, value.strip()) if name else None
        if condition is not None:
            chosen = left_out if piece["minus"] else kept
            before = chosen.get(condition.facet, ())
            chosen[condition.facet] = (*before, *condition.values)
        elif name in _NUMBER and not piece["minus"] and tokens(value):
            numbers.append(value.strip())
        elif not found:
            continue
        elif piece["minus"]:
            excluded.append(found)
        elif quoted is None:
            words.extend(found)
        else:
            phrases.append(found)
    parsed = _within_limit(words, phrases, excluded)
    parsed = replace(parsed, filters=kept, excluded_filters=left_out, numbers=tuple(numbers[:4]))
    if words and not parsed.words and parsed.is_empty:
        return replace(parsed, only_stop_words=True)
    return parsed


def _within_limit(
    words: list[str], phrases: list[tuple[str, ...]], excluded: list[tuple[str, ...]]
) -> ParsedText:
    telling = [word for word in dict.fromkeys(words) if word not in STOP_WORDS][:MAX_WORDS]
    return ParsedText(
        words=tuple(telling),
        phrases=tuple(phrase[:MAX_WORDS] for phrase in phrases[:4]),
        excluded=tuple(phrase[:MAX_WORDS] for phrase in excluded[:8]),
    )
