"""A first visit stays within the limits of weight and number of requests."""

from benchmarks import map as map_of_clusters
from benchmarks.page_weight import Weight, weigh


def test_first_visits_stay_light(browser, portal):
    pages = ("/ru/", "/en/", "/ru/legal/", "/ru/library/", "/ru/search/?q=кластер")

    assert {path: weigh(browser, portal.url + path).broken() for path in pages} == {
        path: [] for path in pages
    }
    assert weigh(browser, portal.url + map_of_clusters.OURS).whole <= map_of_clusters.LIMIT


def test_a_heavy_page_is_noticed():
    weight = Weight(requests=15)
    weight.kinds.update(document=11 * 1024, script=240 * 1024)

    assert weight.broken() == [
        "document 11.0 KB of 10",
        "script 240.0 KB of 40",
        "251 KB of 250",
        "15 requests of 14",
    ]
