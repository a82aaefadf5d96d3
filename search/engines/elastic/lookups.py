"""Requests beside the search itself: suggestions, vocabulary, things alike."""

from search import plan as ranking
from search.engines.analysis import telling
from search.engines.elastic.compiler import THING, seen_by, weighted
from search.engines.elastic.words import Body, all_of, any_of, in_order
from search.engines.entries import facet_field
from search.wordforms import forms

# Of each text; more would find what is only distantly alike.
_TELLING_WORDS = 8
# Which words are frequent is known before all things are counted.
_COUNTED_THINGS = 2000
_BY_SCORE = ["_score", {"day": "desc"}, {"key": "asc"}]


def titles(
    words: list[str], lang: str, audience: tuple[str, ...], limit: int, kinds: tuple[str, ...]
) -> Body:
    """Titles that hold the words, the last one begun, and acts whose number begins so."""
    heading = f"title_{lang}.exact"
    *whole, begun = words
    held: list[Body] = [{"prefix": {heading: begun}}]
    for word in whole:
        inflected = [in_order(f"title_{lang}", (form,)) for form in telling(forms(word))]
        held += [any_of([in_order(heading, (word,)), *inflected])]
    phrase = {"match_phrase_prefix": {heading: {"query": " ".join(words), "max_expansions": 500}}}
    options: list[Body] = [
        {"bool": {"must": held}},
        {"constant_score": {"filter": phrase, "boost": ranking.COMPLETED_PHRASE_SCORE}},
    ]
    if words[0][0].isdigit():
        number = {"value": "".join(words), "boost": ranking.NUMBER_BOOST}
        options.append({"prefix": {"number": number}})
    conditions = [THING, seen_by(audience), *_of_kinds(kinds)]
    return {
        "query": weighted({"bool": {"must": [any_of(options)], "filter": conditions}}),
        "sort": _BY_SCORE,
        "size": limit,
        "track_total_hits": False,
        "_source": ["source"],
    }


def endings(begun: str, audience: tuple[str, ...], limit: int, kinds: tuple[str, ...]) -> Body:
    """The words that begin so, the most frequent first."""
    counted = {"field": "words", "size": limit, "include": f"{begun}.*"}
    some: Body = {
        "sampler": {"shard_size": _COUNTED_THINGS},
        "aggs": {"words": {"terms": counted}},
    }
    conditions = ({"prefix": {"words": begun}}, *_of_kinds(kinds))
    return _only_counted(audience, {"some": some}, *conditions)


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
                "filter": [THING, seen_by(audience)],
            }
        },
        "sort": _BY_SCORE,
        "size": limit,
        "track_total_hits": False,
        "_source": ["source"],
    }


def _only_counted(audience: tuple[str, ...], counts: Body, *conditions: Body) -> Body:
    return {
        "query": all_of((THING, seen_by(audience), *conditions)),
        "size": 0,
        "track_total_hits": False,
        "aggs": counts,
    }


def _of_kinds(kinds: tuple[str, ...]) -> list[Body]:
    return [{"terms": {facet_field("kind"): list(kinds)}}] if kinds else []
