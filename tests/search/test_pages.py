"""The search page and the listings of index pages."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import indexing
from search.engines.configuration import ELASTICSEARCH
from tests.services import cluster

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client, index):
    """The text of a page after draining: get("/ru/search/", q="станок")."""

    def ask(path, **parameters):
        indexing.drain()
        response = client.get(path, parameters)
        assert response.status_code == 200
        return unescape(response.content.decode())

    return ask


def test_found_words_are_marked_and_the_rest_is_escaped(client, index, news):
    news("Станки <b>для</b> всех", "Новый <script>alert(1)</script> станок")
    indexing.drain()
    html = client.get("/ru/search/", {"q": "станков"}).content.decode()
    assert "<mark>Станки</mark> &lt;b&gt;для&lt;/b&gt; всех" in html
    assert "Новый &lt;script&gt;alert(1)&lt;/script&gt; <mark>станок</mark>" in html


def test_result_leads_to_its_page(get, news):
    page = news("Станки для всех")
    html = get("/ru/search/", q="станок")
    assert f'<a href="{page.url}"><mark>Станки</mark> для всех</a>' in html


def test_page_in_english_finds_russian_words_and_marks_the_language(get, news):
    page = news("Станки для всех")
    html = get("/en/search/", q="станок")
    assert f'<a href="{page.url}" lang="ru" hreflang="ru">' in html


def test_blank_query_shows_the_catalogue(get, news):
    news("Станки для всех")
    assert "Станки для всех" in get("/ru/search/")


def test_chosen_facets_are_chips_that_can_be_removed(get, news):
    news("Станки для всех")
    html = get("/ru/search/", q="станок", kind="news", year="2012")
    assert 'value="news" form="catalogue" checked' in html
    assert 'href="/ru/search/?q=%D1%81%D1%82%D0%B0%D0%BD%D0%BE%D0%BA&year=2012"' in html


def test_nothing_found_offers_ways_out(get, news):
    news("Станки для всех")
    html = get("/ru/search/", q="станок", kind="event")
    assert 'href="/ru/search/?q=%D1%81%D1%82%D0%B0%D0%BD%D0%BE%D0%BA"' in html
    assert 'href="/ru/search/?kind=event"' in html
    assert 'class="result"' not in html


def test_page_beyond_the_end_leads_back(get, news):
    news("Станки для всех")
    html = get("/ru/search/", q="станок", page="7")
    assert 'class="result"' not in html
    assert '<a href="/ru/search/?q=%D1%81%D1%82%D0%B0%D0%BD%D0%BE%D0%BA">' in html


def test_paging_keeps_the_query(get, news):
    for number in range(12):
        news(f"Станок {number}")
    first, second = get("/ru/search/", q="станок"), get("/ru/search/", q="станок", page="2")
    assert first.count('class="result"') == 10
    assert second.count('class="result"') == 2
    assert "?q=%D1%81%D1%82%D0%B0%D0%BD%D0%BE%D0%BA&page=2" in first


def test_listing_shows_its_kind_only(get, news, section):
    news("Станки для всех")
    assert "</mark> для всех" in get(section("news").url, q="станок")
    assert "</mark> для всех" not in get(section("events").url, q="станок")
    assert "</mark> для всех" not in get(section("events").url, q="станок kind:news")


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": "0"},
        {"page": "1000000000"},
        {"page": "abc"},
        {"sort": "colour"},
        {"date_from": "вчера"},
        {"date_from": "2012-01-02", "date_to": "2012-01-01"},
    ],
)
def test_wrong_condition_is_named_and_left_out(get, news, parameters):
    news("Станки для всех")
    html = get("/ru/search/", q="станок", **parameters)
    assert f"<code>{list(parameters)[-1]}</code>" in html
    assert "для всех" in html


@pytest.mark.parametrize(
    "text",
    ["а" * 10_000, "\x00", 'AND OR "( *:*', "%ED%A0%80", " ".join(map(str, range(500))), '"""'],
)
def test_any_words_give_a_page(get, text):
    assert "catalogue-q" in get("/ru/search/", q=text)


def test_filtered_search_is_not_for_other_engines(client, index):
    assert "X-Robots-Tag" not in client.get("/ru/search/").headers
    assert client.get("/ru/search/?q=a").headers["X-Robots-Tag"] == "noindex, follow"


def test_search_takes_no_posts(client, index):
    assert client.post("/ru/search/").status_code == 405


@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_without_an_index_the_database_answers_with_a_notice(
    client, news, settings, tmp_path, damage
):
    page = news("Станки для всех")
    if damage == "garbage":
        indexing.rebuild()
        if settings.SEARCH_ENGINE == ELASTICSEARCH:
            cluster.remove(settings.ELASTICSEARCH_PREFIX)
        else:
            (tmp_path / "index" / "current").write_text("?")
    for parameters in ({}, {"q": "Станки"}):
        response = client.get("/ru/search/", parameters)
        html = unescape(response.content.decode())
        assert response.status_code == 200
        assert 'class="note warn"' in html
        assert f'href="{page.url}"' in html


def test_page_withdrawn_a_moment_ago_is_not_shown(client, index, news):
    page = news("Станки для всех")
    indexing.drain()
    page.unpublish()
    html = client.get("/ru/search/", {"q": "станок"}).content.decode()
    assert "для всех" not in html


def test_number_of_queries_is_the_same_for_1_10_and_100_rows(client, index, news):
    from tests.factories import RegionFactory, TopicFactory

    topics, regions = TopicFactory.create_batch(3), RegionFactory.create_batch(3)
    counts = []
    for number in range(100):
        page = news(f"Станок {number}", published_on=date(2012, 1, 1 + number % 28))
        page.topics.set(topics)
        page.regions.set(regions)
        page.save()
        if number + 1 in {1, 10, 100}:
            indexing.drain()
            client.get("/ru/search/", {"q": "станок"})
            with CaptureQueriesContext(connection) as queries:
                client.get("/ru/search/", {"q": "станок"})
            counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 12
