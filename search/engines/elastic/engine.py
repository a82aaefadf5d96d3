"""The catalogue on Elasticsearch: any number of hosts read, one at a time writes.

The writer's lock is that of `search.indexing`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.utils.timezone import localdate
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from search.engines.analysis import stems
from search.engines.base import Answer, Completion, EngineUnavailable, Hit, Progress
from search.engines.configuration import Access
from search.engines.elastic import answers, compiler, lookups
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.generations import Generations
from search.engines.elastic.layout import documents, layout
from search.engines.entries import LANGUAGES
from search.plan import Plan
from search.registry import CatalogueEntry
from search.text import clean_query, tokens

_CHUNK_BYTES = 8_000_000
_OVERLOADED = (429, 503)
# How long the layout of the index in use is taken as known.
_KNOWN_SECONDS = 2.0
_WORDS_AT_ONCE = 5000

Action = dict[str, Any]


class ElasticEngine:
    """An engine over the indices whose names begin with a prefix."""

    is_shared = True

    def __init__(self, access: Access, prefix: str) -> None:
        self._cluster = Cluster(access)
        self._generations = Generations(f"{prefix}catalogue")
        self._known_until = 0.0

    # Writing

    def rebuild(self, entries: Iterable[CatalogueEntry], progress: Progress | None = None) -> int:
        """Write a new generation beside the old one, then swap; gives the number of entries."""
        shape, today, written = layout(), localdate(), 0

        def actions(name: str) -> Iterator[Action]:
            nonlocal written
            for entry in entries:
                for key, document in documents(entry, shape.facets, today):
                    yield {"_op_type": "index", "_index": name, "_id": key, "_source": document}
                written += 1
                if progress is not None:
                    progress(written)

        with self._cluster.writing() as client:
            name = self._generations.create(client, shape)
            _write(client, actions(name))
            self._generations.switch(client, name)
        self._known_until = 0.0
        return written

    def upsert(self, entries: Iterable[CatalogueEntry]) -> None:
        """Write or replace entries; readers see them when this returns."""
        shape, today = layout(), localdate()
        new = {
            key: document
            for entry in entries
            for key, document in documents(entry, shape.facets, today)
        }
        with self._index_written_by_us() as (client, index):
            things = [key for key, document in new.items() if document["part"] == "thing"]
            gone = set(_passages_of(client, index, things)) - new.keys()
            _write(client, self._replacing(new, gone))
            client.indices.refresh(index=index)

    def delete(self, keys: Iterable[str]) -> None:
        """Remove entries; unknown keys are no mistake."""
        things = list(keys)
        with self._index_written_by_us() as (client, index):
            _write(client, self._replacing({}, {*things, *_passages_of(client, index, things)}))
            client.indices.refresh(index=index)

    def _replacing(self, new: Mapping[str, Action], gone: Iterable[str]) -> Iterator[Action]:
        index = {"_index": self._generations.alias, "require_alias": True}
        for key, document in new.items():
            yield index | {"_op_type": "index", "_id": key, "_source": document}
        for key in gone:
            yield index | {"_op_type": "delete", "_id": key}

    @contextmanager
    def _index_written_by_us(self) -> Iterator[tuple[Elasticsearch, str]]:
        with self._cluster.writing() as client:
            self._refuse_another_layout(client)
            yield client, self._generations.alias

    # Reading

    def search(self, plan: Plan) -> Answer:
        """Run a plan: one request, and a second one where things found have parts."""
        with self._index_read() as (client, index):
            if plan.is_void:
                return Answer(0, (), dict.fromkeys(plan.facets, ()))
            answer = client.search(index=index, body=compiler.page(plan)).body
            found = answer["hits"]["hits"]
            within = compiler.passages(plan, answers.groups_with_parts(found))
            best = answers.parts(client.search(index=index, body=within).body) if within else {}
            return Answer(
                answer["hits"]["total"]["value"],
                answers.hits(plan, found, best),
                answers.counts(plan, answer),
            )

    def complete(
        self,
        text: str,
        lang: str,
        audience: tuple[str, ...],
        limit: int,
        kinds: tuple[str, ...] = (),
    ) -> tuple[Completion, ...]:
        """Titles and words that begin like `text`, of things of some kinds or of all."""
        words = tokens(clean_query(text[:200]))
        if not words or len("".join(words)) < 2:
            return ()
        langs = [lang, *(other for other in LANGUAGES if other != lang)]
        asked = [lookups.titles(words, other, audience, limit, kinds) for other in langs]
        asked.append(lookups.endings(words[-1], audience, 50, kinds))
        with self._index_read() as (client, index):
            *of_titles, of_words = _ask_together(client, index, asked)
        found: dict[str, Completion] = {}
        for other, answer in zip(langs, of_titles, strict=True):
            for one in answer["hits"]["hits"]:
                completion = answers.completion(one, lang, other)
                found.setdefault(completion.key, completion)
        titles = list(found.values())[: max(limit - 3, 1)]
        # One word of each stem, the most frequent: the search finds all its forms anyway.
        by_stem: dict[tuple[str, ...], str] = {}
        for bucket in of_words["aggregations"]["some"]["words"]["buckets"]:
            if len(bucket["key"]) > 2:
                by_stem.setdefault(stems((bucket["key"],)), bucket["key"])
        others = [Completion(" ".join((*words[:-1], word)), lang) for word in by_stem.values()]
        return (*titles, *others[: limit - len(titles)])

    def similar(
        self, key: str, lang: str, audience: tuple[str, ...], limit: int
    ) -> tuple[Hit, ...]:
        """Things most like the one with that key, without it."""
        with self._index_read() as (client, index):
            body = {"query": {"ids": {"values": [key]}}, "_source": ["source"], "size": 1}
            itself = client.search(index=index, body=body).body["hits"]["hits"]
            if not itself:
                return ()
            versions = itself[0]["_source"]["source"]["versions"].items()
            texts = {code: f"{version['title']}\n{version['lead']}" for code, version in versions}
            body = lookups.things_alike(key, texts, audience, limit)
            found = client.search(index=index, body=body).body["hits"]["hits"]
            plan = Plan((), (), (), lang, audience=audience, limit=limit)
            return answers.hits(plan, found, {})

    def vocabulary(self, audience: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        """Every indexed word that audience may see, with the number of things it stands in."""
        after: dict[str, Any] | None = None
        while True:
            with self._index_read() as (client, index):
                body = lookups.vocabulary(audience, after, _WORDS_AT_ONCE)
                counted = client.search(index=index, body=body).body["aggregations"]["words"]
            for bucket in counted["buckets"]:
                yield bucket["key"]["word"], bucket["doc_count"]
            after = counted.get("after_key")
            if after is None:
                return

    def known(self, words: Iterable[str], audience: tuple[str, ...]) -> frozenset[str]:
        """Those of the words that stand in the index as written."""
        asked, found = list(dict.fromkeys(words)), set[str]()
        for start in range(0, len(asked), _WORDS_AT_ONCE):
            body = lookups.known(asked[start : start + _WORDS_AT_ONCE], audience)
            with self._index_read() as (client, index):
                counted = client.search(index=index, body=body).body["aggregations"]["words"]
            found.update(bucket["key"] for bucket in counted["buckets"])
        return frozenset(found)

    def stats(self) -> Mapping[str, int | str]:
        """Entries, bytes and the generation, for the operator."""
        with self._index_read() as (client, index):
            things = client.count(index=index, query={"term": {"part": "thing"}})
            store = client.indices.stats(index=index, metric="store")
            return {
                "entries": things["count"],
                "bytes": store["_all"]["primaries"]["store"]["size_in_bytes"],
                "generation": self._generations.current(client) or "",
            }

    def healthy(self) -> bool:
        """Whether the servers answer and the index can be read and fits the registered facets."""
        try:
            with self._cluster.reading() as client:
                self._refuse_another_layout(client)
                health = client.cluster.health(index=self._generations.alias)
                return bool(health["status"] != "red")
        except EngineUnavailable:
            return False

    def needs_rebuild(self) -> bool:
        """Whether there is no index of ours; raises `EngineUnavailable` where nobody can tell."""
        with self._cluster.reading() as client:
            return self._generations.fingerprint(client) != layout().fingerprint

    @contextmanager
    def _index_read(self) -> Iterator[tuple[Elasticsearch, str]]:
        with self._cluster.reading() as client:
            if self._known_until < monotonic():
                self._refuse_another_layout(client)
                self._known_until = monotonic() + _KNOWN_SECONDS
            yield client, self._generations.alias

    def _refuse_another_layout(self, client: Elasticsearch) -> None:
        fingerprint = self._generations.fingerprint(client)
        if fingerprint is None:
            raise EngineUnavailable("There is no index yet.")
        if fingerprint != layout().fingerprint:
            raise EngineUnavailable("The index was written by another layout.")


def _write(client: Elasticsearch, actions: Iterator[Action]) -> None:
    """Send documents in chunks, slower where the servers have too much to do."""
    for _ in streaming_bulk(
        client,
        actions,
        retry_on_status=_OVERLOADED,
        yield_ok=False,
        # What is gone already needs no deletion.
        ignore_status=(404,),
        chunk_size=1000,
        max_chunk_bytes=_CHUNK_BYTES,
        max_retries=6,
        initial_backoff=1,
        max_backoff=30,
    ):
        continue


def _passages_of(client: Elasticsearch, index: str, keys: list[str]) -> Iterator[str]:
    """Ids of all passages of some things, those of a write a moment ago too."""
    client.indices.refresh(index=index)
    query = {"query": {"terms": {"parent": keys}}, "_source": False}
    for found in scan(client, query=query, index=index, size=5000):
        yield found["_id"]


def _ask_together(
    client: Elasticsearch, index: str, bodies: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Answers to several questions in one request."""
    lines: list[dict[str, Any]] = []
    for body in bodies:
        lines += ({}, body)
    found: list[dict[str, Any]] = client.msearch(index=index, searches=lines)["responses"]
    for answer in found:
        if "error" in answer:
            raise EngineUnavailable(str(answer["error"].get("reason", answer["error"])))
    return found
