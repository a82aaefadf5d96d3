"""The register of words that mean the same, and how it is met in a query."""

import json

import pytest
from django.core.exceptions import ValidationError

from search import catalogue, register
from search.causes import Cause
from search.initial import FILE, add_terms
from search.models import Term
from search.query import Query
from search.terms import Row, Terms, is_abbreviation, words_of


def others(terms, text):
    return [
        (" ".join(group.words), [(other.cause, " ".join(other.words)) for other in group.others])
        for group in terms.groups(text.split())
    ]


SEZ = Row("ОЭЗ", ("особая экономическая зона", "SEZ"))


@pytest.mark.parametrize(
    "asked", ["оэз", "особая экономическая зона", "особых экономических зон", "sez"]
)
def test_term_and_its_meanings_find_one_another_in_any_form(asked):
    ((words, found),) = others(Terms.of([SEZ]), asked)
    assert words == asked
    assert len(found) == 2
    assert asked not in [text for _, text in found]


def test_causes():
    assert others(Terms.of([SEZ]), "оэз") == [
        ("оэз", [(Cause.ABBREVIATION, "особая экономическая зона"), (Cause.TRANSLATION, "sez")])
    ]
    terms = Terms.of([Row("предприятие", ("фирма",))])
    assert others(terms, "фирмы") == [("фирмы", [(Cause.SYNONYM, "предприятие")])]


def test_longer_term_counts_and_the_rest_stays():
    terms = Terms.of([Row("зона", ("район",)), SEZ])
    assert [words for words, _ in others(terms, "развитие особой экономической зоны тулы")] == [
        "развитие",
        "особой экономической зоны",
        "тулы",
    ]
    assert others(terms, "зоны")[0][1] == [(Cause.SYNONYM, "район")]


def test_one_way():
    terms = Terms.of([Row("льготы", ("субсидия",), is_two_way=False)])
    assert others(terms, "льгот")[0][1] == [(Cause.SYNONYM, "субсидия")]
    assert others(terms, "субсидия")[0][1] == []


def test_single_letters_are_met_and_never_looked_for():
    terms = Terms.of([Row("R&D", ("исследования и разработки",))])
    assert others(terms, "r d")[0][1] == [(Cause.TRANSLATION, "исследования разработки")]
    assert others(terms, "исследования разработки")[0][1] == []


def test_rows_of_one_term_are_joined():
    terms = Terms.of([Row("ТП", ("технологическая платформа",)), Row("тп", ("тепловой пункт",))])
    assert len(others(terms, "тп")[0][1]) == 2


def test_empty_register_leaves_the_words():
    assert others(Terms(), "малый бизнес") == [("малый", []), ("бизнес", [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ОЭЗ", True),
        ("R&D", True),
        ("SMEs", True),
        ("МИСиС", True),
        ("Росстат", False),
        ("А", False),
        ("НИУ ВШЭ", False),
    ],
)
def test_abbreviation(text, expected):
    assert is_abbreviation(text) is expected


@pytest.mark.parametrize(
    ("term", "meanings", "field"),
    [
        ("и на", "рынок", "term"),
        ("раз два три четыре пять шесть семь", "рынок", "term"),
        ("рынок", "", "meanings"),
        ("рынок", "рынки", "meanings"),
        ("рынок", "!!!", "meanings"),
        ("рынок", "\n".join(f"слово{number}" for number in range(11)), "meanings"),
        ("зоны", "район", "term"),
    ],
)
@pytest.mark.django_db
def test_row_that_no_search_could_use_is_refused(term, meanings, field):
    Term.objects.create(term="зона", meanings="участок")
    with pytest.raises(ValidationError) as refused:
        Term(term=term, meanings=meanings).full_clean()
    assert field in refused.value.message_dict


@pytest.mark.django_db
def test_language_is_that_of_the_script():
    languages = [Term.objects.create(term=term, meanings="x").language for term in ("ОЭЗ", "SEZ")]
    assert languages == ["ru", "en"]


def titles(text, **fields):
    answer = catalogue.search(Query(text=text, **fields))
    return [result.hit.title.text for result in answer.results]


def test_change_of_the_register_works_at_once_and_without_indexing(index, news):
    from search.indexing import drain

    news("Резидент особой экономической зоны")
    drain()
    assert titles("ОЭЗ") == []
    term = Term.objects.create(term="ОЭЗ", meanings="особая экономическая зона")
    assert titles("ОЭЗ") == ["Резидент особой экономической зоны"]
    term.is_active = False
    term.save()
    assert titles("ОЭЗ") == []
    Term.objects.update(is_active=True)
    register.renew()
    assert titles("ОЭЗ") == ["Резидент особой экономической зоны"]
    term.delete()
    assert titles("ОЭЗ") == []


@pytest.mark.django_db
def test_process_that_hears_of_no_change_reads_again_after_a_while(monkeypatch):
    term = Term.objects.create(term="ОЭЗ", meanings="особая экономическая зона")
    register.terms()
    Term.objects.filter(pk=term.pk).update(meanings="SEZ")  # without a signal
    assert others(register.terms(), "sez")[0][1] == []
    monkeypatch.setattr(register, "MOST_SECONDS", 0)
    assert others(register.terms(), "sez")[0][1] == [(Cause.TRANSLATION, "оэз")]


def test_same_question_in_both_languages_finds_the_same(index, news):
    from search.indexing import drain

    news("Субсидии регионам")
    news("Subsidies for regions", lang="en")
    drain()
    assert titles("субсидии") == ["Субсидии регионам"]
    add_terms()
    assert (
        set(titles("субсидии"))
        == set(titles("subsidy"))
        == {
            "Субсидии регионам",
            "Subsidies for regions",
        }
    )
    without = frozenset({Cause.TRANSLATION})
    assert titles("субсидии", without=without) == ["Субсидии регионам"]


def test_query_costs_no_reading_of_the_register_twice(index, news, django_assert_num_queries):
    register.terms()
    with django_assert_num_queries(0):
        register.terms()


@pytest.mark.django_db
def test_terms_of_the_portal_are_sound_and_added_once():
    rows = json.loads(FILE.read_text("utf-8"))
    assert len(rows) >= 100
    assert add_terms() == len(rows)
    assert add_terms() == 0
    assert sum(is_abbreviation(row["term"]) for row in rows) >= 60
    assert all(words_of(meaning) for row in rows for meaning in row["meanings"])
