"""The passport of a cluster beside a plain Django view of the same rows, with 10 and with 100.

    python -m benchmarks.passport

Starts a PostgreSQL of its own, loads the demonstration and gives one cluster so many figures (ten
indicators over the years) and so many members. The peer lists the same figures and members by
one template, without charts, acts, languages, filters and middleware: its figures are a floor.
CPU is that of the server without its database; weight is the first visit, packed by gzip. Ends with
1 when the passport asks more queries than its limit, or more of them for more rows.
"""

import sys
from itertools import product

from playwright.sync_api import sync_playwright

from benchmarks.page_weight import KILOBYTE, Weight, weigh
from benchmarks.portal import cpu_ms, portal, queries, served, visit
from tests.services import chromium

NUMBERS = (10, 100)
LIMIT = 12
SLUG = "kama"
OURS, PEER = f"/ru/clusters/passports/{SLUG}/", f"/peers/passport/{SLUG}/"
INDICATORS = 10
_FIRST_YEAR = 2005


def main() -> int:
    """Measure and print the table; 1 when a limit is broken."""
    with portal():
        print(f"{'rows of each, page':22}{'queries':>8}{'CPU, ms':>9}{'HTML':>7}{'all, KB':>9}")
        asked = [rows(number) for number in NUMBERS]
    if max(asked) > LIMIT or asked[0] != asked[-1]:
        print(f"Queries: {asked}, at most {LIMIT} and the same for any number of rows.")
        return 1
    return 0


def rows(number: int) -> int:
    """Print both pages with a number of figures and members; queries of ours."""
    fill(number)
    costs = {}
    for path, ask in ((OURS, visit(OURS)), (PEER, peer)):
        costs[path] = queries(ask), cpu_ms(ask)
    with served("benchmarks.peers.urls") as server, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.executable(), args=chromium.ARGUMENTS
        )
        for path, name in ((OURS, "ours"), (PEER, "plain view")):
            line(f"{number}, {name}", *costs[path], weigh(browser, server + path))
        browser.close()
    return costs[OURS][0]


def line(name: str, asked: int, cpu: float, weight: Weight) -> None:
    """Print one row of the table."""
    html, whole = weight.kinds["document"] / KILOBYTE, weight.whole / KILOBYTE
    print(f"{name:22}{asked:8}{cpu:9.1f}{html:7.1f}{whole:9.1f}", flush=True)


def peer() -> None:
    """The plain view, without middleware."""
    from django.test import RequestFactory

    from benchmarks.peers import passport

    passport.page(RequestFactory().get(PEER), SLUG)


def fill(number: int) -> None:
    """Give the cluster so many figures and members, none beside them."""
    from clusters.models import ClusterPage, Indicator, IndicatorValue, Membership
    from tests.factories import OrganisationFactory
    from tests.factories.clusters import make_figure, make_member

    cluster = ClusterPage.objects.get(slug=SLUG, locale__language_code="ru").cluster
    IndicatorValue.objects.filter(cluster=cluster).delete()
    Membership.objects.filter(cluster=cluster).delete()
    indicators = list(Indicator.objects.filter(scope="cluster").order_by("order"))
    for place in range(len(indicators), INDICATORS):
        made = {"name_ru": f"Показатель {place}", "name_en": f"Indicator {place}", "order": place}
        indicators.append(Indicator.objects.create(slug=f"made-up-{place}", unit_ru="ед.", **made))
    years = range(_FIRST_YEAR, _FIRST_YEAR + number // INDICATORS)
    for place, (year, indicator) in enumerate(product(years, indicators[:INDICATORS])):
        make_figure(cluster, indicator, year, 1000 + 37 * place)
    for place in range(number):
        name = f"Организация № {place}"
        make_member(cluster, organisation=OrganisationFactory(name_ru=name))


if __name__ == "__main__":
    sys.exit(main())
