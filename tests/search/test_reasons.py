"""Why things were found, as readers see it, and the same search without a reason."""

from html import unescape

import pytest

from search import indexing
from search.causes import Cause, Match, Place
from search.models import Term
from search.plan import plan
from search.query import Query, parse
from search.reasons import reasons
from search.terms import Row, Terms

TERMS = Terms.of([Row("ОЭЗ", ("особая экономическая зона",))])


def labels(text, *matches, terms=TERMS, origins=None):
    planned = plan(Query(text=text), parse(text), terms, origins or {})
    return [reason.label for reason in reasons(planned, matches)]


def match(term=0, alternative=0, place=Place.TITLE, written=True):
    return Match(term, alternative, place, written)


@pytest.mark.parametrize(
    ("text", "matches", "expected"),
    [
        ("кластер", [match()], ["в названии"]),
        ("кластер", [match(place=Place.TEXT)], ["в тексте"]),
        ("кластер", [match(), match(place=Place.TEXT)], ["в названии"]),
        ("кластер", [match(written=False)], ["в названии", "другая форма слова «кластер»"]),
        (
            "кластер рынок",
            [match(), match(1, place=Place.TEXT)],
            ["в названии и в тексте"],
        ),
        ("188", [match(place=Place.NUMBER), match()], ["номер акта"]),
        (
            "оэз",
            [match(alternative=1)],
            ["в названии", "сокращение: оэз → особая экономическая зона"],
        ),
        ("оэз", [match(), match(alternative=1)], ["в названии"]),
        ("", [], []),
    ],
)
def test_few_and_telling(text, matches, expected):
    assert labels(text, *matches) == expected


def test_word_put_in_by_the_rescue_is_named():
    found = labels("кластер", match(), origins={"кластер": Cause.LAYOUT})
    assert found == ["в названии", "раскладка клавиатуры: кластер"]


@pytest.fixture
def published(index, news):
    """Two news in the index and a term in the register."""
    Term.objects.create(term="ОЭЗ", meanings="особая экономическая зона")
    news("Новая ОЭЗ")
    news("Итоги года", "Резиденты особых экономических зон.")
    indexing.drain()


def page(client, **parameters):
    return unescape(client.get("/ru/search/", parameters).content.decode())


def test_page_shows_reasons_and_each_leads_to_the_search_without_it(client, published):
    html = page(client, q="ОЭЗ")
    assert "сокращение: оэз → особая экономическая зона" in html
    address = "/ru/search/?q=ОЭЗ&without=abbreviation"
    assert 'href="/ru/search/?q=%D0%9E%D0%AD%D0%97&without=abbreviation"' in html
    assert "Итоги года" in html
    without = unescape(client.get(address).content.decode())
    assert "Итоги года" not in without
    assert "Новая ОЭЗ" in without
    assert "без: сокращения" in without


def test_listing_has_them_too_and_the_catalogue_without_words_has_none(client, published):
    assert 'class="plain why"' in unescape(client.get("/ru/news/?q=ОЭЗ").content.decode())
    assert 'class="plain why"' not in page(client)


def test_api_says_why(client, published):
    answer = client.get("/api/v1/catalogue/", {"q": "ОЭЗ", "lang": "ru"}).json()
    why = {result["title"]: result["why"] for result in answer["results"]}
    assert why["Новая ОЭЗ"] == [
        {"cause": "title", "place": "title", "typed": "", "found": "", "label": "в названии"}
    ]
    assert why["Итоги года"][1] == {
        "cause": "abbreviation",
        "place": None,
        "typed": "оэз",
        "found": "особая экономическая зона",
        "label": "сокращение: оэз → особая экономическая зона",
    }


def test_api_refuses_an_unknown_cause(client, published):
    answer = client.get("/api/v1/catalogue/", {"q": "ОЭЗ", "without": "magic"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "without"


def test_reason_brought_by_the_rescue_leads_to_the_literal_search(client, published):
    html = page(client, q="bnjub ujlf")
    assert "раскладка клавиатуры: итоги" in html
    assert 'href="/ru/search/?q=bnjub+ujlf&literal=1"' in html
