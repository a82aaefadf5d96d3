"""Every change that shows, hides, moves or alters a page reaches the index."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search import indexing
from search.models import OutboxEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(index):
    """Addresses found by a text after draining."""
    from search import catalogue
    from search.query import Query

    def ask(text):
        indexing.drain()
        return [result.hit.url for result in catalogue.search(Query(text=text)).results]

    return ask


def test_draft_shows_with_its_publication(address, news):
    page = news("Опора станков", live=False)
    assert address("станок") == []
    page.save_revision().publish()
    assert address("станок") == [page.url]


def test_draft_of_a_live_page_changes_nothing(address, news):
    page = news("Опора станков")
    indexing.drain()
    page.title = "Иное"
    page.save_revision()
    assert not OutboxEntry.objects.exists()
    assert address("станок") == [page.url]


def test_edit_shows_with_its_publication(address, news):
    page = news("Опора станков")
    page.title = "Опора мостов"
    page.save_revision().publish()
    assert address("станок") == []
    assert address("мост") == [page.url]


def test_unpublished_page_is_gone(address, news):
    page = news("Опора станков")
    assert address("станок") == [page.url]
    page.unpublish()
    assert address("станок") == []


def test_expired_page_is_gone(address, news):
    page = news("Опора станков")
    page.expire_at = timezone.now()
    page.unpublish(set_expired=True)
    assert address("станок") == []


def test_scheduled_page_shows_when_published(address, news):
    page = news("Опора станков", live=False)
    page.go_live_at = timezone.now() + timezone.timedelta(days=1)
    page.save_revision().publish()
    assert address("станок") == []
    page.go_live_at = None
    page.save_revision().publish()
    assert address("станок") == [page.url]


def test_deleted_page_is_gone(address, news):
    page = news("Опора станков")
    assert address("станок") == [page.url]
    page.delete()
    assert address("станок") == []


def test_deleted_section_takes_its_pages(address, news, section):
    news("Опора станков")
    assert len(address("станок")) == 1
    section("news").delete()
    assert address("станок") == []


def test_moved_page_has_its_new_address(address, news, section):
    page = news("Опора станков")
    page.move(section("events"), pos="last-child")
    page.refresh_from_db()
    assert "/events/" in page.url
    assert address("станок") == [page.url]


def test_moved_section_moves_its_pages(address, news, section):
    page = news("Опора станков")
    section("news").move(section("about"), pos="last-child")
    page.refresh_from_db()
    assert "/about/news/" in page.url
    assert address("станок") == [page.url]


def test_slug_of_a_section_reaches_its_pages(address, news, section):
    page = news("Опора станков")
    indexing.drain()
    index_page = section("news")
    index_page.slug = "press"
    index_page.save()
    page.refresh_from_db()
    assert "/press/" in page.url
    assert address("станок") == [page.url]


def test_restriction_hides_a_page_until_it_is_lifted(address, news):
    page = news("Опора станков")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    assert address("станок") == []
    restriction.delete()
    assert address("станок") == [page.url]


def test_restriction_of_a_section_hides_its_pages(address, news, section):
    page = news("Опора станков")
    restriction = PageViewRestriction.objects.create(
        page=section("news"), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert address("станок") == []
    restriction.delete()
    assert address("станок") == [page.url]


def test_alias_is_not_a_second_thing(address, news, section):
    page = news("Опора станков")
    page.create_alias(parent=section("events"), update_slug="alias")
    assert address("станок") == [page.url]


def test_withdrawn_translation_leaves_the_other_language(address, news, translated):
    page = news("Опора станков")
    english = translated(page, "Base of lathes")
    assert address("lathes") == [page.url]
    page.unpublish()
    assert address("lathes") == [english.url]
    assert address("опора") == []
