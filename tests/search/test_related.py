"""Things like a page, and pages that link to it."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from search import indexing
from search.related import related_to


@pytest.fixture
def linked(news):
    """Add news with a link to a page in its text: linked("Title", page)."""

    def add(title, target, **fields):
        text = f'<p>См. <a linktype="page" id="{target.pk}">здесь</a>.</p>'
        return news(title, body=[("text", text)], **fields)

    return add


def titles(page):
    return [(group.label, [one.title for one in group.pages]) for group in related_to(page).linking]


@pytest.mark.django_db
def test_page_that_links_is_shown_once_in_the_readers_language(news, linked, translated):
    target = news("Цель")
    other = translated(target, "Target")
    source = linked("Источник", target)
    linked("Source", other, lang="en", translation_key=source.translation_key)
    assert titles(target) == [("Новости", ["Источник"])]
    assert titles(other) == [("News", ["Source"])]


@pytest.mark.django_db
def test_link_from_one_language_is_shown_in_the_other(news, linked):
    target = news("Цель")
    linked("Source", target, lang="en")
    (group,) = related_to(target).linking
    assert [(one.title, one.lang) for one in group.pages] == [("Source", "en")]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "withdrawn", "restricted"])
def test_what_nobody_may_read_links_to_nothing(news, linked, state):
    target = news("Цель")
    source = linked("Источник", target, live=state != "draft")
    if state == "withdrawn":
        source.unpublish()
    elif state == "restricted":
        PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert titles(target) == []


@pytest.mark.django_db
def test_a_draft_of_a_public_page_does_not_link_yet(news, linked):
    target, source = news("Цель"), news("Источник")
    source.body = [("text", f'<p><a linktype="page" id="{target.pk}">x</a></p>')]
    source.save_revision()
    assert titles(target) == []


def test_similar_things_share_rarer_words(index, news):
    page = news("Развитие станкостроения", "Станки с программным управлением.")
    news("Выставка станков", "Станки с программным управлением из регионов.")
    news("Праздник города", "Музыка и ярмарка.")
    indexing.drain()
    found = [one.title for one in related_to(page).similar]
    assert found[0] == "Выставка станков"
    assert "Развитие станкостроения" not in found


def test_panels_are_on_the_page_and_cost_the_same_for_1_and_30(client, index, news, linked):
    target = news("Развитие станкостроения", "Станки с программным управлением.")
    counts = []
    for number in (1, 29):
        for _ in range(number):
            linked(f"Станки с программным управлением {number}", target)
        indexing.drain()
        client.get(target.url)
        with CaptureQueriesContext(connection) as queries:
            html = unescape(client.get(target.url).content.decode())
        counts.append(len(queries))
    assert "Похожее" in html
    assert "Где упоминается" in html
    assert counts[0] == counts[1]


def test_page_that_nothing_links_to_has_no_empty_panel(client, index, news):
    page = news("Одинокая")
    assert 'id="linking"' not in client.get(page.url).content.decode()
