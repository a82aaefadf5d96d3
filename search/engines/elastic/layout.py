"""How an entry is laid down on Elasticsearch: analysis, fields, documents.

One document per thing and one per passage, as in the embedded index. What is only looked up is
not stored a second time; `source` holds what a result shows, `shown_ru` and `shown_en` the texts
that fragments are cut from.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from search.engines.elastic.characters import MAPPINGS
from search.engines.elastic.fragments import framed
from search.engines.entries import (
    LANGUAGES,
    cleaned,
    facet_field,
    facet_names,
    facet_values,
    shortened,
    sort_keys,
)
from search.ranking import factor
from search.registry import CatalogueEntry, Passage, Version
from search.text import STOP_WORDS, number_keys, tokens

_VERSION = "2"
WINDOW = 100_000
"""Things further down an answer than this cannot be shown."""
_LONGEST_VALUE = 1000

ANALYSIS: dict[str, Any] = {
    "char_filter": {"fold": {"type": "mapping", "mappings": MAPPINGS}},
    "filter": {
        "stop_list": {"type": "stop", "stopwords": list(STOP_WORDS)},
        "ru": {"type": "stemmer", "language": "russian"},
        "en": {"type": "stemmer", "language": "porter2"},
    },
    "analyzer": {
        "stemmed": {
            "type": "custom",
            "char_filter": ["fold"],
            "tokenizer": "standard",
            "filter": ["lowercase", "stop_list", "asciifolding", "ru", "en"],
        },
        "exact": {
            "type": "custom",
            "char_filter": ["fold"],
            "tokenizer": "standard",
            "filter": ["lowercase", "asciifolding"],
        },
    },
    "normalizer": {"word": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
}


@dataclass(frozen=True)
class Layout:
    """The settings and fields of an index for a set of facets."""

    facets: tuple[str, ...]
    settings: dict[str, Any]
    mappings: dict[str, Any]
    fingerprint: str


def layout() -> Layout:
    """The layout for the facets registered now."""
    return _layout(facet_names())


@cache
def _layout(names: tuple[str, ...]) -> Layout:
    # A server that stands alone has no copies, several servers have one.
    settings = {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "max_result_window": WINDOW,
        "analysis": ANALYSIS,
    }
    properties = _properties(names)
    content = json.dumps([_VERSION, settings, properties], sort_keys=True)
    fingerprint = hashlib.sha256(content.encode()).hexdigest()[:16]
    mappings = {
        "dynamic": "strict",
        "_meta": {"fingerprint": fingerprint},
        "_source": {"includes": ["source", "shown_*", "title_*", "passage"]},
        "properties": properties,
    }
    return Layout(names, settings, mappings, fingerprint)


def _properties(names: Iterable[str]) -> dict[str, Any]:
    keyword = {"type": "keyword", "ignore_above": _LONGEST_VALUE}
    text = {"type": "text", "analyzer": "stemmed", "index_options": "offsets"}
    heading = {"exact": {"type": "text", "analyzer": "exact", "norms": False}}
    fields: dict[str, Any] = {
        **dict.fromkeys(("key", "part", "audience", "number", "group", "parent"), keyword),
        **{facet_field(name): keyword for name in names},
        "exact": {"type": "text", "analyzer": "exact"},
        "words": keyword | {"normalizer": "word", "eager_global_ordinals": True},
        "passage": text,
        "day": {"type": "integer"},
        "last_day": {"type": "integer"},
        "factor": {"type": "float", "index": False},
        "source": {"type": "object", "enabled": False},
    }
    for lang in LANGUAGES:
        fields[f"title_{lang}"] = text | {"copy_to": "exact", "fields": heading}
        fields[f"body_{lang}"] = text | {"index_options": "positions", "copy_to": "exact"}
        fields[f"shown_{lang}"] = {"type": "text", "analyzer": "stemmed", "index": False}
        fields[f"sort_{lang}"] = keyword | {"index": False}
    return fields


def documents(
    entry: CatalogueEntry, names: Iterable[str], today: date
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The documents of an entry with their ids: the thing itself, then its passages."""
    versions = cleaned(entry)
    yield entry.key, _thing(entry, versions, names, today)
    for version in versions:
        for number, passage in enumerate(version.passages):
            document = _passage(entry.key, version.lang, passage)
            yield f"{entry.key}/{version.lang}/{number}", document


def group(key: str, lang: str) -> str:
    """What the passages of a thing in one language have in common."""
    return f"{key}/{lang}"


def _thing(
    entry: CatalogueEntry, versions: list[Version], names: Iterable[str], today: date
) -> dict[str, Any]:
    day = entry.date.toordinal() if entry.date else 0
    document: dict[str, Any] = {
        "part": "thing",
        "key": entry.key,
        "audience": list(entry.audience),
        "number": list(number_keys(entry.number)),
        "day": day,
        "last_day": entry.end_date.toordinal() if entry.end_date else day,
        "factor": factor(entry, today),
        "words": sorted(_words(entry.number, versions)),
        "source": _source(entry, versions),
    }
    document |= {facet_field(name): list(facet_values(entry, name)) for name in names}
    document |= {f"sort_{lang}": key for lang, key in sort_keys(versions).items()}
    for version in versions:
        body = "\n".join((entry.number, version.lead, version.text))
        document[f"title_{version.lang}"] = version.title
        document[f"body_{version.lang}"] = [body, *(part.text for part in version.passages)]
        shown = framed("\n".join(filter(None, (version.lead, version.text))))
        if shown:
            document[f"shown_{version.lang}"] = shown
    return document


def _words(number: str, versions: list[Version]) -> set[str]:
    words = set(tokens(number))
    for version in versions:
        for text in (version.title, version.lead, version.text):
            words.update(tokens(text))
        for part in version.passages:
            words.update(tokens(part.text))
    return words


def _passage(parent: str, lang: str, passage: Passage) -> dict[str, Any]:
    return {
        "part": "passage",
        "parent": parent,
        "group": group(parent, lang),
        "passage": framed(passage.text),
        "source": {"anchor": passage.anchor, "label": passage.label, "url": passage.url},
    }


def _source(entry: CatalogueEntry, versions: list[Version]) -> dict[str, Any]:
    return {
        "key": entry.key,
        "kind": entry.kind,
        "slug": entry.slug,
        "number": entry.number,
        "date": entry.date.isoformat() if entry.date else "",
        "versions": {
            version.lang: {
                "url": version.url,
                "title": version.title,
                "lead": version.lead or shortened(version.text),
                "note": version.note,
                "passages": len(version.passages),
            }
            for version in versions
        },
    }
