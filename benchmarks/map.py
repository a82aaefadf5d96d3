"""The map of clusters beside a map by stock Leaflet, at 25 and at 500 clusters.

    python -m benchmarks.map

Starts a PostgreSQL of its own, loads the demonstration (25 clusters), measures both pages, adds
made-up clusters over all regions and measures again. Both show the same clusters and the same 83
regions.

- queries and CPU of the server: the whole view for ours, middleware included; for the peer its
  page and its file of clusters, called without middleware. The database is another process.
- weight: the first visit in a new Chromium session, text packed by gzip as servers do.
- browser: how long the page kept the main thread of Chromium busy until the network was quiet.

The peer has neither table nor filters, legend, words for screen readers, nor anything at all
without JavaScript; tiles are left out. Ends with 1 when our page weighs more than its limit.
"""

import statistics
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from benchmarks.page_weight import KILOBYTE, Weight, weigh
from benchmarks.portal import cpu_ms, portal, queries, served, visit
from tests.services import chromium

NUMBERS = (25, 500)
LIMIT = 150 * KILOBYTE
OURS, PEER = "/ru/clusters/map/", "/peers/map/"
VISITS = 9
_STEP = 0.6
"""Degrees between made-up clusters of a region."""


@dataclass(frozen=True)
class Served:
    """What a page costs the server."""

    asked: int
    cpu: float


def main() -> int:
    """Measure and print the table; 1 when our page is too heavy."""
    with portal():
        print(f"{'clusters, page':22}{'queries':>8}{'CPU, ms':>9}", end="")
        print(f"{'requests':>9}{'HTML':>7}{'CSS':>7}{'JS':>7}{'data':>7}{'fonts':>7}", end="")
        print(f"{'all, KB':>9}{'browser, ms':>13}")
        heaviest = max(rows(number) for number in NUMBERS)
    if heaviest > LIMIT:
        print(f"The map weighs {heaviest / KILOBYTE:.0f} KB of {LIMIT // KILOBYTE}.")
    return int(heaviest > LIMIT)


def rows(number: int) -> int:
    """Print both pages at a number of clusters; bytes of ours."""
    grow(number)
    costs = {OURS: ours(), PEER: peer()}
    weights = {}
    with served("benchmarks.peers.urls") as server, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.executable(), args=chromium.ARGUMENTS
        )
        for path, name in ((OURS, "ours"), (PEER, "stock Leaflet")):
            weights[path] = weigh(browser, server + path)
            line(f"{number}, {name}", costs[path], weights[path], busy(browser, server + path))
        browser.close()
    return weights[OURS].whole


def line(name: str, cost: Served, weight: Weight, browser_ms: float) -> None:
    """Print one row of the table."""
    named = ("document", "stylesheet", "script", "font")
    html, css, js, fonts = (weight.kinds[kind] / KILOBYTE for kind in named)
    whole = weight.whole / KILOBYTE
    data = whole - html - css - js - fonts
    sizes = "".join(f"{size:7.1f}" for size in (html, css, js, data, fonts))
    print(f"{name:22}{cost.asked:8}{cost.cpu:9.1f}{weight.requests:9}{sizes}", end="")
    print(f"{whole:9.1f}{browser_ms:13.0f}", flush=True)


def ours() -> Served:
    """The view of our page."""
    ask = visit(OURS)
    return Served(queries(ask), cpu_ms(ask))


def peer() -> Served:
    """The page and the clusters of the peer; its outlines are a file that does not change."""
    from django.test import RequestFactory

    from benchmarks.peers import leaflet

    request = RequestFactory().get(PEER)

    def ask() -> None:
        leaflet.page(request)
        leaflet.clusters(request)

    return Served(queries(ask), cpu_ms(ask))


def busy(browser: Browser, address: str) -> float:
    """Milliseconds of the main thread for a first visit: the median of some."""
    times = []
    for _visit in range(VISITS):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        metrics = session.send("Performance.getMetrics")["metrics"]
        times.append(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))
        context.close()
    return statistics.median(times) * 1000


def grow(number: int) -> None:
    """Add public clusters in Russian, spread over all regions, until there are so many."""
    from clusters.models import ClusterPage, Specialisation
    from cms.geo import country
    from cms.models import Region
    from tests.factories.clusters import make_cluster

    there = ClusterPage.objects.live().filter(locale__language_code="ru").count()
    regions = [one for one in Region.objects.order_by("code") if one.code in country().shapes]
    specialisations = list(Specialisation.objects.all())
    made = []
    for place in range(there, number):
        region, layer = regions[place % len(regions)], place // len(regions)
        anchor = country().shapes[region.code].anchor
        if anchor is None:
            raise RuntimeError(f"{region.code} has no point inside")
        longitude, latitude = country().unproject(*anchor)
        longitude = (longitude + layer * _STEP + 180) % 360 - 180
        page = make_cluster(
            languages=("ru",),
            live=False,
            region=region,
            city=f"Город {place}",
            place=f"SRID=4326;POINT({longitude:.4f} {latitude:.4f})",
            specialisations=[specialisations[place % len(specialisations)]],
            title=f"Кластер технологий № {place} ({region.name_ru})",
        )
        made.append(page.pk)
    ClusterPage.objects.filter(pk__in=made).update(live=True)


if __name__ == "__main__":
    sys.exit(main())
