"""Engines under the same tests: each must answer alike."""

from datetime import date

import pytest

from search.plan import plan
from search.query import Query, parse
from search.registry import CatalogueEntry, Passage, Version
from tests.contract import corpus
from tests.contract.engines import ENGINES


@pytest.fixture(params=ENGINES.values(), ids=ENGINES)
def empty_engine(request, tmp_path):
    """An engine without an index."""
    with request.param.make(tmp_path) as made:
        yield made


@pytest.fixture(scope="module", params=ENGINES.values(), ids=ENGINES)
def ask_corpus(request, tmp_path_factory):
    """Run a question to an engine with the 60 documents of the corpus, which no test changes."""
    with request.param.make(tmp_path_factory.mktemp("corpus")) as engine:
        engine.rebuild(corpus.DOCUMENTS)

        def run(text, **fields):
            return engine.search(plan(Query(text=text, **fields), parse(text)))

        run.engine = engine
        yield run


@pytest.fixture
def engine(empty_engine):
    """An engine with the entries below."""
    empty_engine.rebuild(ENTRIES)
    return empty_engine


@pytest.fixture
def ask(engine):
    """Run a question: ask("кластер", lang="en", facets=("kind",))."""

    def run(text, **fields):
        return engine.search(plan(Query(text=text, **fields), parse(text)))

    return run


@pytest.fixture
def keys(ask):
    """Keys of what a question finds, in order."""

    def run(text, **fields):
        return [hit.key for hit in ask(text, **fields).hits]

    return run


def entry(key, kind, ru=(), en=(), *, day=date(2012, 1, 1), **fields):
    """An entry from (title, lead, text) in each language."""
    versions = [
        Version(lang, f"/{lang}/{key}/", *texts[:3], passages=fields.pop(f"parts_{lang}", ()))
        for lang, texts in (("ru", ru), ("en", en))
        if texts
    ]
    facets = {"year": (str(day.year),), "language": tuple(version.lang for version in versions)}
    return CatalogueEntry(
        key, kind, key, tuple(versions), facets | fields.pop("facets", {}), day, **fields
    )


ENTRIES = [
    entry(
        "order",
        "legal",
        ("Распоряжение о перечне кластеров", "Утверждает перечень.", "Двадцать пять территорий."),
        ("Order on the list of clusters", "Approves the list.", "Twenty-five territories."),
        day=date(2012, 8, 28),
        number="188",
        facets={"topic": ("clusters",), "region": ("RU-KLU",)},
    ),
    entry(
        "strategy",
        "legal",
        ("Стратегия инновационного развития", "До 2020 года.", ""),
        ("Innovation development strategy", "Until 2020.", ""),
        day=date(2011, 12, 8),
        number="2227-р",
        facets={"topic": ("innovation",)},
        parts_ru=(
            Passage(
                "p1", "пункт 1", "/ru/strategy/#p1", "Поддержка кластеров и политики регионов."
            ),
            Passage("p2", "пункт 2", "/ru/strategy/#p2", "Подготовка кадров для предприятий."),
        ),
        parts_en=(
            Passage("p1", "point 1", "/en/strategy/#p1", "Support of regional cluster policy."),
            Passage("p2", "point 2", "/en/strategy/#p2", "Training of staff for companies."),
        ),
    ),
    entry(
        "fair",
        "event",
        ("Ярмарка ёмкостей", "Выставка 😀 ёмкость е\u0308мкость <script>alert(1)</script>", ""),
        day=date(2013, 5, 20),
        end_date=date(2013, 5, 24),
        facets={"topic": ("clusters", "innovation"), "region": ("RU-KLU", "RU-TA")},
    ),
    entry(
        "review",
        "library",
        (),
        ("Review of cluster programmes", "Five countries compared.", "Markets and networks."),
        day=date(2014, 3, 1),
        facets={"topic": ("clusters",)},
    ),
    entry(
        "secret",
        "news",
        ("Тайная новость о кластерах", "Слово криптозавр стоит только здесь.", ""),
        facets={"topic": ("clusters",)},
        audience=("staff",),
        parts_ru=(Passage("x", "x", "/ru/secret/#x", "Криптозавр."),),
    ),
]
