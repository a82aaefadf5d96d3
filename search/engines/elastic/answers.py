"""What the server sent, as hits and counts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from search.causes import Match
from search.engines.base import Completion, FacetCount, Hit, Marked, PassageHit
from search.engines.elastic import fragments
from search.engines.elastic.compiler import WRITTEN, choices, probe
from search.engines.elastic.layout import group
from search.plan import Plan
from search.query import Sort

Found = Mapping[str, Any]
"""One hit as the server sent it."""

Parts = Mapping[str, tuple[Found, ...]]
"""Parts of things by `layout.group`."""


def groups_with_parts(found: Iterable[Found]) -> list[str]:
    """The groups in which parts of the things can be looked for."""
    return [
        group(one["_id"], lang)
        for one in found
        for lang, version in one["_source"]["source"]["versions"].items()
        if version["passages"]
    ]


def parts(answer: Found) -> Parts:
    """The best parts by group."""
    buckets = answer["aggregations"]["groups"]["buckets"]
    return {bucket["key"]: tuple(bucket["best"]["hits"]["hits"]) for bucket in buckets}


def hits(plan: Plan, found: Iterable[Found], best: Parts) -> tuple[Hit, ...]:
    """The things found, with marks; equal scores newest first, then by key."""
    made = [_hit(plan, one, best) for one in found]
    if plan.sort is Sort.RELEVANCE:
        made.sort(key=lambda hit: hit.key)
        made.sort(key=lambda hit: hit.day or date.min, reverse=True)
        made.sort(key=lambda hit: round(hit.score, 4), reverse=True)
    return tuple(made)


def counts(plan: Plan, answer: Found) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of every facet asked for."""
    counted: dict[str, Any] = {}
    for name, buckets in answer.get("aggregations", {}).items():
        if "buckets" in buckets:
            counted[name] = buckets
        else:
            counted |= buckets
    return {
        name: tuple(
            FacetCount(bucket["key"], bucket["doc_count"]) for bucket in counted[name]["buckets"]
        )
        for name in plan.facets
    }


def completion(one: Found, lang: str, asked: str) -> Completion:
    """A title found in one language, shown in the reader's where the thing has it."""
    source = one["_source"]["source"]
    shown = lang if lang in source["versions"] else asked
    version = source["versions"][shown]
    return Completion(version["title"], shown, source["kind"], version["url"], source["key"])


def _hit(plan: Plan, one: Found, best: Parts) -> Hit:
    source, marked = one["_source"]["source"], _marks(one)
    versions = source["versions"]
    lang = plan.lang if plan.lang in versions else next(iter(versions))
    shown = versions[lang]
    passages = _passages(source["key"], sorted(versions, key=lambda code: code != lang), best)
    return Hit(
        key=source["key"],
        kind=source["kind"],
        slug=source["slug"],
        lang=lang,
        url=shown["url"],
        title=fragments.whole(shown["title"], lang, marked.get(f"title_{lang}")),
        note=shown["note"],
        number=source["number"],
        day=date.fromisoformat(source["date"]) if source["date"] else None,
        langs={code: version["url"] for code, version in versions.items()},
        fragments=tuple(_fragments(versions, lang, marked, has_passages=bool(passages))),
        passages=passages,
        score=float(one["_score"] or 0) if plan.sort is Sort.RELEVANCE else 0.0,
        matches=tuple(_matches(plan, set(one.get("matched_queries", ())))),
    )


def _marks(one: Found) -> dict[str, str]:
    return {field: texts[0] for field, texts in one.get("highlight", {}).items()}


def _fragments(
    versions: Mapping[str, Any], lang: str, marked: Mapping[str, str], *, has_passages: bool
) -> Iterator[Marked]:
    """The text around the words in the language shown, or in the other one, else the lead."""
    for code in sorted(versions, key=lambda other: other != lang):
        found = fragments.fragment(marked.get(f"shown_{code}"), code)
        if found is not None and (code == lang or not has_passages):
            yield found
            return
    if versions[lang]["lead"]:
        yield Marked(versions[lang]["lead"], lang)


def _passages(key: str, langs: Iterable[str], best: Parts) -> tuple[PassageHit, ...]:
    """The best parts in the language shown, else in the other one."""
    for lang in langs:
        found = best.get(group(key, lang), ())
        if found:
            return tuple(_passage(part, lang) for part in found)
    return ()


def _passage(part: Found, lang: str) -> PassageHit:
    source, text = part["_source"]["source"], _marks(part).get("passage", "")
    shown = fragments.fragment(text, lang) or Marked(fragments.plain(text), lang)
    return PassageHit(source["anchor"], source["label"], source["url"], shown)


def _matches(plan: Plan, names: set[str]) -> Iterator[Match]:
    for term, number, _ in choices(plan):
        is_as_written = probe(term, number, WRITTEN) in names
        for place in plan.places:
            if probe(term, number, place) in names:
                yield Match(term, number, place, is_as_written)
