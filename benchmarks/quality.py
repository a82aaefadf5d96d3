"""The judged queries over the demonstration, by class: our engines beside each other.

Loads the demonstration into a throw-away database. Prints one table per engine; a server is started
for Elasticsearch where one can be had.
"""

import os
import sys
import tempfile
from contextlib import ExitStack
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = Path(tempfile.mkdtemp(prefix="bench-quality-"))
sys.path[0] = str(ROOT)
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
os.environ["DATABASE_URL"] = f"sqlite:///{SCRATCH / 'bench.sqlite3'}"

from tests.services import elasticsearch  # noqa: E402 -- the environment comes first


def main() -> None:
    """Ask and print."""
    with ExitStack() as services:
        engines = ["embedded"]
        try:
            server = services.enter_context(elasticsearch.server())
            os.environ["PORTAL_ELASTICSEARCH_URL"] = server.url
            engines.append("elasticsearch")
        except elasticsearch.ServerUnavailableError as error:
            print(f"Without Elasticsearch: {error}", file=sys.stderr)
        _load()
        for engine in engines:
            _print(engine)


def _load() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    settings.SEARCH_INLINE_DRAIN = False
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())


def _print(engine: str) -> None:
    from django.conf import settings

    from search.indexing import rebuild
    from tests.quality.judged import scores

    settings.SEARCH_ENGINE = engine
    rebuild()
    print(f"| {engine} | queries | nDCG@10 | success@3 |\n| --- | --- | --- | --- |")
    for name, score in scores().items():
        print(f"| {name} | {score.number} | {score.ndcg:.3f} | {score.success:.3f} |")
    print(flush=True)


if __name__ == "__main__":
    main()
