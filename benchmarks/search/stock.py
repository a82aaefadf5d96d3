"""Wagtail's own search over the same texts, on the database of the settings or on Elasticsearch.

It answers with a total and ten rows: no facets, no marks, no passages.
"""

import os
import sys
from collections.abc import Callable
from secrets import token_hex

from benchmarks.corpus import Corpus
from benchmarks.search.measure import memory, percentiles, say, timed
from benchmarks.search.questions import FEW, QUERIES, pairs
from tests.search.russian_forms import PAIRS

ROUNDS = 5
# A run that takes longer than this is cut short, and says so.
BUDGET_SECONDS = 240.0


def main(peer: str, entries: int) -> None:
    """Index, ask, and say the figures."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "wagtailsearch", verbosity=0)
    from wagtail.search.backends import get_search_backend

    from benchmarks.search.rows import PeerText, fill

    rows = fill([*Corpus().entries(entries), *pairs()])
    backend = get_search_backend()
    prefix = f"bench_stock_{token_hex(4)}_"
    is_server = peer == "stock on Elasticsearch"
    if is_server:
        backend = _elastic(prefix)
    seconds = timed(lambda: _index(backend, PeerText, rows, is_server=is_server))

    def ask(text: str) -> Callable[[], object]:
        def run() -> None:
            lang = "en" if text.isascii() else "ru"
            found = backend.search(text, PeerText.objects.filter(lang=lang))
            found.count()
            list(found[:10])

        return run

    texts = [text for text, _ in QUERIES if text] if is_server else FEW
    times, spent = [], 0.0
    rounds = ROUNDS if is_server else 1
    for text in [*texts] * rounds:
        times.append(timed(ask(text)))
        spent += times[-1]
        if spent > BUDGET_SECONDS:
            break
    say(
        peer=peer,
        entries=len(rows) // 2,
        index_seconds=seconds,
        memory_mb=memory(),
        search=percentiles(times),
        forms=_forms(backend, PeerText, spent),
    )
    if is_server:
        from tests.services.cluster import remove

        remove(prefix)


def _elastic(prefix: str):
    from modelsearch.backends.elasticsearch8 import SearchBackend

    return SearchBackend(
        {
            "URLS": [os.environ["PORTAL_ELASTICSEARCH_URL"]],
            "INDEX_PREFIX": prefix,
            "TIMEOUT": 60,
            "INDEX_SETTINGS": {"settings": {"index": {"number_of_replicas": 0}}},
        }
    )


def _index(backend, model, rows, *, is_server: bool) -> None:
    if not is_server:
        for start in range(0, len(rows), 1000):
            backend.add_bulk(model, rows[start : start + 1000])
        return
    index = backend.get_index_for_model(model)
    rebuilder = backend.rebuilder_class(index)
    writer = rebuilder.start()
    writer.add_model(model)
    for start in range(0, len(rows), 1000):
        writer.add_items(model, rows[start : start + 1000])
    rebuilder.finish()
    index.refresh()


def _forms(backend, model, spent: float) -> int | None:
    """How many of the word forms are found; not asked where one search takes a minute."""
    if spent > BUDGET_SECONDS:
        return None
    pairs_only = model.objects.filter(kind="pair")
    return sum(backend.search(asked, pairs_only).count() > 0 for asked, _ in PAIRS)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
