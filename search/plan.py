"""What an engine is to do, in terms no engine owns.

An engine compiles a `Plan` into its own query. It never sees what the reader typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from search.query import ParsedText, Query, Sort
from search.text import number_keys
from search.wordforms import forms

# Ranking, the same for every engine.
TITLE_BOOST = 4.0
BODY_BOOST = 1.0
NUMBER_BOOST = 30.0
READER_LANGUAGE_BOOST = 1.2
TIE_BREAKER = 0.1
PHRASE_SLOP = 2
PHRASE_BOOST = 2.0
TITLE_PHRASE_BOOST = 4.0


@dataclass(frozen=True)
class AnyForm:
    """A word in any of its forms; `numbers` are keys looked up among the numbers of acts."""

    word: str
    forms: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exact:
    """Words one after another as written, letter case and ё aside."""

    words: tuple[str, ...]


Clause = AnyForm | Exact


@dataclass(frozen=True)
class Plan:
    """A compiled question; see `Query` for the fields it shares with it.

    All of `must` have to match and none of `must_not`; `near` are the plain words in their order,
    which rank higher where they stand together. `is_void` asks for an answer without hits.
    """

    must: tuple[Clause, ...]
    must_not: tuple[Clause, ...]
    near: tuple[str, ...]
    lang: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: date | None = None
    date_to: date | None = None
    audience: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()
    is_void: bool = False


def plan(query: Query, parsed: ParsedText) -> Plan:
    """The plan of a query whose text was parsed."""
    filters = dict(query.filters)
    for name, values in parsed.filters.items():
        filters[name] = (*filters.get(name, ()), *values)
    has_words = bool(parsed.words or parsed.phrases)
    # Without words every score is the same, so the newest come first.
    sort = Sort.NEWEST if query.sort is Sort.RELEVANCE and not has_words else query.sort
    return Plan(
        must=(*map(any_form, parsed.words), *map(Exact, parsed.phrases)),
        must_not=tuple(
            any_form(phrase[0]) if len(phrase) == 1 else Exact(phrase) for phrase in parsed.excluded
        ),
        near=parsed.words if len(parsed.words) > 1 else (),
        lang=query.lang,
        filters=filters,
        date_from=query.date_from,
        date_to=query.date_to,
        audience=query.audience,
        sort=sort,
        offset=query.offset,
        limit=query.limit,
        facets=query.facets,
        is_void=parsed.is_empty,
    )


def any_form(word: str) -> AnyForm:
    """The clause of one word."""
    has_digit = any(character.isdigit() for character in word)
    return AnyForm(word, forms(word), number_keys(word)[:1] if has_digit else ())
