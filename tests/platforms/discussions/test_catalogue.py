"""Discussions in the catalogue: passages with stable links; nothing unpublished anywhere."""

import re

import pytest
from wagtail.models import PageViewRestriction

from platforms.models import DiscussionIndexPage, PlatformPage
from platforms.services import discussions
from platforms.sources.discussions import DiscussionSource
from search import catalogue
from search.indexing import drain, rebuild
from search.query import Query
from tests.factories.discussions import make_contribution, make_topic
from tests.factories.platforms import make_platform

pytestmark = pytest.mark.django_db

CANARY = "зимородок"


def found(words, language="ru"):
    return catalogue.search(Query(text=words, lang=language)).results


def test_a_contribution_is_found_by_a_word_form_and_leads_to_itself():
    topic = make_topic(title="Лазеры в цехах")
    make_contribution(topic, text="Ничего особенного")
    make_contribution(topic, text="Обслуживание станков обходится дорого")
    rebuild()
    (result,) = found("обслуживанием")
    assert result.hit.title.text == "Лазеры в цехах"
    assert result.kind_label == "Обсуждения"
    (entry,) = DiscussionSource().entries([topic.key])
    assert entry.versions[0].passages[1].url == f"/ru/platforms/discussions/{topic.pk}/c/2/"


def test_topic_is_found_in_both_languages():
    make_topic(title="Лазеры", translated_title="Lasers at work", translated_text="<p>Ask</p>")
    rebuild()
    assert found("lasers", "en")[0].hit.title.text == "Lasers at work"
    assert found("лазерами")[0].hit.title.text == "Лазеры"


@pytest.mark.parametrize("state", ["pending", "hidden", "rejected", "removed"])
def test_unpublished_text_is_in_no_search_feed_or_api(client, state):
    topic = make_topic(title="Открытая тема")
    make_contribution(topic, text="Видимое слово воробей")
    make_contribution(topic, text=f"Слово {CANARY}", state=state)
    rebuild()
    assert found("воробей")
    assert not found(CANARY)
    for address in (
        f"/ru/search/?q={CANARY}",
        f"/ru/search/feed.atom?q={CANARY}",
        f"/ru/search/feed.json?q={CANARY}",
        f"/api/v1/catalogue/?q={CANARY}",
        "/ru/discussions/feed/",
        f"/ru/discussions/{topic.pk}/feed/",
        f"/ru/platforms/discussions/{topic.pk}/",
        topic.platform.pages.first().get_url(),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        words = re.sub(r"<[^>]+>", "", answer.content.decode())
        assert f"Слово {CANARY}" not in words
    for entry in DiscussionSource().entries([topic.key]):
        assert CANARY not in repr(entry)


@pytest.mark.parametrize("state", ["pending", "hidden", "rejected"])
def test_unpublished_topics_are_not_in_the_catalogue(state):
    topic = make_topic(title=f"Тема про {CANARY}", state=state)
    rebuild()
    assert not found(CANARY)
    source = DiscussionSource()
    assert source.keys() == []
    assert list(source.entries([topic.key])) == []
    assert source.titles([str(topic.key)]) == {}


def test_what_is_hidden_leaves_the_index(django_capture_on_commit_callbacks):
    topic = make_topic()
    row = make_contribution(topic, text=f"Слово {CANARY}")
    rebuild()
    assert found(CANARY)
    discussions.hide(row)
    drain()
    assert not found(CANARY)
    discussions.show(row)
    drain()
    assert found(CANARY)


@pytest.mark.parametrize("model", [PlatformPage, DiscussionIndexPage])
def test_closed_pages_close_their_discussions(client, model):
    topic = make_topic(make_platform("closing").platform, title=f"Тема про {CANARY}")
    make_contribution(topic)
    rebuild()
    assert found(CANARY)
    for page in model.objects.all():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not found(CANARY)
    drain()
    assert not found(CANARY)
    assert list(DiscussionSource().entries([topic.key])) == []
    assert client.get(f"/ru/discussions/{topic.pk}/feed/").status_code == 404
    assert client.get(f"/ru/discussions/{topic.pk}/1/report/").status_code == 404
    PageViewRestriction.objects.all().delete()
    drain()
    assert found(CANARY)


@pytest.mark.parametrize("number", [1, 10])
def test_entries_cost_the_same_whatever_their_number(number, django_assert_max_num_queries):
    topics = [make_topic() for _ in range(number)]
    for topic in topics:
        make_contribution(topic)
    source = DiscussionSource()
    list(source.entries([topic.key for topic in topics]))
    with django_assert_max_num_queries(4 + number * 1):
        assert len(list(source.entries([topic.key for topic in topics]))) == number
