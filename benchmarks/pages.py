"""Queries and time of the main pages on PostgreSQL, beside plain Wagtail pages of the same content.

    python benchmarks/pages.py

Starts a PostgreSQL of its own, loads the demonstration and asks each page in this process, without
a page cache. The peer renders the same page object as a first Wagtail site does: menu, crumbs
and languages by the page's own methods, rows one by one, nothing fetched ahead, Wagtail's own
database search. The peer has no facets, no force of acts and no marks, so its time is a floor for
plain pages and not an equal: the number of queries is the figure to keep. Ends with 1 when a page
asks more than its limit.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services.postgres import postgres  # noqa: E402 -- found through the line above

ROUNDS = 15
FRAME = """{% load wagtailcore_tags %}<html><head><title>{{ page.title }}</title></head><body>
<nav>{% for item in home.get_children.live.in_menu %}<a href="{% pageurl item %}">{{ item }}</a>
{% endfor %}</nav>
<ol>{% for item in page.get_ancestors %}<li><a href="{% pageurl item %}">{{ item }}</a>{% endfor %}
</ol>{% for other in page.get_translations.live %}<a href="{% pageurl other %}">
{{ other.locale }}</a>{% endfor %}<h1>{{ page.title }}</h1>"""
CONTENT = (
    FRAME
    + """{{ page.lead }}{% for topic in page.topics.all %}{{ topic }}{% endfor %}
{% for region in page.regions.all %}{{ region }}{% endfor %}{% include_block page.body %}
{{ page.issuer }}{{ page.region }}{{ page.publisher }}
{% if page.text %}{% include_block page.text %}{% endif %}
{% for row in page.relations.all %}<a href="{% pageurl row.target %}">{{ row.target }}</a>
{% endfor %}</body></html>"""
)
LISTING = (
    FRAME
    + """{% for row in rows %}{% with item=row.specific %}
<h2><a href="{% pageurl item %}">{{ item }}</a></h2>{{ item.lead }}{{ item.issuer }}
{% for topic in item.topics.all %}{{ topic }}{% endfor %}
{% endwith %}{% endfor %}</body></html>"""
)


@dataclass(frozen=True)
class Case:
    """A page: its address, the most queries it may ask, how the peer renders it."""

    name: str
    url: str
    limit: int
    peer: Callable[[], Any]


def main() -> int:
    """Load, measure, print."""
    with postgres() as address, tempfile.TemporaryDirectory() as scratch:
        os.environ.update(
            DATABASE_URL=address,
            VAR_DIR=scratch,
            SEARCH_INLINE_DRAIN="0",
            DEBUG="0",
            DJANGO_SETTINGS_MODULE="cms.settings.dev",
        )
        (Path(scratch) / "static").mkdir()
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        for command in ("migrate", "load_demo", "rebuild_catalogue"):
            call_command(command, verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
        try:
            return report(cases())
        finally:
            connection.close()


def cases() -> list[Case]:
    """The pages of the demonstration that stand for their kind."""
    from wagtail.models import Page

    from cms.sections import section_page
    from home.models import StandardPage
    from library.models import LegalActPage, LibraryItemPage

    def content(page: Any) -> Callable[[], Any]:
        return lambda: render(CONTENT, Page.objects.get(pk=page.pk).specific)

    def listing() -> Any:
        section = Page.objects.get(pk=section_page("legal", "ru").pk).specific
        rows = LegalActPage.objects.live().child_of(section).order_by("-first_published_at")
        rows.count()
        return render(LISTING, section, rows=Page.objects.filter(pk__in=rows)[:10])

    def search() -> Any:
        found = Page.objects.live().filter(locale=home().locale).search("кластер")
        found.count()
        return render(LISTING, home(), rows=list(found[:10]))

    def home() -> Any:
        return Page.objects.get(depth=2, slug="ru").specific

    russian = {"locale__language_code": "ru", "live": True}
    act = LegalActPage.objects.filter(**russian).order_by("pk").first()
    item = LibraryItemPage.objects.filter(**russian).order_by("pk").first()
    plain = StandardPage.objects.filter(**russian).order_by("pk").first()
    return [
        Case("home", "/ru/", 12, lambda: render(LISTING, home(), rows=newest())),
        Case("act", path(act), 12, content(act)),
        Case("item", path(item), 12, content(item)),
        Case("standard page", path(plain), 12, content(plain)),
        Case("acts", "/ru/legal/", 10, listing),
        Case("search", "/ru/search/?q=кластер", 12, search),
    ]


def newest() -> list[Any]:
    """What a home page of the peer lists."""
    from wagtail.models import Page

    return list(Page.objects.live().filter(depth__gt=3).order_by("-first_published_at")[:10])


def path(page: Any) -> str:
    """The address of a page without its host."""
    return page.get_url_parts()[2]


def render(source: str, page: Any, **context: Any) -> Any:
    """The peer's page."""
    from django.http import HttpResponse
    from django.template import engines
    from django.test import RequestFactory
    from wagtail.models import Site

    home = Site.objects.get(is_default_site=True).root_page
    request = RequestFactory().get("/")
    values = {"page": page, "home": home, **context}
    return HttpResponse(engines["django"].from_string(source).render(values, request))


def measure(ask: Callable[[], Any]) -> tuple[int, float]:
    """Queries of one request and the median of milliseconds."""
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    count = len(queries)
    reset_queries()
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return count, statistics.median(times)


def report(measured: list[Case]) -> int:
    """Print a line per page; 1 where one asks too much."""
    from django.test import Client
    from django.utils import translation

    client = Client(SERVER_NAME="127.0.0.1")

    def ask(url: str) -> None:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)

    translation.activate("ru")
    print("page            queries  limit   peer       ms  peer ms  ratio")
    over = False
    for case in measured:
        queries, milliseconds = measure(lambda case=case: ask(case.url))
        peer_queries, peer_milliseconds = measure(case.peer)
        over = over or queries > case.limit
        print(
            f"{case.name:<14} {queries:>8} {case.limit:>6} {peer_queries:>6}"
            f" {milliseconds:>8.1f} {peer_milliseconds:>8.1f}"
            f" {milliseconds / peer_milliseconds:>6.2f}"
            f"{'   over the limit' if queries > case.limit else ''}"
        )
    return int(over)


if __name__ == "__main__":
    raise SystemExit(main())
