"""The demonstration: complete, in both languages, and left alone by a second load."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from clusters.models import (
    ClusterPage,
    DevelopmentCentrePage,
    IndicatorValue,
    Proposal,
    SupportInstrumentPage,
)
from cms.desk.pages import PageQueue
from cms.models import ModerationTaskState, Organisation, Region, Topic, User
from home.demo.context import FACTS
from home.demo.desk import RETURNED
from home.models import EventPage, HomePage, Navigation, NewsPage, StandardPage
from library.models import LegalActPage, LibraryItemPage
from search.catalogue import search
from search.indexing import rebuild
from search.query import Query

pytestmark = pytest.mark.django_db


def load() -> None:
    call_command("load_demo", stdout=StringIO())


def pairs(model) -> int:
    """How many things of a type are published in both languages; none may be in one only."""
    keys = {
        language: set(
            model.objects.live()
            .filter(locale__language_code=language)
            .values_list("translation_key", flat=True)
        )
        for language in ("ru", "en")
    }
    assert keys["ru"] == keys["en"]
    return len(keys["ru"])


def state():
    """Everything a second load could change."""
    models = (Region, Topic, Organisation, Navigation, User, Revision, Group)
    return (
        [sorted(model.objects.values_list("pk", flat=True)) for model in models],
        sorted(Page.objects.values_list("pk", "path", "url_path", "live", "last_published_at")),
    )


def test_load_is_complete_bilingual_searchable_and_repeatable(client, settings, tmp_path):
    settings.SEARCH_INLINE_DRAIN = False
    settings.MEDIA_ROOT = str(tmp_path)
    load()

    models = (LegalActPage, LibraryItemPage, NewsPage, EventPage, StandardPage)
    assert [pairs(model) for model in models] == [53, 46, 25, 14, 5]
    portal = (ClusterPage, SupportInstrumentPage, DevelopmentCentrePage)
    assert [pairs(model) for model in portal] == [25, 19, 22]
    assert IndicatorValue.objects.filter(cluster__isnull=False, is_demo=True).count() == 450
    assert Proposal.objects.filter(state="waiting").count() == 2
    assert Region.objects.count() == 83
    assert Topic.objects.filter(parent__isnull=False).count() > 20
    assert not NewsPage.objects.live().filter(topics__isnull=True).exists()
    assert NewsPage.objects.live().filter(is_demo=True).count() == 6
    assert EventPage.objects.live().filter(is_demo=True).count() == 6

    waiting = ModerationTaskState.objects.filter(status="in_progress")
    assert waiting.count() == len(PageQueue().items(User.objects.get(username="moderator"))) == 6
    assert waiting.filter(due_at__lt=timezone.now()).count() == 1
    assert waiting.get(claimed_by__isnull=False).claimed_by.username == "moderator"
    assert ModerationTaskState.objects.get(status="rejected").comment == RETURNED
    assert ModerationTaskState.objects.get(status="approved").finished_by.username == "legal"

    rebuild()
    (kinds,) = search(Query(facets=("kind",), limit=0)).facets
    counts = {choice.value: choice.count for choice in kinds.choices}
    assert counts == {
        "legal": 53,
        "library": 46,
        "cluster": 25,
        "centre": 22,
        "region": 83,
        "instrument": 19,
        "news": 25,
        "event": 14,
        "platform": 34,
        "discussion": 8,
        "page": 8,
    }
    for address in ("/ru/", "/en/", "/ru/about/", "/en/clusters/", "/ru/about/contacts/"):
        assert client.get(address).status_code == 200, address
    home = client.get("/ru/").content.decode()
    assert [f">{number}</dd>" in home for number in (53, 46, 25, 14)] == [True] * 4

    news = NewsPage.objects.get(slug="may-decree-596", locale__language_code="ru")
    news.title = "Изменено редактором"
    news.save_revision().publish()
    front = HomePage.objects.get(locale__language_code="ru")
    front.sections = [("text", {"title": "Своя страница", "text": "<p>Текст</p>"})]
    front.save_revision().publish()
    before = state()
    load()

    assert state() == before
    news.refresh_from_db()
    front.refresh_from_db()
    assert news.title == "Изменено редактором"
    assert [block.block_type for block in front.sections] == ["text"]


def test_demonstration_is_refused_where_it_is_not_allowed(settings):
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError):
        load()

    assert Region.objects.count() == 0


def test_every_word_of_the_facts_has_a_topic():
    rows = json.loads((FACTS / "topic_tree.json").read_text("utf-8"))
    known = {word for row in rows for word in (row["slug"], *row["words"])}

    for name, field in (("legal", "topics"), ("news", "tags"), ("events", "tags")):
        for fact in json.loads((FACTS / f"{name}.json").read_text("utf-8")):
            assert set(fact[field]) <= known, fact["slug"]
    for item in json.loads((FACTS / "library.json").read_text("utf-8")):
        assert known & set(item["keywords_en"]), item["slug"]
