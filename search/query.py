"""What a reader asked for, before anything is planned: words, phrases, exclusions, filters."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from search.registry import PUBLIC
from search.text import STOP_WORDS, clean_query, tokens

MAX_CHARACTERS = 2000
MAX_WORDS = 32

_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)[-−–](?=\S))?
        (?:(?P<name>[a-z_]+):)?
        (?:["«“„](?P<quoted>[^"«»“”„]*)["»”“]|(?P<plain>[^\s"«»“”„]+))""",
    re.VERBOSE,
)
_YEARS = re.compile(r"^(\d{4})\.\.(\d{4})$")


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
    is_blank: bool = False
    """Nothing was asked: the whole catalogue answers."""
    only_stop_words: bool = False
    """There were words, but all of them stand everywhere: nothing answers."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to look for although something was typed."""
        return not (self.is_blank or self.words or self.phrases or self.excluded or self.filters)


def parse(text: str, facet_names: Collection[str] = ()) -> ParsedText:
    """Read a query in words, "phrases", -exclusions and `facet:value` filters.

    Anything typed is accepted: an unknown facet's name is a word, an open quote ends with the
    text. Of a very long text the first 32 words count.
    """
    cleaned = clean_query(text[:MAX_CHARACTERS])
    if not cleaned.strip():
        return ParsedText(is_blank=True)
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    filters: dict[str, tuple[str, ...]] = {}
    for piece in _PIECE.finditer(cleaned):
        quoted, plain, name = piece["quoted"], piece["plain"], piece["name"]
        value = plain if quoted is None else quoted
        if name in facet_names:
            filters[name] = (*filters.get(name, ()), *_filter_values(name, value))
            continue
        found = tuple(tokens(value if name is None else f"{name} {value}"))
        if not found:
            continue
        if piece["minus"]:
            excluded.append(found)
        elif quoted is None:
            words.extend(found)
        else:
            phrases.append(found)
    return _within_limit(words, phrases, excluded, filters)


def _filter_values(name: str, value: str) -> tuple[str, ...]:
    years = _YEARS.match(value) if name == "year" else None
    if years is None:
        return (value,) if value else ()
    first, last = sorted(map(int, years.groups()))
    return tuple(str(year) for year in range(first, min(last, first + 200) + 1))


def _within_limit(
    words: list[str],
    phrases: list[tuple[str, ...]],
    excluded: list[tuple[str, ...]],
    filters: dict[str, tuple[str, ...]],
) -> ParsedText:
    telling = [word for word in dict.fromkeys(words) if word not in STOP_WORDS][:MAX_WORDS]
    parsed = ParsedText(
        words=tuple(telling),
        phrases=tuple(phrase[:MAX_WORDS] for phrase in phrases[:4]),
        excluded=tuple(phrase[:MAX_WORDS] for phrase in excluded[:8]),
        filters=filters,
    )
    if words and not telling and parsed.is_empty:
        return replace(parsed, only_stop_words=True)
    return parsed
