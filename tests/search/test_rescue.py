"""Words that find nothing: what is put in their place, and what never is."""

import pytest

from search import catalogue, indexing
from search.causes import Cause
from search.query import Query
from search.rescue import OfferKind
from search.rescue.names import names_among
from search.rescue.rewriting import rewrite, words_to_judge
from search.rescue.translit import READINGS, readings
from search.rescue.vocabulary import made_of
from search.text import fold
from tests.search.rescue_pairs import COMBINED, LAYOUT, LEFT, SPELLING, TRANSLIT, WORDS

VOCABULARY = made_of((fold(word), 3) for word in WORDS.split())


def put_right(text):
    names = names_among(words_to_judge(text))
    return rewrite(text, VOCABULARY, names)


def test_there_are_enough_pairs():
    pairs = {*LAYOUT, *TRANSLIT, *SPELLING, *COMBINED}
    assert len(pairs) >= 120
    assert len(set(LEFT)) >= 30


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "meant"), LAYOUT)
def test_other_keyboard_layout(typed, meant):
    found = put_right(typed)
    assert found is not None
    assert (found.text, found.cause) == (meant, Cause.LAYOUT)


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "meant"), TRANSLIT)
def test_other_alphabet(typed, meant):
    found = put_right(typed)
    assert found is not None
    assert (found.text, found.cause) == (meant, Cause.TRANSLIT)


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "meant"), SPELLING)
def test_slips(typed, meant):
    found = put_right(typed)
    assert found is not None
    assert (found.text, found.cause) == (meant, Cause.SPELLING)


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "meant"), COMBINED)
def test_several_at_once(typed, meant):
    found = put_right(typed)
    assert found is not None
    assert found.text == meant


@pytest.mark.django_db
@pytest.mark.parametrize("typed", LEFT)
def test_nothing_is_put_in_place_of_what_may_be_meant_so(typed):
    assert put_right(typed) is None


def test_readings_are_limited_and_the_likeliest_comes_first():
    found = list(readings("sbsbsbsbsbsnlrtiyeacjxz" * 3))
    assert len(found) == READINGS
    assert next(readings("klaster")) == "кластер"
    assert list(readings("klaстер")) == []


@pytest.fixture
def published(index, news):
    """Some news in the index."""
    news("Кластерная политика", "Развитие региона и поддержка предприятий.")
    news("Конкурс заявок")
    news("Cluster policy", lang="en")
    indexing.drain()


def ask(text, **fields):
    return catalogue.search(Query(text=text, **fields))


def titles(results):
    return [result.hit.title.text for result in results.results]


def test_query_without_hits_is_answered_by_what_was_meant(published):
    results = ask("rjyrehc pfzdjr")
    assert titles(results) == ["Конкурс заявок"]
    assert (results.rescue.text, results.rescue.cause) == ("конкурс заявок", Cause.LAYOUT)
    assert results.query.text == "rjyrehc pfzdjr"


def test_query_with_hits_is_answered_as_typed(published):
    results = ask("конкурс")
    assert (results.rescue, results.offers) == (None, ())


def test_literal_query_is_left_empty(published):
    results = ask("rjyrehc", is_literal=True)
    assert (results.total, results.rescue, results.offers) == (0, None, ())


def test_conditions_that_leave_nothing_are_named_first(published):
    results = ask("конкурс", filters={"year": ("1999",)})
    (offer,) = results.offers
    assert (offer.kind, offer.total) == (OfferKind.WITHOUT_CONDITIONS, 1)
    assert results.rescue is None


def test_preset_of_a_listing_is_no_condition_of_the_reader(published):
    results = ask("rjyrehc", filters={"kind": ("news",)}, fixed=("kind",))
    assert titles(results) == ["Конкурс заявок"]
    assert ask("rjyrehc", filters={"kind": ("legal",)}, fixed=("kind",)).total == 0


def test_words_that_do_not_stand_together_are_left_out_one_by_one(published):
    results = ask("конкурс политика")
    assert results.total == 0
    assert {(offer.word, offer.query.text, offer.total) for offer in results.offers} == {
        ("конкурс", "политика", 1),
        ("политика", "конкурс", 1),
    }


def test_phrase_is_never_put_right(published):
    assert ask('"rjyrehc"').total == 0
    assert ask('"rjyrehc"').rescue is None


def test_few_hits_of_a_rare_word_bring_a_suggestion_and_nothing_else(published, news):
    for number in range(12):
        news(f"Ярмарка {number}")
    news("Iarmarka of 2012", lang="en")
    indexing.drain()
    results = ask("iarmarka")
    assert titles(results) == ["Iarmarka of 2012"]
    assert results.rescue is None
    assert (results.suggestion.text, results.suggestion.cause) == ("ярмарка", Cause.TRANSLIT)


def test_hidden_words_are_never_offered(published, news):
    news("Криптозавр", live=False)
    indexing.drain()
    assert ask("криптозавп").rescue is None


@pytest.mark.parametrize(
    ("lang", "notice", "literal"),
    [
        ("ru", "По точному запросу ничего нет", "Искать точно «rjyrehc»"),
        ("en", "Nothing is found as typed", "Search exactly for “rjyrehc”"),
    ],
)
def test_page_names_what_was_done_and_leads_back(client, published, lang, notice, literal):
    html = client.get(f"/{lang}/search/", {"q": "rjyrehc"}).content.decode()
    assert notice in html
    assert literal in html
    assert f'href="/{lang}/search/?q=rjyrehc&amp;literal=1"' in html
    plain = client.get(f"/{lang}/search/", {"q": "rjyrehc", "literal": "1"}).content.decode()
    assert notice not in plain


def test_page_without_results_counts_its_offers(client, published):
    html = client.get("/ru/search/", {"q": "конкурс", "year": "1999"}).content.decode()
    assert "Те же слова без условий" in html
    assert '<span class="num">1</span>' in html


def test_api_tells_the_text_and_the_reason(client, published):
    answer = client.get("/api/v1/catalogue/", {"q": "klasternaya politika"}).json()
    assert answer["total"] == 1
    assert answer["suggestion"] == {"text": "кластерная политика", "reason": "translit"}
    assert client.get("/api/v1/catalogue/", {"q": "конкурс"}).json()["suggestion"] is None


@pytest.mark.parametrize(
    "text", ["q" * 10_000, "щ" * 500, "a b c d e f g h i j", "\ud800", '"' * 99]
)
def test_hostile_text_is_rescued_by_nothing(published, text):
    assert ask(text).total == 0
