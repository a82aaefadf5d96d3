"""A plan as the body of a request. Nothing here talks to a server."""

from collections.abc import Iterable, Iterator
from typing import Any

from search.engines.elastic.layout import WINDOW
from search.engines.elastic.words import (
    Body,
    all_of,
    any_of,
    in_order,
    marking,
    near,
    of_clause,
    within_passage,
    word_options,
)
from search.engines.entries import FRAGMENT_CHARACTERS, LANGUAGES, facet_field
from search.plan import Alternative, Plan, Term
from search.query import Sort

_FACET_VALUES = 500
_PASSAGES = 3
WRITTEN = "written"
"""The last part of the name of a probe for words in the very form looked for."""


def page(plan: Plan) -> Body:
    """One page of the answer with marks and facets, in one request."""
    chosen = [name for name in plan.filters if name in plan.facets]
    is_scored = plan.sort is Sort.RELEVANCE
    is_shown = plan.offset + plan.limit <= WINDOW
    body: Body = {
        "query": _things(plan, [name for name in plan.filters if name not in chosen]),
        "from": plan.offset if is_shown else 0,
        "size": plan.limit if is_shown else 0,
        "sort": _order(plan),
        "track_total_hits": True,
        "_source": ["source"],
        "aggs": _counts(plan, chosen),
    }
    if chosen:
        body["post_filter"] = all_of(_facet(plan, name) for name in chosen)
    if is_scored:
        body["query"] = weighted(body["query"])
    if plan.must:
        fields: Body = {f"title_{lang}": {"number_of_fragments": 0} for lang in LANGUAGES}
        fields |= {f"shown_{lang}": _FRAGMENT for lang in LANGUAGES}
        body["highlight"] = marking(plan, fields)
    return body


def passages(plan: Plan, groups: list[str]) -> Body | None:
    """The best parts of some things where the words stand, at least most of them.

    None where the plan has no words to look for in parts.
    """
    words = [query for clause in plan.must if (query := within_passage(clause))]
    if not words or not groups:
        return None
    best: Body = {
        "size": _PASSAGES,
        "_source": ["source"],
        "highlight": marking(plan, {"passage": _FRAGMENT | {"no_match_size": FRAGMENT_CHARACTERS}}),
    }
    by_group: Body = {"field": "group", "size": len(groups), "execution_hint": "map"}
    return {
        "query": {
            "bool": {
                "filter": [{"terms": {"group": groups}}],
                "should": words,
                "minimum_should_match": -(-len(words) * 3 // 5),
            }
        },
        "size": 0,
        "track_total_hits": False,
        "aggs": {"groups": {"terms": by_group, "aggs": {"best": {"top_hits": best}}}},
    }


def choices(plan: Plan) -> Iterator[tuple[int, int, Alternative]]:
    """Every alternative of a plan with the numbers of its term and of itself."""
    for term, clause in enumerate(plan.must):
        if isinstance(clause, Term):
            for number, choice in enumerate(clause.alternatives):
                yield term, number, choice


def probe(term: int, alternative: int, place: str) -> str:
    """The name under which a thing says that an alternative stands at a place."""
    return f"{term} {alternative} {place}"


# Things

THING: Body = {"term": {"part": "thing"}}
_FRAGMENT: Body = {"number_of_fragments": 1, "fragment_size": FRAGMENT_CHARACTERS}


def _things(plan: Plan, filters: Iterable[str]) -> Body:
    words = [of_clause(clause, plan) for clause in plan.must]
    is_scored = plan.sort is Sort.RELEVANCE
    conditions = [seen_by(plan.audience, _probes(plan)), *_days(plan)]
    conditions += [_facet(plan, name) for name in filters]
    if plan.keys is not None:
        conditions.append({"terms": {"key": list(plan.keys)}})
    if not words:
        conditions.append(THING)
    body: Body = {
        "filter": conditions if is_scored else words + conditions,
        "must_not": [
            *(of_clause(clause, plan) for clause in plan.must_not),
            *(_has(name, values) for name, values in plan.excluded.items()),
        ],
    }
    if is_scored:
        body |= {"must": words, "should": list(near(plan)), "minimum_should_match": 0}
    return {"bool": body}


def _order(plan: Plan) -> list[Any]:
    first: dict[Sort, Any] = {
        Sort.RELEVANCE: "_score",
        Sort.NEWEST: {"day": "desc"},
        Sort.OLDEST: {"day": "asc"},
        Sort.TITLE: {f"sort_{plan.lang}": "asc"},
    }
    return [first[plan.sort], {"day": "desc"}, {"key": "asc"}]


def weighted(query: Body) -> Body:
    """A query whose scores are multiplied by the factor of each thing."""
    by_factor = {"field": "factor", "missing": 1}
    return {
        "function_score": {
            "query": query,
            "field_value_factor": by_factor,
            "boost_mode": "multiply",
        }
    }


def seen_by(audience: tuple[str, ...], probes: Iterable[Body] = ()) -> Body:
    """A condition: one of the audience may see it.

    The server leaves out of a condition what cannot decide it, so probes cost nothing until it is
    asked which of them fit the things of the page.
    """
    seen = {"terms": {"audience": list(audience)}}
    probes = list(probes)
    if not probes:
        return seen
    return {"bool": {"filter": [seen], "should": probes, "minimum_should_match": 0}}


def _probes(plan: Plan) -> Iterator[Body]:
    for term, number, choice in choices(plan):
        for place in plan.places:
            words = (any_of(word_options(word, plan.lang, (place,))) for word in choice.words)
            yield _named(all_of(words), probe(term, number, place))
        written = (in_order("exact", (word.word,)) for word in choice.words)
        yield _named(all_of(written), probe(term, number, WRITTEN))


def _named(query: Body, name: str) -> Body:
    return {"bool": {"filter": [query], "_name": name}}


def _facet(plan: Plan, name: str) -> Body:
    return _has(name, plan.filters[name])


def _has(name: str, values: Iterable[str]) -> Body:
    return {"terms": {facet_field(name): [_sendable(value) for value in values]}}


def _days(plan: Plan) -> Iterator[Body]:
    if plan.date_from is not None:
        yield {"range": {"last_day": {"gte": plan.date_from.toordinal()}}}
    if plan.date_to is not None:
        # Day 0 means that the thing has no date.
        yield {"range": {"day": {"gte": 1, "lte": plan.date_to.toordinal()}}}


def _counts(plan: Plan, chosen: list[str]) -> Body:
    """Counts of every facet; a chosen one is counted under the choices of the others only."""
    counts: Body = {}
    free = [name for name in plan.facets if name not in chosen]
    for names in (free, *([name] for name in chosen)):
        others = [_facet(plan, name) for name in chosen if name not in names]
        values: Body = {
            name: {"terms": {"field": facet_field(name), "size": _FACET_VALUES}} for name in names
        }
        if others and names:
            counts[f"narrowed {names[0]}"] = {"filter": all_of(others), "aggs": values}
        else:
            counts |= values
    return counts


def _sendable(value: str) -> str:
    """A value from outside without what cannot be written as UTF-8."""
    return value.encode("utf-8", "replace").decode()
