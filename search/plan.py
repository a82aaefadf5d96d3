"""What an engine is to do, in terms no engine owns.

An engine compiles a `Plan` into its own query. It never sees what the reader typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from search.causes import FORMS, Cause, Origins, Place
from search.query import ParsedText, Query, Sort
from search.terms import Group, Other, Terms
from search.text import number_keys
from search.wordforms import forms

NO_TERMS = Terms()
NO_ORIGINS: Origins = {}

# Ranking, the same for every engine.
TITLE_BOOST = 4.0
BODY_BOOST = 1.0
NUMBER_BOOST = 30.0
READER_LANGUAGE_BOOST = 1.2
TIE_BREAKER = 0.1
PHRASE_SLOP = 2
PHRASE_BOOST = 2.0
TITLE_PHRASE_BOOST = 4.0
# Among suggestions: words in their order before the same words apart.
COMPLETED_PHRASE_SCORE = 100.0
# What may stand for a word says less than the word itself.
OTHER_BOOST = 0.7


@dataclass(frozen=True)
class AnyForm:
    """A word in any of its forms; `numbers` are keys looked up among the numbers of acts.

    `is_literal` asks for the word as written and for no other form.
    """

    word: str
    forms: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    is_literal: bool = False


@dataclass(frozen=True)
class Alternative:
    """Words all of which have to stand in a thing, in any order, and why they are looked for."""

    cause: Cause
    words: tuple[AnyForm, ...]


@dataclass(frozen=True)
class Term:
    """Something typed; any of the alternatives answers it, the first one being itself."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Exact:
    """Words one after another as written, letter case and ё aside."""

    words: tuple[str, ...]


Clause = Term | Exact


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
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values of facets that a thing may not have; no count leaves them out."""
    places: tuple[Place, ...] = tuple(Place)
    """Where the words of terms may stand."""
    keys: tuple[str, ...] | None = None
    is_void: bool = False


def plan(
    query: Query, parsed: ParsedText, terms: Terms = NO_TERMS, origins: Origins = NO_ORIGINS
) -> Plan:
    """The plan of a query whose text was parsed, with what the register has for its words."""
    filters = dict(query.filters)
    for name, values in parsed.filters.items():
        filters[name] = (*filters.get(name, ()), *values)
    has_words = bool(parsed.words or parsed.phrases or parsed.numbers)
    # Without words every score is the same, so the newest come first.
    sort = Sort.NEWEST if query.sort is Sort.RELEVANCE and not has_words else query.sort
    is_literal = FORMS in query.without
    return Plan(
        must=(
            *(
                _term(group, origins, query.without, is_literal=is_literal)
                for group in _groups(parsed.words, terms)
            ),
            *map(_number, parsed.numbers),
            *map(Exact, parsed.phrases),
        ),
        must_not=tuple(
            Term((Alternative(Cause.TYPED, (any_form(phrase[0]),)),))
            if len(phrase) == 1
            else Exact(phrase)
            for phrase in parsed.excluded
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
        excluded=parsed.excluded_filters,
        places=tuple(place for place in Place if place not in query.without),
        keys=query.keys,
        is_void=parsed.is_empty or query.keys == (),
    )


def boost(cause: Cause) -> float:
    """The factor of an alternative: the register's words count less than what was typed."""
    by_register = {Cause.ABBREVIATION, Cause.SYNONYM, Cause.TRANSLATION}
    return OTHER_BOOST if cause in by_register else 1.0


def any_form(word: str, *, is_literal: bool = False) -> AnyForm:
    """A word with its forms and, if it holds a digit, as a number of an act."""
    has_digit = any(character.isdigit() for character in word)
    numbers = number_keys(word)[:1] if has_digit else ()
    return AnyForm(word, (word,) if is_literal else forms(word), numbers, is_literal)


def _number(number: str) -> Term:
    """A clause that only the number of an act answers."""
    word = AnyForm(number, (), number_keys(number)[:1])
    return Term((Alternative(Cause.TYPED, (word,)),))


def _groups(words: tuple[str, ...], terms: Terms) -> Iterator[Group]:
    """Each word for itself unless the register has something for it and its neighbours."""
    for group in terms.groups(words):
        if group.others:
            yield group
        else:
            yield from (Group((word,)) for word in group.words)


def _term(group: Group, origins: Origins, without: frozenset[str], *, is_literal: bool) -> Term:
    cause = next((origins[word] for word in group.words if word in origins), Cause.TYPED)
    choices = [Other(cause, group.words)]
    choices += [other for other in group.others if other.cause not in without]
    return Term(
        tuple(
            Alternative(
                choice.cause,
                tuple(any_form(word, is_literal=is_literal) for word in choice.words),
            )
            for choice in choices
        )
    )
