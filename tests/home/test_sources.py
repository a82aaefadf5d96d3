"""What the catalogue is told of news, events and pages."""

from datetime import date
from uuid import UUID

import pytest

from home.sources import EventSource, NewsSource, PlainPageSource
from search.registry import facets
from tests.factories import RegionFactory, TopicFactory
from tests.factories.front import add_event, add_news, add_standard_page

pytestmark = pytest.mark.django_db


def entries(source):
    return list(source.entries(source.keys()))


def test_news_entry():
    pages = add_news("a", topics=[TopicFactory(slug="sme")], regions=[RegionFactory(code="RU-TOM")])

    (entry,) = entries(NewsSource())

    assert entry.key == str(pages[0].translation_key)
    assert (entry.kind, entry.slug, entry.date) == ("news", "a", date(2012, 8, 28))
    assert [(v.lang, v.url, v.title, v.lead) for v in entry.versions] == [
        ("ru", "/ru/news/a/", "Новость a", "Лид a"),
        ("en", "/en/news/a/", "News a", "Lead a"),
    ]
    assert entry.facets == {
        "topic": ("sme",),
        "region": ("RU-TOM",),
        "year": ("2012",),
        "language": ("ru", "en"),
    }


def test_event_entry_has_days_place_and_format():
    add_event("far", timezone="Asia/Kamchatka", format="hybrid", organiser="Сеть TCI")

    (entry,) = entries(EventSource())

    # 06:00 to 14:00 UTC is 18:00 to 02:00 of the next day in Kamchatka.
    assert (entry.date, entry.end_date) == (date(2011, 10, 26), date(2011, 10, 27))
    assert entry.place == (37.545, 55.751)
    assert entry.facets["event_format"] == ("hybrid",)
    assert entry.versions[0].note == "Москва"
    assert "Сеть TCI" in entry.versions[0].text


def test_pages_and_sections_are_one_kind(section):
    page = add_standard_page()[0]

    slugs = {entry.slug for entry in entries(PlainPageSource())}
    wanted = [UUID(str(page.translation_key)), section("about").translation_key]

    assert slugs == {"contacts", "about", "clusters", "platforms"}
    assert {entry.slug for entry in PlainPageSource().entries(wanted)} == {"contacts", "about"}


@pytest.mark.usefixtures("hidden")
def test_nothing_hidden_is_an_entry():
    assert entries(NewsSource()) == []
    assert entries(EventSource()) == []


def test_formats_are_named_in_the_language_asked_for():
    facet = facets()["event_format"]

    assert facet.labels(["online", "unknown"], "en") == {"online": "online"}


def test_news_is_found_by_another_form_of_its_word(client, indexed):
    add_news("a", title="Утверждён перечень пилотных кластеров")
    indexed()

    found = client.get("/ru/search/", {"q": "пилотные кластеры"}).context["listing"]

    assert [result["hit"].slug for result in found["results"]] == ["a"]
