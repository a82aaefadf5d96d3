"""An index of its own for every test, and pages to find in it."""

from datetime import date

import pytest

from home.models import NewsPage
from search.engines import engine


@pytest.fixture(autouse=True)
def _each_test_its_own_index(own_index):
    """No test sees what another one indexed."""


@pytest.fixture
def index(db):
    """The engine over an index of what is public now."""
    from search.indexing import rebuild

    rebuild()
    return engine()


@pytest.fixture
def news(section):
    """Add a news page: news("Title", body words, lang="en", live=False)."""

    def add(title, lead="", *, lang="ru", live=True, parent=None, **fields):
        fields.setdefault("published_on", date(2012, 11, 27))
        page = NewsPage(title=title, lead=lead, live=live, **fields)
        return (parent or section("news", lang)).add_child(instance=page)

    return add


@pytest.fixture
def translated(news):
    """Give a news page its English version."""

    def add(page, title, lead="", **fields):
        return news(title, lead, lang="en", translation_key=page.translation_key, **fields)

    return add


@pytest.fixture
def found(index):
    """Titles found by a text in the whole catalogue: found("кластер")."""
    from search import catalogue
    from search.query import Query

    def ask(text, lang="ru", **fields):
        answer = catalogue.search(Query(text=text, lang=lang, **fields))
        return [result.hit.title.text for result in answer.results]

    return ask
