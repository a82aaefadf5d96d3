"""Promoted results: for just those words, and only what anybody may read now."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from search.promotions import promoted
from search.query import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def promote():
    """Promote a page, or an address elsewhere, for a text."""

    def add(text, page=None, **fields):
        return SearchPromotion.objects.create(query=Query.get(text), page=page, **fields)

    return add


def titles(text, lang="ru"):
    return [one.title for one in promoted(parse(text), lang)]


def test_page_is_shown_for_its_words_in_any_form(promote, news):
    promote("центры развития", news("Список центров"), description="Все на одной странице.")
    assert titles("центр развития") == ["Список центров"]
    assert titles("центр развития тулы") == []
    assert titles('"центры развития"') == []
    assert titles("") == []


def test_page_stands_above_the_results_of_the_search_page_only(promote, news, client, index):
    page = news("Список центров")
    promote("центры", page, description="Все на одной странице.")
    html = client.get("/ru/search/", {"q": "центры"}).content.decode()
    assert "Все на одной странице." in html
    assert (
        "promoted-title"
        not in client.get("/ru/search/", {"q": "центры", "page": 2}).content.decode()
    )
    assert "promoted-title" not in client.get("/ru/news/", {"q": "центры"}).content.decode()


def test_reader_gets_the_version_in_the_own_language(promote, news, translated):
    page = news("Список центров")
    translated(page, "List of centres")
    promote("центры", page)
    assert titles("центры", "en") == ["List of centres"]
    assert titles("центры", "ru") == ["Список центров"]


def test_address_elsewhere(promote):
    promote("закупки", external_link_url="https://zakupki.example/", external_link_text="Закупки")
    (one,) = promoted(parse("закупок"), "ru")
    assert (one.title, one.url, one.is_elsewhere) == ("Закупки", "https://zakupki.example/", True)


@pytest.mark.parametrize("state", ["draft", "withdrawn", "restricted", "expired"])
def test_page_that_nobody_may_read_is_not_shown(promote, news, state):
    page = news("Тайный список", live=state != "draft")
    promote("список", page)
    if state == "withdrawn":
        page.unpublish()
    elif state == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif state == "expired":
        page.expire_at = timezone.now() - timedelta(days=1)
        page.live = False
        page.save()
    assert titles("список") == []


def test_removed_promotion_is_gone_at_once(promote, news):
    promotion = promote("список", news("Список"))
    assert titles("список") == ["Список"]
    promotion.delete()
    assert titles("список") == []


def test_queries_do_not_grow_with_promotions(promote, news, django_assert_num_queries):
    for number in range(10):
        promote("список", news(f"Список {number}"))
    titles("список")
    with django_assert_num_queries(2):
        assert len(titles("список")) == 10
