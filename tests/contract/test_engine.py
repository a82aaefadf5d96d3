"""What every engine answers."""

from datetime import date

import pytest

from search.engines.base import EngineUnavailable, FacetCount
from search.plan import plan
from search.query import Query, Sort, parse
from search.registry import Passage
from tests.contract.conftest import ENTRIES, entry

FACETS = ("kind", "topic", "region", "year", "language")


def counts(answer, facet):
    return {count.value: count.count for count in answer.facets[facet]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("кластер", {"order", "strategy"}),
        ("КЛАСТЕРАМИ", {"order", "strategy"}),
        ("cluster", {"order", "strategy", "review"}),
        ("clusters", {"order", "strategy", "review"}),
        ("развитие", {"strategy"}),
        ("перечня территории", {"order"}),
        ("перечня кадров", set()),
        ('"перечень кластеров"', set()),
        ('"перечне кластеров"', {"order"}),
        ("cluster -review", {"order", "strategy"}),
        ("-cluster", {"fair"}),
        ("емкость", {"fair"}),
        ("ЁМКОСТЕЙ", {"fair"}),
        ("рынок", set()),
        ("market", {"review"}),
        ("", {"order", "strategy", "fair", "review"}),
        ("и на", set()),
        ("!!!", set()),
    ],
)
def test_words_find(ask, text, expected):
    answer = ask(text)
    assert {hit.key for hit in answer.hits} == expected
    assert answer.total == len(expected)


@pytest.mark.parametrize(
    ("text", "among", "expected"),
    [
        ("", ("order", "fair", "nothing"), {"order", "fair"}),
        ("cluster", ("order", "fair"), {"order"}),
        ("cluster", ("fair",), set()),
        ("", (), set()),
    ],
)
def test_question_among_some_keys_is_answered_by_no_other(ask, text, among, expected):
    answer = ask(text, keys=among, sort=Sort.NEWEST)
    assert {hit.key for hit in answer.hits} == expected
    assert answer.total == len(expected)


@pytest.mark.parametrize("text", ["188", "№ 188"])
def test_number_finds_its_act_first(keys, text):
    assert keys(text)[0] == "order"


@pytest.mark.parametrize("text", ["2227", "2227-р", "2227р", "№ 2227-р"])
def test_number_with_a_letter_is_found_in_every_spelling(keys, text):
    assert keys(text) == ["strategy"]


def test_title_ranks_above_body(keys):
    assert keys("кластеры") == ["order", "strategy"]


def test_thing_is_shown_once_in_the_readers_language(ask):
    ru, en = ask("188", lang="ru").hits[0], ask("188", lang="en").hits[0]
    assert (ru.lang, ru.url, ru.title.text) == (
        "ru",
        "/ru/order/",
        "Распоряжение о перечне кластеров",
    )
    assert (en.lang, en.url, en.title.text) == ("en", "/en/order/", "Order on the list of clusters")


def test_thing_without_the_readers_language_is_shown_in_its_own(ask):
    hit = ask("ёмкость", lang="en").hits[0]
    assert (hit.lang, hit.url) == ("ru", "/ru/fair/")


def test_facets_count_each_thing_once(ask):
    answer = ask("", facets=FACETS)
    assert counts(answer, "kind") == {"legal": 2, "event": 1, "library": 1}
    assert counts(answer, "topic") == {"clusters": 3, "innovation": 2}
    assert counts(answer, "language") == {"ru": 3, "en": 3}


def test_facet_ignores_its_own_choice_only(ask):
    answer = ask("", facets=FACETS, filters={"kind": ("legal",), "topic": ("clusters",)})
    assert [hit.key for hit in answer.hits] == ["order"]
    assert counts(answer, "kind") == {"legal": 1, "event": 1, "library": 1}
    assert counts(answer, "topic") == {"clusters": 1, "innovation": 1}
    assert answer.facets["region"] == (FacetCount("RU-KLU", 1),)


def test_values_of_a_facet_are_alternatives(keys):
    assert set(keys("", filters={"kind": ("event", "library")})) == {"fair", "review"}


def test_nothing_found_has_empty_facets(ask):
    answer = ask("рынок", facets=("kind",))
    assert (answer.total, answer.hits, answer.facets) == (0, (), {"kind": ()})


def test_unknown_value_finds_nothing(ask):
    assert ask("", filters={"kind": ("никакой",)}).total == 0


def test_dates_take_what_lasts_into_the_period(keys):
    assert keys("", date_from=date(2013, 5, 22), date_to=date(2013, 12, 31)) == ["fair"]
    assert keys("", date_to=date(2011, 12, 8)) == ["strategy"]
    assert keys("", date_from=date(2014, 3, 2)) == []


def test_orders(keys):
    assert keys("", sort=Sort.NEWEST) == ["review", "fair", "order", "strategy"]
    assert keys("", sort=Sort.OLDEST) == ["strategy", "order", "fair", "review"]
    assert keys("", sort=Sort.TITLE, lang="ru") == ["review", "order", "strategy", "fair"]


def test_pages_follow_one_another(ask):
    pages = [ask("", sort=Sort.NEWEST, offset=start, limit=3) for start in (0, 3, 6)]
    assert [[hit.key for hit in page.hits] for page in pages] == [
        ["review", "fair", "order"],
        ["strategy"],
        [],
    ]
    assert {page.total for page in pages} == {4}


def marked_words(marked):
    return [marked.text[start:end] for start, end in marked.ranges]


def test_found_words_are_marked_in_any_form_and_original_spelling(ask):
    hit = ask("ёмкости").hits[0]
    assert marked_words(hit.title) == ["ёмкостей"]
    assert marked_words(hit.fragments[0]) == ["ёмкость", "ёмкость"]
    assert "<script>alert" in hit.fragments[0].text


def test_without_a_match_in_the_language_shown_the_other_one_is_quoted(ask):
    fragment = ask("territories", lang="ru").hits[0].fragments[0]
    assert fragment.lang == "en"
    assert marked_words(fragment) == ["territories"]


def test_passages_lead_to_the_place(ask):
    hit = ask("кадры предприятия").hits[0]
    assert [(part.anchor, part.label, part.url) for part in hit.passages] == [
        ("p2", "пункт 2", "/ru/strategy/#p2")
    ]
    assert marked_words(hit.passages[0].fragment) == ["кадров", "предприятий"]


def test_passages_are_in_the_readers_language_and_not_counted(ask):
    answer = ask("cluster policy", lang="en")
    assert answer.total == 1
    assert [part.url for part in answer.hits[0].passages] == ["/en/strategy/#p1"]


def test_completions_begin_like_the_text(engine):
    titles = engine.complete("распоряжение о пер", "ru", ("public",), 8)
    assert (titles[0].text, titles[0].url) == ("Распоряжение о перечне кластеров", "/ru/order/")
    assert engine.complete("к", "ru", ("public",), 8) == ()


def completed(engine, text, **fields):
    found = engine.complete(text, "ru", ("public",), 8, **fields)
    return [one.key for one in found if one.key]


def test_completions_take_words_in_any_form_and_order(engine):
    for text in ("кластеров распоряж", "кластеры перечень распоряжение", "перечень кла"):
        assert completed(engine, text) == ["order"]
    assert completed(engine, "ярмарка перечне") == []


def test_completions_put_words_in_their_order_first(engine):
    engine.upsert(
        [
            entry("apart", "news", ("Развитие новой стратегии кластеров", "", "")),
            entry("together", "news", ("О том, как стратегии развития пишут", "", "")),
        ]
    )
    assert completed(engine, "стратегии развит")[0] == "together"
    assert set(completed(engine, "стратегии развит")) == {"together", "apart", "strategy"}


def test_act_is_completed_from_its_number(engine):
    for text in ("2227", "222", "2227-р", "2227р"):
        assert completed(engine, text) == ["strategy"]
    assert completed(engine, "223") == []


def test_completions_may_be_of_some_kinds_only(engine):
    assert completed(engine, "инновац") == completed(engine, "инновац", kinds=("legal",))
    assert completed(engine, "инновац", kinds=("legal",)) == ["strategy"]
    assert engine.complete("инновац", "ru", ("public",), 8, kinds=("event",)) == ()
    assert engine.complete("тайная", "ru", ("public",), 8, kinds=("news",)) == ()


def test_similar_leaves_the_thing_itself_out(engine):
    alike = [hit.key for hit in engine.similar("order", "ru", ("public",), 5)]
    assert "order" not in alike
    assert "review" in alike
    assert engine.similar("nothing", "ru", ("public",), 5) == ()


def test_hidden_entry_is_in_no_answer(engine, ask):
    public = ("public",)
    assert ask("криптозавр").total == 0
    assert ask("криптозавр", audience=("staff",)).total == 1
    assert counts(ask("", facets=("kind",)), "kind").get("news") is None
    assert engine.complete("криптоз", "ru", public, 8) == ()
    assert engine.complete("тайная нов", "ru", public, 8) == ()
    assert engine.known(["криптозавр", "перечне"], public) == {"перечне"}
    assert "криптозавр" not in dict(engine.vocabulary(public))
    assert "secret" not in [hit.key for hit in engine.similar("order", "ru", public, 9)]


def test_upsert_replaces_and_delete_removes(engine, keys):
    engine.upsert([entry("fair", "event", ("Съезд станкостроителей", "", ""))])
    assert keys("ёмкость") == []
    assert keys("съезда") == ["fair"]
    engine.delete(["fair", "unknown"])
    assert keys("съезд") == []


def test_replaced_entry_loses_its_old_passages(engine, ask):
    engine.upsert([entry("strategy", "legal", ("Стратегия", "", "Кадры."))])
    assert ask("кадры").hits[0].passages == ()


def sentences(first, last):
    return " ".join(f"Предложение с номером {number}." for number in range(first, last))


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        (f"{sentences(0, 40)} Здесь один станок. {sentences(40, 80)}", False, False),
        (f"Здесь один станок. {sentences(0, 80)}", True, False),
        (f"«Станок стоит здесь. {sentences(0, 80)}", True, False),
        (f"{sentences(0, 80)} Здесь один станок!", False, True),
        ("(Здесь один станок.)", True, True),
    ],
)
def test_long_text_is_cut_around_the_word(engine, ask, text, opens, closes):
    engine.upsert([entry("long", "news", ("Название", "", text))])
    (fragment,) = ask("станки").hits[0].fragments
    assert [word.lower() for word in marked_words(fragment)] == ["станок"]
    assert len(fragment.text) < 320
    assert fragment.text.startswith("…") is not opens
    assert fragment.text.endswith("…") is not closes
    assert fragment.text.strip(" …").replace("\n", " ") in text


def test_passages_leave_the_scores_of_things_as_they_are(empty_engine):
    words = [f"Слово{number} текста." for number in range(40)]
    parts = tuple(Passage(f"p{n}", "", f"/#p{n}", word) for n, word in enumerate(words))
    others = [
        entry("short", "news", ("Станок", "", "Коротко.")),
        entry("long", "news", ("Станок большого завода на реке", "", "Станок, станок и станок.")),
    ]

    def scores(*, texts, parts_ru=()):
        empty_engine.rebuild([*others, entry("act", "legal", texts, parts_ru=parts_ru)])
        answer = empty_engine.search(plan(Query(), parse("станок")))
        return {hit.key: pytest.approx(hit.score, rel=1e-3) for hit in answer.hits}

    whole = scores(texts=("Закон", "", " ".join(words)))
    assert set(whole) == {"short", "long"}
    assert scores(texts=("Закон", "", ""), parts_ru=parts) == whole


def test_rebuild_swaps_without_an_empty_moment(engine, keys):
    seen = []

    def watched():
        for one in [*ENTRIES, entry("new", "news", ("Новый кластер", "", ""))]:
            seen.append(set(keys("кластер")))
            yield one

    assert engine.rebuild(watched()) == len(ENTRIES) + 1
    assert seen == [{"order", "strategy"}] * (len(ENTRIES) + 1)
    assert set(keys("кластер")) == {"order", "strategy", "new"}


def test_failed_rebuild_leaves_the_index_as_it_was(engine, keys):
    def broken():
        yield ENTRIES[0]
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert keys("ярмарка") == ["fair"]


def test_engine_without_an_index_says_so(empty_engine):
    assert not empty_engine.healthy()
    assert empty_engine.needs_rebuild()
    with pytest.raises(EngineUnavailable):
        empty_engine.stats()


HOSTILE = [
    "а" * 10_000,
    "слово " * 2_000,
    'AND OR NOT "( *:* ) ^2 ~ [a TO b] {x}',
    "kind:legal AND secret:*",
    "\x00кластер\x00",
    "\ud800кластер",
    '"' * 500,
    "«" * 100 + "кластер",
    " ".join(f"w{number}" for number in range(500)),
    "-" * 100,
    "- - -кластер",
    "%' OR 1=1 --",
    "\u202eкластер",
    "🧪" * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gets_an_answer(ask, engine, text):
    assert ask(text, facets=FACETS).total >= 0
    engine.complete(text, "ru", ("public",), 8)
