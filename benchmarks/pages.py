"""Queries and time of the main pages on PostgreSQL, beside plain Wagtail pages of the same content.

    python benchmarks/pages.py

Starts a PostgreSQL of its own, loads the demonstration and asks each page in this process, without
a page cache. The peer renders the same page object as a first Wagtail site does: menu, crumbs
and languages by the page's own methods, rows one by one, nothing fetched ahead, Wagtail's own
database search. The peer has no facets, no force of acts and no marks, so its time is a floor for
plain pages and not an equal: the number of queries is the figure to keep. Ends with 1 when a page
asks more than its limit.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.portal import median_ms, portal, queries, visit  # noqa: E402 -- found by now

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
    with portal():
        return report(cases())


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
    return queries(ask), median_ms(ask, time.perf_counter)


def report(measured: list[Case]) -> int:
    """Print a line per page; 1 where one asks too much."""
    from django.utils import translation

    translation.activate("ru")
    print("page            queries  limit   peer       ms  peer ms  ratio")
    over = False
    for case in measured:
        asked, milliseconds = measure(visit(case.url))
        peer_queries, peer_milliseconds = measure(case.peer)
        over = over or asked > case.limit
        print(
            f"{case.name:<14} {asked:>8} {case.limit:>6} {peer_queries:>6}"
            f" {milliseconds:>8.1f} {peer_milliseconds:>8.1f}"
            f" {milliseconds / peer_milliseconds:>6.2f}"
            f"{'   over the limit' if asked > case.limit else ''}"
        )
    return int(over)


if __name__ == "__main__":
    raise SystemExit(main())
