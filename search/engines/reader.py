"""Questions to one moment of the embedded index."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import tantivy
from tantivy import DocAddress, Order, Query

from search.causes import Match
from search.engines.analysis import stems
from search.engines.base import Completion, FacetCount, Hit, PassageHit
from search.engines.compiler import Compiler
from search.engines.entries import LANGUAGES, facet_field
from search.engines.marks import Markers
from search.engines.probes import matches, place_of
from search.engines.schema import Layout
from search.plan import Plan
from search.query import Sort

_FACET_VALUES = 500
_PASSAGES = 3


class Reader:
    """One moment of the index."""

    def __init__(
        self, searcher: tantivy.Searcher, parts: tantivy.Searcher, shape: Layout, path: Path
    ) -> None:
        self.searcher = searcher
        self.parts = parts
        self.path = path
        self.schema = shape.things
        self.compiler = Compiler(shape.things)
        self._parts_compiler = Compiler(shape.passages)

    def page(self, query: Query, plan: Plan) -> tuple[int, list[tuple[float, DocAddress]]]:
        """Number of all things found, and those of the page asked for."""
        orders: dict[Sort, dict[str, Any]] = {
            Sort.RELEVANCE: {"weight_by_field": "w"},
            Sort.NEWEST: {"order_by_field": "day", "order": Order.Desc},
            Sort.OLDEST: {"order_by_field": "day", "order": Order.Asc},
            Sort.TITLE: {"order_by_field": f"sort_{plan.lang}", "order": Order.Asc},
        }
        # The stubs of the index leave the count out.
        result: Any = self.searcher.search(
            query, max(plan.limit, 1), True, offset=plan.offset, **orders[plan.sort]
        )
        is_scored = plan.sort is Sort.RELEVANCE
        found = [(score if is_scored else 0.0, address) for score, address in result.hits]
        return result.count or 0, found[: plan.limit]

    def hits(self, plan: Plan, found: list[tuple[float, DocAddress]]) -> tuple[Hit, ...]:
        """The things found, with marks; equal scores newest first, then by key."""
        read = [(score, address, _source(self.searcher, address)) for score, address in found]
        if plan.sort is Sort.RELEVANCE:
            read.sort(key=lambda row: row[2]["key"])
            read.sort(key=lambda row: row[2]["date"], reverse=True)
            read.sort(key=lambda row: round(row[0], 4), reverse=True)
        markers = Markers(self.searcher, self.compiler, plan)
        part_markers = Markers(self.parts, self._parts_compiler, plan)
        addresses = [address for _, address, _ in read]
        keys = [source["key"] for _, _, source in read]
        why = matches(self.searcher, self.compiler, plan, addresses, keys)
        return tuple(
            self._hit(score, source, plan, (markers, part_markers), why[place_of(address)])
            for score, address, source in read
        )

    def counts(self, plan: Plan) -> dict[str, tuple[FacetCount, ...]]:
        """Counts of every facet asked for; a chosen facet is counted without its own choice."""
        known = plan.facets
        free = [name for name in known if not plan.filters.get(name)]
        counted = self._count(self.compiler.counted(plan), free) if free else {}
        for name in known:
            if name not in counted:
                counted |= self._count(self.compiler.counted(plan, without=name), [name])
        return {name: counted[name] for name in known}

    def completions(
        self,
        words: list[str],
        lang: str,
        audience: tuple[str, ...],
        limit: int,
        kinds: tuple[str, ...],
    ) -> tuple[Completion, ...]:
        """Titles in the reader's language first, then in the other, then single words."""
        found: dict[str, Completion] = {}
        for language in (lang, *(other for other in LANGUAGES if other != lang)):
            query = self.compiler.completing(words, language, audience, kinds)
            for _, address in self.searcher.search(query, limit, False, weight_by_field="w").hits:
                source = _source(self.searcher, address)
                shown = lang if lang in source["versions"] else language
                version = source["versions"][shown]
                found.setdefault(
                    source["key"],
                    Completion(
                        version["title"], shown, source["kind"], version["url"], source["key"]
                    ),
                )
        titles = list(found.values())[: max(limit - 3, 1)]
        visible = self.compiler.visible(audience, kinds)
        endings = self.searcher.terms_with_prefix("exact", words[-1], visible, 50)
        # One word of each stem, the most frequent: the search finds all its forms anyway.
        by_stem: dict[tuple[str, ...], str] = {}
        for word, _ in sorted(endings, key=lambda row: (-row[1], row[0])):
            if len(word) > 2:
                by_stem.setdefault(stems((word,)), word)
        before = words[:-1]
        others = [Completion(" ".join((*before, word)), lang) for word in by_stem.values()]
        return (*titles, *others[: limit - len(titles)])

    def similar(
        self, key: str, lang: str, audience: tuple[str, ...], limit: int
    ) -> tuple[Hit, ...]:
        """Things that share the rarer words of title and lead."""
        itself = Query.term_query(self.schema, "key", key)
        found = self.searcher.search(itself, 1).hits
        if not found:
            return ()
        versions = _source(self.searcher, found[0][1])["versions"].items()
        texts: dict[str, Any] = {
            f"{part}_{language}": [f"{version['title']}\n{version['lead']}"]
            for language, version in versions
            for part in ("title", "body")
        }
        alike = Query.more_like_this_document_fields_query(
            self.schema, texts, min_doc_frequency=1, min_term_frequency=1
        )
        query = Query.boolean_query(
            [
                (tantivy.Occur.Must, alike),
                (tantivy.Occur.MustNot, itself),
                (tantivy.Occur.Must, self.compiler.visible(audience)),
            ]
        )
        plan = Plan((), (), (), lang, audience=audience, limit=limit)
        return self.hits(plan, self.searcher.search(query, limit).hits)

    def knows(self, word: str, audience: tuple[str, ...]) -> bool:
        """Whether a word stands in anything that audience may see."""
        query = Query.boolean_query(
            [
                (tantivy.Occur.Must, Query.term_query(self.schema, "exact", word)),
                (tantivy.Occur.Must, self.compiler.visible(audience)),
            ]
        )
        result: Any = self.searcher.search(query, 1)
        return bool(result.count)

    def _count(self, query: Query, names: list[str]) -> dict[str, tuple[FacetCount, ...]]:
        asked = {
            name: {"terms": {"field": facet_field(name), "size": _FACET_VALUES}} for name in names
        }
        buckets = self.searcher.aggregate(query, asked)
        return {
            name: tuple(
                FacetCount(str(bucket["key"]), bucket["doc_count"])
                for bucket in buckets[name]["buckets"]
            )
            for name in names
        }

    def _hit(
        self,
        score: float,
        source: dict[str, Any],
        plan: Plan,
        all_markers: tuple[Markers, Markers],
        why: tuple[Match, ...],
    ) -> Hit:
        markers, part_markers = all_markers
        versions = source["versions"]
        lang = plan.lang if plan.lang in versions else next(iter(versions))
        shown = versions[lang]
        passages = self._passages(source, plan, part_markers)
        return Hit(
            key=source["key"],
            kind=source["kind"],
            slug=source["slug"],
            lang=lang,
            url=shown["url"],
            title=markers.title(shown["title"], lang),
            note=shown["note"],
            number=source["number"],
            day=date.fromisoformat(source["date"]) if source["date"] else None,
            langs={code: version["url"] for code, version in versions.items()},
            fragments=markers.fragments(versions, lang, has_passages=bool(passages)),
            passages=passages,
            score=score,
            matches=why,
        )

    def _passages(
        self, source: dict[str, Any], plan: Plan, markers: Markers
    ) -> tuple[PassageHit, ...]:
        """The best parts in the reader's language, else in the other one."""
        versions = source["versions"]
        for lang in sorted(versions, key=lambda code: code != plan.lang):
            if not versions[lang]["passages"]:
                continue
            query = self._parts_compiler.passages(plan, source["key"], lang)
            if query is None:
                return ()
            found = self.parts.search(query, _PASSAGES, False).hits
            parts = [_source(self.parts, address) for _, address in found]
            if parts:
                return tuple(
                    PassageHit(
                        part["anchor"], part["label"], part["url"], markers.passage(part, lang)
                    )
                    for part in parts
                )
        return ()


def _source(searcher: tantivy.Searcher, address: DocAddress) -> dict[str, Any]:
    stored = searcher.doc(address).get_first("source")
    source: dict[str, Any] = json.loads(bytes(stored or b"{}"))
    return source
