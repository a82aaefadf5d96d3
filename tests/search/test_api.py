"""The catalogue API."""

import pytest
from django.test import Client
from django.utils import translation

from search import indexing

pytestmark = pytest.mark.django_db
URL = "/api/v1/catalogue/"


@pytest.fixture
def get(client, index):
    """The response of the API after draining."""

    def ask(path=URL, **parameters):
        indexing.drain()
        return client.get(path, parameters)

    return ask


def test_shape_of_an_answer(get, news):
    page = news("Станки для всех", "Новый станок <b>")
    body = get(q="станков").json()
    assert set(body) == {"total", "results", "facets", "suggestion"}
    assert body["total"] == 1
    assert body["suggestion"] is None
    assert body["results"] == [
        {
            "id": str(page.translation_key),
            "kind": "news",
            "slug": page.slug,
            "lang": "ru",
            "url": page.url,
            "title": "Станки для всех",
            "highlights": [
                "<mark>Станки</mark> для всех",
                "Новый <mark>станок</mark> &lt;b&gt;",
            ],
            "passages": [],
            "why": [
                {
                    "cause": "title",
                    "place": "title",
                    "typed": "",
                    "found": "",
                    "label": "в названии",
                },
                {
                    "cause": "forms",
                    "place": None,
                    "typed": "станков",
                    "found": "",
                    "label": "другая форма слова «станков»",
                },
            ],
        }
    ]
    year = {"value": "2012", "label": "2012", "count": 1, "selected": False}
    assert body["facets"]["year"] == [year]


def test_same_question_in_both_languages_finds_the_same_things(get, news, translated):
    for number in range(3):
        translated(news(f"Станок {number}"), f"Lathe {number}")
    news("Станок без перевода")
    answers = {
        (text, lang): get(q=text, lang=lang).json() for text in ("станки",) for lang in ("ru", "en")
    }
    sets = {pair: {row["id"] for row in body["results"]} for pair, body in answers.items()}
    assert sets["станки", "ru"] == sets["станки", "en"]
    english = get(q="lathes", lang="ru").json()["results"]
    assert {row["id"] for row in english} < sets["станки", "ru"]
    assert {row["lang"] for row in english} == {"ru"}
    langs = [row["lang"] for row in answers["станки", "en"]["results"]]
    assert sorted(langs) == ["en", "en", "en", "ru"]


def test_yo_and_ie_are_one_letter(get, news):
    page = news("Надёжный счётчик")
    for text in ("надежный счетчик", "НАДЁЖНЫЕ СЧЁТЧИКИ"):
        assert [row["id"] for row in get(q=text).json()["results"]] == [str(page.translation_key)]


def test_labels_are_in_the_language_asked_for(get, news):
    news("Станок")
    values = {
        lang: {row["value"]: row["label"] for row in get(lang=lang).json()["facets"]["language"]}
        for lang in ("ru", "en")
    }
    with translation.override("ru"):
        assert values["ru"]["ru"] == translation.gettext("Russian")
    assert values["en"]["ru"] == "Russian"


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"lang": "de"}, "lang"),
        ({"sort": "colour"}, "sort"),
        ({"page": "0"}, "page"),
        ({"page": "abc"}, "page"),
        ({"page": "1000000000"}, "page"),
        ({"date_from": "2012-13-01"}, "date_from"),
        ({"date_to": "soon"}, "date_to"),
        ({"date_from": "2013-01-01", "date_to": "2012-01-01"}, "date_to"),
    ],
)
def test_wrong_parameter_is_named(get, parameters, field):
    response = get(**parameters)
    body = response.json()
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert body["status"] == 400
    assert [error["field"] for error in body["errors"]] == [field]


def test_page_beyond_the_end_is_empty(get, news):
    news("Станок")
    body = get(q="станок", page="1000").json()
    assert (body["total"], body["results"]) == (1, [])


def test_links_lead_to_the_neighbours(get, news):
    for number in range(21):
        news(f"Станок {number}")
    link = get(q="станок", page="2")["Link"]
    base = f"{URL}?q=%D1%81%D1%82%D0%B0%D0%BD%D0%BE%D0%BA"
    assert link == f'<{base}>; rel="prev", <{base}&page=3>; rel="next"'


def test_only_reading_is_allowed(client):
    response = client.post(URL)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Content-Type"] == "application/problem+json"


def test_refusal_needs_no_token_of_a_form():
    outside = Client(enforce_csrf_checks=True)
    for address, status in ((URL, 405), (f"{URL}suggest/", 405), ("/api/v2/", 404)):
        response = outside.post(address)
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"


def test_suggestions_may_be_of_some_kinds_only(get, news):
    news("Станкостроение страны")
    only = [
        get(f"{URL}suggest/", q=text, kind=kind).json()["suggestions"]
        for text in ("станкос", "")
        for kind in ("news", "event")
    ]
    assert [bool(found) for found in only] == [True, False, True, False]
    wrong = get(f"{URL}suggest/", q="станкос", kind="colour")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "kind")


def test_suggestions_are_titles_then_words(get, news):
    page = news("Станкостроение страны")
    body = get(f"{URL}suggest/", q="станкос").json()
    assert body["suggestions"][0] == {
        "text": "Станкостроение страны",
        "lang": "ru",
        "kind": "news",
        "kind_label": body["suggestions"][0]["kind_label"],
        "url": page.url,
    }
    assert body["suggestions"][1]["text"] == "станкостроение"
    assert body["suggestions"][1]["url"] is None


def test_suggestions_without_an_index_are_none(client):
    assert client.get(f"{URL}suggest/", {"q": "станок"}).json() == {"suggestions": []}


@pytest.mark.parametrize("text", ["", "а", "\x00", '"' * 300, "а" * 10_000])
def test_any_beginning_gives_suggestions(get, text):
    assert get(f"{URL}suggest/", q=text).status_code == 200


def test_unchanged_answer_is_not_sent_again(get, client, news):
    news("Станок")
    tag = get(q="станок")["ETag"]
    again = client.get(URL, {"q": "станок"}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    news("Новый станок")
    indexing.drain()
    changed = client.get(URL, {"q": "станок"}, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.json()["total"]) == (200, 2)
