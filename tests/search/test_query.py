"""What a reader may type, and what it is understood as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.causes import FORMS, Cause, Place
from search.plan import AnyForm, Exact, plan
from search.query import MAX_WORDS, ByCode, ParsedText, Query, Sort, parse
from search.terms import Row, Terms

FACETS = ByCode("kind", "year", "region")


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("", ParsedText(is_blank=True)),
        (" \x00 ", ParsedText(is_blank=True)),
        ("Кластерная политика", ParsedText(words=("кластерная", "политика"))),
        ('"Кластерная Политика" рынок', ParsedText(("рынок",), (("кластерная", "политика"),))),
        ("«ёлка и снег»", ParsedText(phrases=(("елка", "и", "снег"),))),
        ("кластер -рынок", ParsedText(("кластер",), excluded=(("рынок",),))),
        ('кластер -"малый бизнес"', ParsedText(("кластер",), excluded=(("малый", "бизнес"),))),
        ("бизнес-план", ParsedText(("бизнес", "план"))),
        ("kind:legal акт", ParsedText(("акт",), filters={"kind": ("legal",)})),
        ("-year:2012", ParsedText(excluded_filters={"year": ("2012",)})),
        ("номер:188", ParsedText(numbers=("188",))),
        ("colour:red", ParsedText(("colour", "red"))),
        ("и на of", ParsedText(only_stop_words=True)),
        ("кластер и рынок", ParsedText(("кластер", "рынок"))),
        ('открытая "кавычка', ParsedText(("открытая", "кавычка"))),
        ("№ 178-ОЗ", ParsedText(("178", "оз"))),
        ("!!! ???", ParsedText()),
    ],
)
def test_parse(text, parsed):
    assert parse(text, FACETS) == parsed


def test_text_without_letters_is_empty_and_blank_is_not():
    assert parse("!!!").is_empty
    assert not parse("  ").is_empty


def test_long_text_keeps_its_first_words():
    parsed = parse(" ".join(f"слово{number}" for number in range(500)))
    assert parsed.words == tuple(f"слово{number}" for number in range(MAX_WORDS))


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_is_understood(text):
    plan(Query(text=text), parse(text, FACETS))


def typed(term):
    """The one word of a term that stands for nothing else."""
    (choice,) = term.alternatives
    (word,) = choice.words
    return word


def test_plan_looks_numbers_up_among_acts():
    planned = plan(Query(text="2227р рынка"), parse("2227р рынка"))
    number, word = planned.must
    assert typed(number) == AnyForm("2227р", ("2227р",), ("2227р",))
    assert typed(word).numbers == ()
    assert "рынок" in typed(word).forms


def test_plan_sets_what_the_register_has_beside_neighbouring_words():
    terms = Terms.of([Row("МСП", ("малый бизнес",))])
    planned = plan(Query(), parse("поддержка малого бизнеса"), terms)
    assert [
        [(choice.cause, tuple(word.word for word in choice.words)) for choice in term.alternatives]
        for term in planned.must
    ] == [
        [(Cause.TYPED, ("поддержка",))],
        [(Cause.TYPED, ("малого", "бизнеса")), (Cause.ABBREVIATION, ("мсп",))],
    ]


def test_plan_without_a_cause_leaves_its_words_out():
    terms = Terms.of([Row("ОЭЗ", ("особая зона",))])
    planned = plan(Query(without=frozenset({Cause.ABBREVIATION})), parse("оэз"), terms)
    assert typed(planned.must[0]).word == "оэз"


def test_plan_without_forms_and_places():
    planned = plan(Query(without=frozenset({FORMS, Place.TEXT})), parse("рынка"))
    assert typed(planned.must[0]) == AnyForm("рынка", ("рынка",), is_literal=True)
    assert planned.places == (Place.TITLE, Place.NUMBER)


def test_plan_names_what_was_put_in_place_of_a_typed_word():
    planned = plan(Query(), parse("кластер рынок"), origins={"кластер": Cause.LAYOUT})
    causes = [term.alternatives[0].cause for term in planned.must]
    assert causes == [Cause.LAYOUT, Cause.TYPED]


def test_plan_takes_phrases_as_written():
    parsed = parse('"малый бизнес" -крупный')
    planned = plan(Query(), parsed)
    assert planned.must == (Exact(("малый", "бизнес")),)
    assert [typed(clause).word for clause in planned.must_not] == ["крупный"]


def test_plan_without_words_shows_the_newest_first():
    assert plan(Query(), parse("")).sort is Sort.NEWEST
    assert plan(Query(), parse("рынок")).sort is Sort.RELEVANCE
    assert plan(Query(sort=Sort.TITLE), parse("")).sort is Sort.TITLE


def test_plan_joins_filters_of_text_and_form():
    query = Query(filters={"kind": ("news",)})
    planned = plan(query, parse("kind:legal year:2012", FACETS))
    assert planned.filters == {"kind": ("news", "legal"), "year": ("2012",)}
