"""Fifty questions to sixty documents: the same things, the same order, the same counts."""

from datetime import date

import pytest

from search.query import Sort
from tests.contract.corpus import (
    DOCUMENTS,
    about,
    counts,
    everything,
    having,
    touching,
)

FACETS = ("kind", "topic", "region", "year", "language")
NOBODY = frozenset()
REVIEWS = everything("library")


def both(subject, *kinds):
    """The documents with a subject in the title, then those with it in the body."""
    return [about(subject, kinds=kinds), touching(subject, kinds)]


# A question, the groups its answer consists of in order; within a group scores are alike.
QUESTIONS = [
    ("рынок", both("market")),
    ("рынка", both("market")),
    ("РЫНКАМИ", both("market")),
    ("станок", both("machine")),
    ("станков", both("machine")),
    ("лёд", both("ice")),
    ("льда", both("ice")),
    ("лед", both("ice")),
    ("заявка", both("application")),
    ("субсидии", both("subsidy")),
    ("университет", both("university")),
    ("предприятиям", both("company")),
    ("патента", both("patent")),
    ("кадры", both("staff")),
    ("человек", both("people")),
    ("емкость", both("vessel")),
    ("ЁМКОСТИ", both("vessel")),
    ("экспортом", both("export")),
    ("market", both("market")),
    ("machine", both("machine")),
    ("application", both("application")),
    ("subsidy", both("subsidy")),
    ("university", both("university")),
    ("employee", both("staff")),
    ("exports", both("export")),
    ("развитие", [everything()]),
    ("краткого изложения", [everything()]),
    ("summary", [everything()]),
    ("порядка учета", [everything("legal")]),
    ("accounting procedures", [everything("legal")]),
    ("постановление", [everything("legal")]),
    ("seminars", [everything("event")]),
    ("рынок станок", [about("market")]),
    ("станок рынок", [about("market")]),
    ("market станок", [about("market")]),
    ("рынок экспорт", [about("export")]),
    ("рынок патент", [NOBODY]),
    ("обзор рынков", both("market", "library")),
    ('"обзор о рынках"', [about("market", kinds=("library",))]),
    ('"рынков региона"', [touching("market")]),
    ('"рынок региона"', [NOBODY]),
    ("рынок -станок", [touching("market")]),
    ("рынок -обзор", [group - REVIEWS for group in both("market")]),
    ("-развитие", [NOBODY]),
    ("103-р", [{"application-legal"}]),
    ("103р", [{"application-legal"}]),
    ("№ 103", [{"application-legal"}]),
    ("постановление 111-р", [{"export-legal"}]),
    ("и на", [NOBODY]),
    ("?!", [NOBODY]),
    ("", [everything()]),
]  # fmt: skip


def grouped(answer, groups):
    """Keys of the answer cut into groups of the sizes expected."""
    keys = iter([hit.key for hit in answer.hits])
    return [frozenset(next(keys, "") for _ in group) for group in groups]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize(("text", "groups"), QUESTIONS)
def test_things_order_and_counts(ask_corpus, text, groups, lang):
    expected = frozenset().union(*groups)
    answer = ask_corpus(text, lang=lang, limit=100, facets=FACETS)
    assert answer.total == len(answer.hits) == len(expected)
    assert grouped(answer, groups) == groups
    for facet in FACETS:
        found = {count.value: count.count for count in answer.facets[facet]}
        assert found == counts(expected, facet)


FILTERS = [
    ("", {"kind": ("legal",)}),
    ("", {"kind": ("legal", "news")}),
    ("", {"kind": ("legal",), "topic": ("topic-0", "topic-4")}),
    ("", {"region": ("RU-1", "RU-2"), "year": ("2007",)}),
    ("", {"topic": ("topic-1",), "region": ("RU-3",), "kind": ("event", "library")}),
    ("", {"kind": ("nothing",)}),
    ("", {"kind": ("legal",), "year": ("1900",)}),
    ("развитие", {"year": ("2005", "2010")}),
    ("рынок", {"kind": ("news",)}),
    ("рынок", {"kind": ("page",)}),
]


@pytest.mark.parametrize(("text", "filters"), FILTERS)
def test_filters_narrow_and_leave_their_own_counts(ask_corpus, text, filters):
    found_by_words = everything() if text != "рынок" else about("market") | touching("market")

    def narrowed(without=""):
        keys = found_by_words
        for facet, values in filters.items():
            if facet != without:
                keys = keys & having(facet, *values)
        return keys

    answer = ask_corpus(text, filters=filters, limit=100, facets=FACETS)
    assert {hit.key for hit in answer.hits} == narrowed()
    assert answer.total == len(narrowed())
    for facet in FACETS:
        found = {count.value: count.count for count in answer.facets[facet]}
        assert found == counts(narrowed(without=facet), facet)


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_order_by_day_over_all_pages(ask_corpus, sort):
    days = {document.key: document.date for document in DOCUMENTS}
    pages = [ask_corpus("развитие", sort=sort, offset=start, limit=7) for start in range(0, 56, 7)]
    keys = [hit.key for page in pages for hit in page.hits]
    assert frozenset(keys) == everything()
    assert len(keys) == 48
    shown = [days[key] for key in keys]
    assert shown == sorted(shown, reverse=sort is Sort.NEWEST)


def test_period(ask_corpus):
    first, last = date(2007, 3, 1), date(2008, 6, 2)
    answer = ask_corpus("", date_from=first, date_to=last, limit=100)
    days = {document.key: document.date for document in DOCUMENTS}
    assert {hit.key for hit in answer.hits} == {
        key for key in everything() if first <= days[key] <= last
    }


def test_hidden_documents_are_in_no_answer(ask_corpus):
    engine, public = ask_corpus.engine, ("public",)
    assert ask_corpus("справка").total == 0
    assert ask_corpus("справка", audience=("staff",), limit=100).total == 12
    assert ask_corpus("", audience=("public", "staff")).total == 60
    assert engine.complete("справ", "ru", public, 8) == ()
    assert {one.key for one in engine.complete("справка о рын", "ru", public, 8)} == {""}
    assert engine.complete("справка о рын", "ru", ("staff",), 8)[0].key == "market-page"
    assert engine.known(["справка", "обзор"], public) == {"обзор"}
    assert "справка" not in dict(engine.vocabulary(public))
    alike = [hit.key for hit in engine.similar("market-legal", "ru", public, 60)]
    assert alike
    assert frozenset(alike) <= everything()


def test_passages_of_the_readers_language(ask_corpus):
    for lang, text, label in (("ru", "порядок учета", "пункт 1"), ("en", "procedure", "point 1")):
        for hit in ask_corpus(text, lang=lang, limit=100).hits:
            assert [part.url for part in hit.passages] == [f"/{lang}/{hit.key}/#p1"]
            assert [part.label for part in hit.passages] == [label]
