"""Feeds of searches and listings, read again by the rules of their formats."""

import json
import re
from datetime import UTC, date, datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.utils.dateparse import parse_datetime
from wagtail.models import PageViewRestriction

from search import indexing
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.models import Arrival
from tests.factories import RegionFactory, TopicFactory
from tests.factories.front import add_event, add_news

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def get(client, index):
    """The answer of an address once the index is up to date."""

    def ask(address, **headers):
        indexing.drain()
        return client.get(address, **headers)

    return ask


@pytest.fixture
def entries(get):
    """The entries of an Atom feed that keeps to RFC 4287."""

    def ask(address):
        response = get(address)
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(response.content)
        assert_atom(feed)
        return feed.findall(f"{ATOM}entry")

    return ask


@pytest.fixture
def titles(entries):
    """Titles of an Atom feed."""
    return lambda address: [entry.findtext(f"{ATOM}title") for entry in entries(address)]


@pytest.fixture
def items(get):
    """The items of a JSON Feed that keeps to version 1.1."""

    def ask(address):
        response = get(address)
        assert response["Content-Type"] == "application/feed+json; charset=utf-8"
        feed = json.loads(response.content)
        assert_json_feed(feed)
        return feed["items"]

    return ask


def assert_atom(feed):
    """What RFC 4287 asks of a feed (4.1.1) and of an entry (4.1.2)."""
    assert feed.tag == f"{ATOM}feed"
    assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert re.match("(https?://|urn:uuid:)", element.findtext(f"{ATOM}id"))
        assert parse_datetime(element.findtext(f"{ATOM}updated")).tzinfo
        links = [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]
        assert len({rel for rel, _href in links}) == len(links)
        assert all(href.startswith("http") for _rel, href in links)
        assert "alternate" in dict(links)
    assert "self" in {link.get("rel") for link in feed.findall(f"{ATOM}link")}
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) <= 50
    assert all(UUID(one.removeprefix("urn:uuid:")) for one in ids)


def assert_json_feed(feed):
    """What JSON Feed 1.1 asks of a feed and of an item."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert feed["home_page_url"].startswith("http")
    assert feed["feed_url"].startswith("http")
    assert all(author["name"] for author in feed["authors"])
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert item["url"].startswith("http")
        assert parse_datetime(item["date_published"]).tzinfo
        assert parse_datetime(item["date_modified"]).tzinfo
        assert all(isinstance(tag, str) for tag in item["tags"])
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) <= 50


def test_entry_says_what_the_page_says(entries, items):
    add_news("a", topics=[TopicFactory(slug="foresight", name_en="Foresight")])

    (entry,) = entries("/en/search/feed.atom?kind=news")
    (item,) = items("/en/search/feed.json?kind=news")

    assert entry.findtext(f"{ATOM}title") == item["title"] == "News a"
    assert entry.findtext(f"{ATOM}summary") == item["summary"] == "Lead a"
    assert entry.find(f"{ATOM}link").get("href") == item["url"]
    assert item["url"].endswith("/en/news/a/")
    assert entry.findtext(f"{ATOM}published") == "2024-01-02T03:04:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == item["date_modified"]
    assert entry.findtext(f"{ATOM}id") == item["id"]
    categories = [dict(category.attrib) for category in entry.findall(f"{ATOM}category")]
    assert categories == [
        {"scheme": "http://testserver/en/search/#kind", "term": "news", "label": "News"},
        {
            "scheme": "http://testserver/en/search/#topic",
            "term": "foresight",
            "label": "Foresight",
        },
    ]
    assert item["tags"] == ["News", "Foresight"]
    assert (entry.get(LANG), item["language"]) == (None, "en")


def test_feed_says_what_was_asked_and_where(get):
    TopicFactory(slug="foresight", name_ru="Форсайт")
    address = "/ru/search/feed.atom?q=%D0%BB%D0%B0%D0%B7%D0%B5%D1%80&topic=foresight"

    feed = ElementTree.fromstring(get(address).content)
    body = get(address.replace("atom", "json")).json()

    assert feed.findtext(f"{ATOM}title") == body["title"]
    assert body["title"].startswith("«лазер», Форсайт")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver{address}"
    assert links["alternate"] == f"http://testserver{address.replace('feed.atom', '')}"
    assert body["home_page_url"] == links["alternate"]
    assert feed.get(LANG) == body["language"] == "ru"


def test_characters_that_the_formats_forbid_do_not_break_them(entries, items):
    add_news("a", languages=("ru",), title="Совет\x0bрегионов", lead="Строка\x0bстрока \ud7ff\x01")

    (entry,) = entries("/ru/search/feed.atom?kind=news")
    (item,) = items("/ru/search/feed.json?kind=news")

    assert entry.findtext(f"{ATOM}title") == "Совет регионов"
    assert entry.findtext(f"{ATOM}summary") == "Строка строка \ud7ff "
    assert item["title"] == "Совет\x0bрегионов"


def test_id_stays_when_title_and_slug_change_and_after_a_second_publication(entries):
    page = add_news("a", languages=("ru",))[0]
    (before,) = entries("/ru/search/feed.atom?kind=news")
    page.title, page.slug = "Иначе", "inache"
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    assert entries("/ru/search/feed.atom?kind=news") == []
    page.refresh_from_db()
    page.save_revision().publish()

    (after,) = entries("/ru/search/feed.atom?kind=news")

    assert after.findtext(f"{ATOM}title") == "Иначе"
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")


def test_ids_of_the_languages_differ(entries):
    add_news("a")

    ids = {entries(f"/{lang}/search/feed.atom")[0].findtext(f"{ATOM}id") for lang in ("ru", "en")}

    assert len(ids) == 2


def test_feed_is_newest_first_whatever_order_the_list_has(entries):
    add_news("old", published_on=date(2011, 1, 1))
    add_news("new", languages=("ru",), published_on=date(2013, 1, 1))

    found = entries("/en/search/feed.atom?kind=news&sort=oldest&page=7")

    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["Новость new", "News old"]
    assert [entry.get(LANG) for entry in found] == ["ru", None]


def _unavailable(*args, **kwargs):
    raise EngineUnavailable("gone")


@pytest.mark.parametrize("is_away", [False, True])
def test_feed_keeps_to_words_and_conditions(titles, monkeypatch, is_away):
    topic, region = TopicFactory(slug="funding"), RegionFactory(code="RU-KLU")
    add_news("joint", topics=[topic], regions=[region])
    add_news("topic", topics=[topic], published_on=date(2013, 5, 1))
    add_news("none", published_on=date(2010, 1, 1))
    add_event("forum", topics=[topic])
    indexing.drain()
    if is_away:
        monkeypatch.setattr(type(engine()), "search", _unavailable)
    base = "/en/search/feed.atom"

    assert titles(f"{base}?topic=funding&kind=news") == ["News topic", "News joint"]
    assert titles(f"{base}?topic=funding&region=RU-KLU") == ["News joint"]
    assert titles(f"{base}?year=2013&year=2014") == ["News topic"]
    assert titles(f"{base}?date_to=2011-12-31") == ["Forum forum", "News none"]
    assert titles(f"{base}?date_from=2012-12-31") == ["News topic"]
    assert titles(f"{base}?q=joint") == ["News joint"]
    assert titles(f"{base}?q=topic+year:2013") == ["News topic"]
    assert titles(f"{base}?year=abc") == []


@pytest.mark.parametrize(
    "query", ["sort=no", "page=0", "page=x", "date_from=2012-13-01", "utm=1", "lang=en"]
)
@pytest.mark.parametrize("form", ["atom", "json"])
def test_wrong_parameters_are_named(get, form, query):
    answer = get(f"/ru/search/feed.{form}?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert f"\n{query.split('=')[0]}: " in answer.content.decode()


@pytest.mark.parametrize("form", ["atom", "json"])
def test_unchanged_feed_is_not_sent_again(get, form):
    page = add_news("a", languages=("ru",))[0]
    address = f"/ru/search/feed.{form}?kind=news"
    first = get(address)
    assert first["Last-Modified"] == "Tue, 02 Jan 2024 03:04:00 GMT"

    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    page.title = "Иначе"
    page.save_revision().publish()

    changed = get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_empty_feed_stays_the_same(get):
    first, second = (get("/ru/search/feed.atom?q=zzzzqq") for _ in range(2))

    assert_atom(ElementTree.fromstring(first.content))
    assert first["ETag"] == second["ETag"]
    assert not first.has_header("Last-Modified")


def test_feed_has_at_most_fifty_entries_for_as_many_queries(
    entries, items, django_assert_max_num_queries
):
    add_news("first", topics=[TopicFactory()])
    indexing.drain()
    with django_assert_max_num_queries(9):
        assert len(entries("/ru/search/feed.atom?kind=news")) == 1
    for number in range(55):
        add_news(f"n{number}", topics=[TopicFactory()], languages=("ru",))
    indexing.drain()
    with django_assert_max_num_queries(9):
        assert len(entries("/ru/search/feed.atom?kind=news")) == 50
    with django_assert_max_num_queries(9):
        assert len(items("/ru/search/feed.json?kind=news")) == 50


def test_thing_hidden_a_moment_ago_is_in_no_feed(client, index):
    page = add_news("secret", languages=("ru",))[0]
    indexing.drain()
    assert b"secret" in client.get("/ru/search/feed.atom?kind=news").content
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexing, "keep_up", lambda: None)
        PageViewRestriction.objects.create(page=page, restriction_type="login")

        assert b"secret" not in client.get("/ru/search/feed.atom?kind=news").content
        assert b"secret" not in client.get("/ru/search/feed.json?kind=news").content


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/ru/search/?q=x&kind=news&sort=title&page=2", "q=x&kind=news"),
        ("/en/news/?year=2012", "kind=news&year=2012"),
        ("/ru/events/?event_format=online", "kind=event&event_format=online"),
        ("/ru/legal/?force=in_force", "kind=legal&force=in_force"),
        ("/en/library/?q=x", "q=x&kind=library"),
    ],
)
def test_every_list_names_its_feeds(client, index, path, query):
    html = client.get(path).content.decode()
    lang, wanted = path[1:3], query.replace("&", "&amp;")

    for form in ("atom", "json"):
        address = f'href="/{lang}/search/feed.{form}?{wanted}"'
        assert html.count(address) == 2
        assert re.search(f'<link rel="alternate"[^>]*{re.escape(address)}', html)


def test_dates_are_those_of_the_newest_change(get):
    add_news("a", last_published_at=datetime(2025, 5, 6, 7, 8, 9, tzinfo=UTC))
    add_news("b")

    feed = ElementTree.fromstring(get("/ru/search/feed.atom?kind=news").content)

    assert feed.findtext(f"{ATOM}updated") == "2025-05-06T07:08:09+00:00"


def test_text_of_a_summary_is_no_markup(entries, items):
    add_news("a", languages=("ru",), lead="Прирост <5 % & выше")

    (summary,) = [
        entry.find(f"{ATOM}summary") for entry in entries("/ru/search/feed.atom?kind=news")
    ]

    assert (summary.get("type"), summary.text) == ("html", "Прирост &lt;5 % &amp; выше")
    assert items("/ru/search/feed.json?kind=news")[0]["summary"] == "Прирост <5 % & выше"


def test_old_thing_that_came_just_now_stands_first(titles):
    for number in range(55):
        add_news(f"n{number}", languages=("ru",))
    indexing.drain()
    Arrival.objects.update(at=None)
    add_news("old", languages=("ru",), published_on=date(1999, 1, 1))

    found = titles("/ru/search/feed.atom?kind=news")

    assert found[0] == "Новость old"
    assert len(found) == 50
