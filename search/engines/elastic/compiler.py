"""A plan as the body of a request. Nothing here talks to a server."""

from collections.abc import Iterable, Iterator
from typing import Any

from search import plan as ranking
from search.causes import Place
from search.engines.analysis import stems, telling
from search.engines.elastic.fragments import AFTER, BEFORE
from search.engines.elastic.layout import WINDOW
from search.engines.entries import FRAGMENT_CHARACTERS, LANGUAGES, facet_field
from search.plan import Alternative, AnyForm, Clause, Exact, Plan, Term
from search.query import Sort

Body = dict[str, Any]

_FACET_VALUES = 500
_PASSAGES = 3
# Of each text; more would find what is only distantly alike.
_TELLING_WORDS = 8
# Which words are frequent is known before all things are counted.
_COUNTED_THINGS = 2000
# A longer text is marked as far as this, not refused.
_MARKED_CHARACTERS = 999_999
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
        body["post_filter"] = _all(_facet(plan, name) for name in chosen)
    if is_scored:
        body["query"] = _weighted(body["query"])
    if plan.must:
        fields: Body = {f"title_{lang}": {"number_of_fragments": 0} for lang in LANGUAGES}
        fields |= {f"shown_{lang}": _FRAGMENT for lang in LANGUAGES}
        body["highlight"] = _marking(plan, fields)
    return body


def passages(plan: Plan, groups: list[str]) -> Body | None:
    """The best parts of some things where the words stand, at least most of them.

    None where the plan has no words to look for in parts.
    """
    words = [query for clause in plan.must if (query := _passage_clause(clause))]
    if not words or not groups:
        return None
    best: Body = {
        "size": _PASSAGES,
        "_source": ["source"],
        "highlight": _marking(
            plan, {"passage": _FRAGMENT | {"no_match_size": FRAGMENT_CHARACTERS}}
        ),
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


def titles(words: list[str], lang: str, audience: tuple[str, ...], limit: int) -> Body:
    """Titles in which the words stand one after another, the last one begun."""
    begun = {"match_phrase_prefix": {f"title_{lang}.exact": _begun(words)}}
    return {
        "query": _weighted({"bool": {"must": [begun], "filter": [_seen_by(audience)]}}),
        "sort": ["_score", {"day": "desc"}, {"key": "asc"}],
        "size": limit,
        "track_total_hits": False,
        "_source": ["source"],
    }


def endings(begun: str, audience: tuple[str, ...], limit: int) -> Body:
    """The words that begin so, the most frequent first."""
    counted = {"field": "words", "size": limit, "include": f"{begun}.*"}
    some: Body = {
        "sampler": {"shard_size": _COUNTED_THINGS},
        "aggs": {"words": {"terms": counted}},
    }
    return _only_counted(audience, {"some": some}, {"prefix": {"words": begun}})


def vocabulary(audience: tuple[str, ...], after: Body | None, size: int) -> Body:
    """All words in alphabetical order, so many at a time."""
    counted: Body = {"size": size, "sources": [{"word": {"terms": {"field": "words"}}}]}
    if after:
        counted["after"] = after
    return _only_counted(audience, {"words": {"composite": counted}})


def known(words: list[str], audience: tuple[str, ...]) -> Body:
    """Those of the words that stand anywhere."""
    counted = {"field": "words", "size": len(words), "include": words}
    return _only_counted(audience, {"words": {"terms": counted}}, {"terms": {"words": words}})


def things_alike(key: str, texts: dict[str, str], audience: tuple[str, ...], limit: int) -> Body:
    """Things that share the rarer words of some texts, by language."""
    alike = [
        {
            "more_like_this": {
                "fields": [f"{part}_{lang}"],
                "like": text,
                "min_term_freq": 1,
                "min_doc_freq": 1,
                "minimum_should_match": 1,
                "boost_terms": 1,
                "max_query_terms": _TELLING_WORDS,
            }
        }
        for lang, text in texts.items()
        for part in ("title", "body")
    ]
    return {
        "query": {
            "bool": {
                "should": alike,
                "minimum_should_match": 1,
                "must_not": [{"term": {"key": key}}],
                "filter": [_THING, _seen_by(audience)],
            }
        },
        "sort": ["_score", {"day": "desc"}, {"key": "asc"}],
        "size": limit,
        "track_total_hits": False,
        "_source": ["source"],
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

_THING: Body = {"term": {"part": "thing"}}
_FRAGMENT: Body = {"number_of_fragments": 1, "fragment_size": FRAGMENT_CHARACTERS}


def _things(plan: Plan, filters: Iterable[str]) -> Body:
    words = [_clause(clause, plan) for clause in plan.must]
    is_scored = plan.sort is Sort.RELEVANCE
    conditions = [_seen_by(plan.audience, _probes(plan)), *_days(plan)]
    conditions += [_facet(plan, name) for name in filters]
    if plan.keys is not None:
        conditions.append({"terms": {"key": list(plan.keys)}})
    if not words:
        conditions.append(_THING)
    body: Body = {
        "filter": conditions if is_scored else words + conditions,
        "must_not": [
            *(_clause(clause, plan) for clause in plan.must_not),
            *(_has(name, values) for name, values in plan.excluded.items()),
        ],
    }
    if is_scored:
        body |= {"must": words, "should": list(_near(plan)), "minimum_should_match": 0}
    return {"bool": body}


def _order(plan: Plan) -> list[Any]:
    first: dict[Sort, Any] = {
        Sort.RELEVANCE: "_score",
        Sort.NEWEST: {"day": "desc"},
        Sort.OLDEST: {"day": "asc"},
        Sort.TITLE: {f"sort_{plan.lang}": "asc"},
    }
    return [first[plan.sort], {"day": "desc"}, {"key": "asc"}]


def _weighted(query: Body) -> Body:
    """A query whose scores are multiplied by the factor of each thing."""
    by_factor = {"field": "factor", "missing": 1}
    return {
        "function_score": {
            "query": query,
            "field_value_factor": by_factor,
            "boost_mode": "multiply",
        }
    }


def _seen_by(audience: tuple[str, ...], probes: Iterable[Body] = ()) -> Body:
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
            words = (_any(_options(word, plan.lang, (place,))) for word in choice.words)
            yield _named(_all(words), probe(term, number, place))
        written = (_in_order("exact", (word.word,)) for word in choice.words)
        yield _named(_all(written), probe(term, number, WRITTEN))


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
            counts[f"narrowed {names[0]}"] = {"filter": _all(others), "aggs": values}
        else:
            counts |= values
    return counts


# Words


def _clause(clause: Clause, plan: Plan) -> Body:
    if isinstance(clause, Exact):
        return _in_order("exact", clause.words)
    options: list[Body] = []
    for choice in clause.alternatives:
        boost = ranking.boost(choice.cause)
        if len(choice.words) == 1:
            options += _options(choice.words[0], plan.lang, plan.places, boost)
        else:
            words = [_any(_options(word, plan.lang, plan.places)) for word in choice.words]
            options.append({"bool": {"must": words, "boost": boost}})
    return _any(options)


def _options(word: AnyForm, lang: str, places: tuple[Place, ...], boost: float = 1.0) -> list[Body]:
    """Every field and form by which a word may be found."""
    if word.is_literal:
        return [_in_order("exact", (word.word,), boost=boost)]
    parts = [
        (part, factor)
        for place, part, factor in (
            (Place.TITLE, "title", ranking.TITLE_BOOST),
            (Place.TEXT, "body", ranking.BODY_BOOST),
        )
        if place in places
    ]
    options = [
        _in_order(
            f"{part}_{language}",
            (form,),
            boost=factor * boost * (ranking.READER_LANGUAGE_BOOST if language == lang else 1.0),
        )
        for form in telling(word.forms)
        for language in LANGUAGES
        for part, factor in parts
    ]
    if Place.NUMBER in places:
        options += [
            {"term": {"number": {"value": number, "boost": ranking.NUMBER_BOOST * boost}}}
            for number in word.numbers
        ]
    return options


def _in_order(field: str, words: Iterable[str], **options: float) -> Body:
    """The words one after another; the server cuts and stems them for the field."""
    return {"match_phrase": {field: {"query": " ".join(words), **options}}}


def _any(options: list[Body]) -> Body:
    if len(options) == 1:
        return options[0]
    if not options:
        return {"match_none": {}}
    return {"dis_max": {"queries": options, "tie_breaker": ranking.TIE_BREAKER}}


def _all(conditions: Iterable[Body]) -> Body:
    conditions = list(conditions)
    return conditions[0] if len(conditions) == 1 else {"bool": {"filter": conditions}}


def _near(plan: Plan) -> Iterator[Body]:
    """The words close together in their order, which ranks higher."""
    words = [word for word in plan.near if stems((word,))]
    if len(words) < 2:
        return
    for language in LANGUAGES:
        for part, boost in (
            ("title", ranking.TITLE_PHRASE_BOOST),
            ("body", ranking.PHRASE_BOOST),
        ):
            field = f"{part}_{language}"
            yield _in_order(field, words, slop=ranking.PHRASE_SLOP, boost=boost)


def _passage_clause(clause: Clause) -> Body | None:
    if isinstance(clause, Exact):
        return _in_order("passage", clause.words) if stems(clause.words) else None
    options = []
    for choice in clause.alternatives:
        forms = [telling(word.forms) for word in choice.words]
        if all(forms):
            words = [_any([_in_order("passage", (form,)) for form in of_one]) for of_one in forms]
            options.append(words[0] if len(words) == 1 else {"bool": {"must": words}})
    return _any(options) if options else None


def _marking(plan: Plan, fields: Body) -> Body:
    """Marks on every form of every word, whatever field found the thing."""
    found: dict[str, None] = {}
    for clause in plan.must:
        found.update(dict.fromkeys(telling(_all_forms(clause))))
    return {
        "type": "unified",
        "pre_tags": [BEFORE],
        "post_tags": [AFTER],
        "require_field_match": False,
        "max_analyzed_offset": _MARKED_CHARACTERS,
        "highlight_query": {"match": {"title_ru": {"query": " ".join(found)}}},
        "fields": fields,
    }


def _all_forms(clause: Clause) -> tuple[str, ...]:
    if isinstance(clause, Exact):
        return clause.words
    return tuple(
        form for choice in clause.alternatives for word in choice.words for form in word.forms
    )


# Counting words


def _only_counted(audience: tuple[str, ...], counts: Body, *conditions: Body) -> Body:
    return {
        "query": _all((_THING, _seen_by(audience), *conditions)),
        "size": 0,
        "track_total_hits": False,
        "aggs": counts,
    }


def _begun(words: list[str]) -> Body:
    return {"query": " ".join(words), "max_expansions": 500}


def _sendable(value: str) -> str:
    """A value from outside without what cannot be written as UTF-8."""
    return value.encode("utf-8", "replace").decode()
