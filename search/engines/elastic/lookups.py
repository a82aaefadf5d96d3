"""Requests beside the search itself: suggestions, vocabulary, things alike."""

from search.engines.elastic.compiler import THING, seen_by, weighted
from search.engines.elastic.words import Body, all_of

# Of each text; more would find what is only distantly alike.
_TELLING_WORDS = 8
# Which words are frequent is known before all things are counted.
_COUNTED_THINGS = 2000
_BY_SCORE = ["_score", {"day": "desc"}, {"key": "asc"}]


def titles(words: list[str], lang: str, audience: tuple[str, ...], limit: int) -> Body:
    """Titles in which the words stand one after another, the last one begun."""
    begun = {"match_phrase_prefix": {f"title_{lang}.exact": _begun(words)}}
    return {
        "query": weighted({"bool": {"must": [begun], "filter": [seen_by(audience)]}}),
        "sort": _BY_SCORE,
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


def _begun(words: list[str]) -> Body:
    return {"query": " ".join(words), "max_expansions": 500}
