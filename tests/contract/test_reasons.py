"""Why things were found, and what may stand in place of the words: alike for every engine."""

from search.causes import FORMS, Cause, Match, Place
from search.plan import plan
from search.query import Query, parse
from search.terms import Row, Terms

TERMS = Terms.of(
    [
        Row("перечень", ("ярмарка",), is_two_way=False),
        Row("выставка", ("innovation strategy",), is_two_way=False),
        Row("innovation strategy", ("ярмарка",), is_two_way=False),
    ]
)


def asked(engine, text, *, terms=TERMS, origins=(), **fields):
    query = Query(text=text, **fields)
    answer = engine.search(plan(query, parse(text), terms, dict(origins)))
    assert answer.total == len(answer.hits)
    return {hit.key: set(hit.matches) for hit in answer.hits}


def why(term=0, alternative=0, *, place=Place.TITLE, form=False):
    return Match(term, alternative, place, is_as_written=not form)


def test_typed_word_in_a_title_and_in_a_text(engine):
    assert asked(engine, "перечень", terms=Terms()) == {
        "order": {why(place=Place.TITLE), why(place=Place.TEXT)}
    }


def test_another_form_of_the_word(engine):
    assert asked(engine, "ярмарку") == {"fair": {why(form=True)}}


def test_number(engine):
    found = asked(engine, "2227-р")["strategy"]
    assert why(place=Place.NUMBER) in found


def test_what_stands_in_place_of_a_word_is_found_and_named(engine):
    assert asked(engine, "перечень") == {
        "order": {why(place=Place.TITLE), why(place=Place.TEXT)},
        "fair": {why(alternative=1)},
    }


def test_all_words_of_an_alternative_have_to_stand(engine):
    assert asked(engine, "выставка") == {
        "fair": {why(place=Place.TEXT)},
        "strategy": {why(alternative=1)},
    }


def test_neighbouring_words_are_one_term(engine):
    assert asked(engine, "innovation strategy", lang="en") == {
        "strategy": {why()},
        "fair": {why(alternative=1)},
    }


def test_each_word_has_its_own_reasons(engine):
    assert asked(engine, "перечня кластеров", terms=Terms()) == {
        "order": {why(0, form=True), why(0, place=Place.TEXT, form=True), why(1)}
    }


def test_typed_words_rank_above_what_stands_for_them(engine):
    answer = engine.search(plan(Query(), parse("перечень"), TERMS))
    assert [hit.key for hit in answer.hits] == ["order", "fair"]


def test_a_cause_left_out_finds_nothing(engine):
    assert set(asked(engine, "перечень", without=frozenset({Cause.SYNONYM}))) == {"order"}


def test_forms_left_out(engine):
    only_typed = frozenset({FORMS})
    assert asked(engine, "кластер", terms=Terms(), without=only_typed) == {}
    assert set(asked(engine, "кластеров", terms=Terms(), without=only_typed)) == {
        "order",
        "strategy",
    }


def test_forms_left_out_keep_the_places_apart(engine):
    only_typed = frozenset({FORMS})
    assert asked(engine, "кластеров", terms=Terms(), without=only_typed) == {
        "order": {why()},
        "strategy": {why(place=Place.TEXT)},
    }
    for left_out, key in ((Place.TITLE, "strategy"), (Place.TEXT, "order")):
        without = only_typed | {left_out}
        assert set(asked(engine, "кластеров", terms=Terms(), without=without)) == {key}
    number = asked(engine, "2227-р", terms=Terms(), without=only_typed)["strategy"]
    assert why(place=Place.NUMBER) in number


def test_places_left_out(engine):
    assert set(asked(engine, "кластер", without=frozenset({Place.TITLE}))) == {"strategy"}
    assert set(asked(engine, "кластер", without=frozenset({Place.TEXT}))) == {"order"}


def test_words_put_in_place_of_typed_ones_are_found_alike(engine):
    assert asked(engine, "ярмарка", origins={"ярмарка": Cause.LAYOUT}) == {"fair": {why()}}


def test_hidden_things_give_no_reasons(engine):
    assert asked(engine, "криптозавр") == {}


def test_marks_show_what_stood_for_the_word(engine):
    answer = engine.search(plan(Query(), parse("перечень"), TERMS))
    title = answer.hits[1].title
    assert [title.text[start:end] for start, end in title.ranges] == ["Ярмарка"]
