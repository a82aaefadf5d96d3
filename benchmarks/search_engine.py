"""Search over 20,000 generated entries: our embedded engine beside stock Wagtail database search.

Both get the same texts in the same run. Ours answers with five facets, highlights and passages; the
peer with a total and ten rows, no facets and no highlights. A search of the peer takes seconds, so
it runs a few of the queries, once. Prints plain figures.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = Path(tempfile.mkdtemp(prefix="bench-search-"))
sys.path[0] = str(ROOT)
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
os.environ["DATABASE_URL"] = f"sqlite:///{SCRATCH / 'bench.sqlite3'}"

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from wagtail.search import index  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402

from benchmarks.corpus import Corpus  # noqa: E402
from search.engines.embedded import EmbeddedEngine  # noqa: E402
from search.plan import plan  # noqa: E402
from search.query import Query, parse  # noqa: E402
from search.registry import CatalogueEntry, Version  # noqa: E402
from tests.search.russian_forms import PAIRS  # noqa: E402

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "20000"))
FACETS = ("kind", "topic", "region", "year", "language")
QUERIES = (
    ("кластер", {}),
    ("кластеров", {}),
    ("кластерная политика", {}),
    ("поддержка предприятий", {}),
    ("развитие технологической платформы", {}),
    ("рынка", {"kind": ("news",)}),
    ("субсидии участникам", {"kind": ("legal", "library")}),
    ("заявок", {"region": ("RU-07", "RU-41"), "year": ("2012", "2013")}),
    ("проекта программы региона", {}),
    ('"политика регион"', {}),
    ("кластер -рынок", {}),
    ("218-р", {}),
    ("1662", {"kind": ("legal",)}),
    ("cluster policy", {}),
    ("innovations", {}),
    ("company network development", {}),
    ("subsidies", {"topic": ("topic-3",)}),
    ("technology platforms", {"year": ("2014",)}),
    ("", {}),
    ("", {"kind": ("event",)}),
)
PEER_QUERIES = (
    "кластерная политика",
    "заявок",
    "рынка",
    "company network development",
    "innovations",
)


class PeerText(index.Indexed, models.Model):
    """One language version as a row that stock Wagtail indexes."""

    key = models.CharField(max_length=36)
    kind = models.CharField(max_length=10)
    lang = models.CharField(max_length=2)
    title = models.TextField()
    body = models.TextField()

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("lang"),
    ]

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.title


def main() -> None:
    """Measure both and print."""
    entries = [*Corpus().entries(ENTRIES), *_pairs()]
    ours, peer = EmbeddedEngine(SCRATCH / "index"), _Peer()

    wall, cpu = _timed(lambda: ours.rebuild(entries))
    load = os.getloadavg()[0]
    print(f"{len(entries)} entries in two languages, {os.cpu_count()} cores, load {load:.1f}")
    print(f"embedded engine: rebuilt in {wall:.1f} s ({cpu:.1f} s of processor time)", end=", ")
    print(f"{int(ours.stats()['bytes']) / 1e6:.0f} MB", flush=True)
    wall, cpu = _timed(lambda: peer.rebuild(entries))
    print(f"stock Wagtail: indexed in {wall:.1f} s ({cpu:.1f} s), SQLite", flush=True)

    def ask(text: str, filters: dict[str, tuple[str, ...]]) -> None:
        query = Query(text=text, filters=filters, facets=FACETS)
        ours.search(plan(query, parse(text)))

    for text, filters in QUERIES:  # warm
        ask(text, filters)
    _report(
        "embedded engine, facets and highlights",
        [_timed(lambda: ask(*query)) for _ in range(15) for query in QUERIES],  # noqa: B023
    )
    _report("stock Wagtail, neither", [_timed(lambda: peer.ask(text)) for text in PEER_QUERIES])  # noqa: B023
    found = sum(
        ours.search(plan(Query(text=asked, filters={"kind": ("pair",)}), parse(asked))).total > 0
        for asked, _ in PAIRS
    )
    print(f"Russian word forms found: embedded engine {found} of {len(PAIRS)}", end="")
    print(f", stock Wagtail {sum(peer.count(asked) > 0 for asked, _ in PAIRS)}")


def _pairs() -> list[CatalogueEntry]:
    return [
        CatalogueEntry(
            key=f"pair-{number}",
            kind="pair",
            slug=f"pair-{number}",
            versions=(Version("ru", f"/ru/pair-{number}/", "Пара", text=f"Текст: {word}."),),
        )
        for number, (_, word) in enumerate(PAIRS)
    ]


class _Peer:
    """Stock Wagtail search over the same texts."""

    def __init__(self) -> None:
        call_command("migrate", "wagtailsearch", verbosity=0)
        with connection.schema_editor() as editor:
            editor.create_model(PeerText)
        self._backend = get_search_backend()

    def rebuild(self, entries: list[CatalogueEntry]) -> None:
        with transaction.atomic():
            PeerText.objects.bulk_create(
                [
                    PeerText(
                        key=entry.key,
                        kind=entry.kind,
                        lang=version.lang,
                        title=version.title,
                        body="\n".join(
                            (version.lead, version.text, *(part.text for part in version.passages))
                        ),
                    )
                    for entry in entries
                    for version in entry.versions
                ],
                batch_size=2000,
            )
            rows = list(PeerText.objects.all())
            for start in range(0, len(rows), 1000):
                self._backend.add_bulk(PeerText, rows[start : start + 1000])

    def ask(self, text: str) -> None:
        lang = "en" if text.isascii() else "ru"
        found = self._backend.search(text, PeerText.objects.filter(lang=lang))
        found.count()
        list(found[:10])

    def count(self, text: str) -> int:
        return self._backend.search(text, PeerText.objects.filter(kind="pair")).count()


def _report(name: str, times: list[tuple[float, float]]) -> None:
    """Wall time, and processor time, which a busy machine does not lengthen as much."""
    figures = []
    for measured in zip(*times, strict=True):
        ordered = sorted(second * 1000 for second in measured)
        p95 = ordered[max(int(len(ordered) * 0.95) - 1, 0)]
        figures.append(f"p50 {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms")
    print(f"{name}: {figures[0]} (processor: {figures[1]}), {len(times)} searches", flush=True)


def _timed(action: Callable[[], object]) -> tuple[float, float]:
    started, used = perf_counter(), process_time()
    action()
    return perf_counter() - started, process_time() - used


if __name__ == "__main__":
    main()
