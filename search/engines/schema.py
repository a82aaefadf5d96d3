"""How an entry is laid down in the embedded index.

One document per thing with the texts of both languages, and one per passage in an index of their
own: among the things they would shift the frequency of every word and the average length of texts,
by which things are ranked.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version as installed

import tantivy

from search.engines.analysis import exact, stemmed
from search.engines.entries import (
    LANGUAGES,
    cleaned,
    facet_field,
    facet_names,
    facet_values,
    sort_keys,
)
from search.ranking import factor
from search.registry import CatalogueEntry, Passage, Version
from search.text import STOP_WORDS, fold, number_keys

_VERSION = "3"


@dataclass(frozen=True)
class Layout:
    """The fields of things and of passages for a set of facets."""

    facets: tuple[str, ...]
    things: tantivy.Schema
    passages: tantivy.Schema
    fingerprint: str


def layout() -> Layout:
    """The layout for the facets registered now."""
    return _layout(facet_names())


@cache
def _layout(names: tuple[str, ...]) -> Layout:
    builder = tantivy.SchemaBuilder()
    for name in ("key", "audience", "number"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in names:
        builder.add_text_field(
            facet_field(name), fast=True, tokenizer_name="raw", index_option="basic"
        )
    for lang in LANGUAGES:
        builder.add_text_field(f"title_{lang}", tokenizer_name="stemmed")
        builder.add_text_field(f"body_{lang}", tokenizer_name="stemmed")
        builder.add_text_field(f"heading_{lang}", tokenizer_name="exact")
        builder.add_text_field(
            f"sort_{lang}", fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_text_field("exact", tokenizer_name="exact")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("last_day", indexed=True, fast=True)
    builder.add_float_field("w", fast=True)
    builder.add_bytes_field("source", stored=True)
    fingerprint = hashlib.sha256(
        json.dumps([_VERSION, installed("tantivy"), names, STOP_WORDS]).encode()
    )
    return Layout(names, builder.build(), _passages(), fingerprint.hexdigest()[:16])


def _passages() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("parent", tokenizer_name="raw", index_option="basic")
    for lang in LANGUAGES:
        builder.add_text_field(f"passage_{lang}", tokenizer_name="stemmed")
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def with_analyzers(index: tantivy.Index) -> tantivy.Index:
    """The index knowing our analyzers, which have to be named anew after every opening."""
    index.register_tokenizer("stemmed", stemmed())
    index.register_tokenizer("exact", exact())
    return index


def documents(
    entry: CatalogueEntry, names: Iterable[str], today: date
) -> tuple[tantivy.Document, Iterator[tantivy.Document]]:
    """The documents of an entry: the thing itself, and its passages."""
    versions = cleaned(entry)
    passages = (
        _passage(entry.key, version.lang, passage)
        for version in versions
        for passage in version.passages
    )
    return _thing(entry, versions, names, today), passages


def _thing(
    entry: CatalogueEntry, versions: list[Version], names: Iterable[str], today: date
) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("key", entry.key)
    for reader in entry.audience:
        document.add_text("audience", reader)
    for key in number_keys(entry.number):
        document.add_text("number", key)
    for name in names:
        for value in facet_values(entry, name):
            document.add_text(facet_field(name), value)
    for version in versions:
        _add_texts(document, version, entry.number)
    for lang, key in sort_keys(versions).items():
        document.add_text(f"sort_{lang}", key)
    day = entry.date.toordinal() if entry.date else 0
    document.add_integer("day", day)
    document.add_integer("last_day", entry.end_date.toordinal() if entry.end_date else day)
    # The index multiplies by log2(2 + w).
    document.add_float("w", 2 ** factor(entry, today) - 2)
    document.add_bytes("source", json.dumps(_stored(entry, versions), ensure_ascii=False).encode())
    return document


def _add_texts(document: tantivy.Document, version: Version, number: str) -> None:
    title, lang = fold(version.title), version.lang
    body = fold("\n".join((number, version.lead, version.text)))
    document.add_text(f"title_{lang}", title)
    document.add_text(f"heading_{lang}", title)
    document.add_text("exact", title)
    for text in (body, *(fold(passage.text) for passage in version.passages)):
        document.add_text(f"body_{lang}", text)
        document.add_text("exact", text)


def _passage(parent: str, lang: str, passage: Passage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("parent", parent)
    document.add_text(f"passage_{lang}", fold(passage.text))
    stored = {
        "lang": lang,
        "anchor": passage.anchor,
        "label": passage.label,
        "url": passage.url,
        "text": passage.text,
    }
    document.add_bytes("source", json.dumps(stored, ensure_ascii=False).encode())
    return document


def _stored(entry: CatalogueEntry, versions: list[Version]) -> dict[str, object]:
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
                "lead": version.lead,
                "text": version.text,
                "note": version.note,
                "passages": len(version.passages),
            }
            for version in versions
        },
    }
