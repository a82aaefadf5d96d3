"""What is not public shows up nowhere: each hidden state on each surface.

Every page is first found by everybody, so that the test could fail.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.sections import section_of, section_page
from home.models import EventPage, HomePage, NewsPage
from search import indexing
from search.related import related_to
from tests.factories.moderation import submit

pytestmark = pytest.mark.django_db
WORD = "криптозавр"
SLUG = "kriptozavr"


def _withdraw(page):
    page.unpublish()


def _expire(page):
    page.expire_at = timezone.now()
    page.unpublish(set_expired=True)


def _restrict_to_login(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _restrict_by_password(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )


def _restrict_to_a_group(page):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.set([Group.objects.get(name="platform-specialists")])


def _restrict_the_section(page):
    PageViewRestriction.objects.create(
        page=section_page(section_of(page)), restriction_type=PageViewRestriction.LOGIN
    )


def _delete(page):
    page.delete()


HIDING = (
    _withdraw,
    _expire,
    _restrict_to_login,
    _restrict_by_password,
    _restrict_to_a_group,
    _restrict_the_section,
    _delete,
)


def _draft(add, make_user):
    add(live=False).save_revision()


def _scheduled(add, make_user):
    page = add(live=False, go_live_at=timezone.now() + timedelta(days=1))
    page.save_revision().publish()


def _waiting_for_approval(add, make_user):
    author = make_user(*EDITORS)
    submit(_draft_of(add, author), author)


def _rejected(add, make_user):
    author = make_user(*EDITORS)
    state = submit(_draft_of(add, author), author)
    state.reject(user=make_user(*MODERATORS), comment="Нет источника.")


def _changed_without_approval(add, make_user):
    page = add(title="Открытый текст", slug="open")
    page.title, page.slug = f"Тайный {WORD}", SLUG
    page.save_revision()


EDITORS = ("editors-news", "editors-events")
MODERATORS = ("moderators-news", "moderators-events")
UNPUBLISHED = (_draft, _scheduled, _waiting_for_approval, _rejected, _changed_without_approval)


def _draft_of(add, author):
    page = add(live=False, owner=author)
    page.save_revision(user=author)
    return page


def _add_news(**fields):
    return _add(NewsPage, "news", published_on=datetime(2012, 11, 27, tzinfo=UTC).date(), **fields)


def _add_event(**fields):
    start = timezone.now() + timedelta(days=3)
    return _add(EventPage, "events", starts_at=start, ends_at=start + timedelta(hours=2), **fields)


def _add(model, section, **fields):
    fields = {"title": f"Обычный {WORD} древностей", "slug": SLUG, "live": True} | fields
    page = model(lead="Текст о древностях", **fields)
    return section_page(section, "ru").add_child(instance=page)


@pytest.fixture
def surfaces(client, index):
    """Where the word or the slug shows up, by surface."""
    lists = [{"title": kind, "kind": kind, "limit": 3} for kind in ("news", "event")]
    for home in HomePage.objects.all():
        home.sections = [{"type": "latest", "value": {"lists": lists}}]
        home.save()

    def look():
        indexing.drain()
        return {name for name, found in _found_in(client, index).items() if found}

    return look


def _found_in(client, index):
    body = client.get("/api/v1/catalogue/", {"q": WORD}).json()
    everything = client.get("/api/v1/catalogue/").json()
    suggested = client.get("/api/v1/catalogue/suggest/", {"q": WORD[:6]}).json()
    return {
        "total": body["total"],
        "hits": body["results"],
        "facets": [row for rows in body["facets"].values() for row in rows],
        "hits of everything": _tells(everything["results"]),
        "suggestions": _tells(suggested["suggestions"]),
        "vocabulary": WORD in dict(index.vocabulary(("public",))),
        "similar": _tells(_similar()),
    } | {
        name: _tells(text) or ("sitemap" in name and SLUG in text)
        for name, request in PAGES.items()
        if (text := b"".join(client.get(*request)).decode())
    }


PAGES = {
    "home page": ("/ru/",),
    "English home page": ("/en/",),
    "search": ("/ru/search/", {"q": WORD, "sort": "newest"}),
    "English search": ("/en/search/", {"kind": ["news", "event"]}),
    "list of news": ("/ru/news/",),
    "list of events": ("/ru/events/",),
    "English list of news": ("/en/news/",),
    "feed of news": ("/ru/search/feed.atom", {"kind": "news"}),
    "English feed of everything": ("/en/search/feed.atom",),
    "JSON feed of a search": ("/ru/search/feed.json", {"q": WORD}),
    "English JSON feed of news": ("/en/search/feed.json", {"kind": "news"}),
    "calendar": ("/ru/events/calendar.ics",),
    "page of the news": (f"/ru/news/{SLUG}/",),
    "page of the event": (f"/ru/events/{SLUG}/",),
    "calendar of the event": (f"/ru/events/{SLUG}/event.ics",),
    "sitemap of news": ("/sitemap-home_newspage-ru-1.xml",),
    "sitemap of events": ("/sitemap-home_eventpage-ru-1.xml",),
}
EVERYWHERE = {
    "total",
    "hits",
    "facets",
    "hits of everything",
    "suggestions",
    "vocabulary",
    "similar",
    *PAGES,
}


def _tells(content):
    """Whether something holds the title of a page; the reader's own words do not count."""
    text = str(content).replace("<mark>", "").replace("</mark>", "")
    return f"Обычный {WORD}" in text or f"Тайный {WORD}" in text


def _similar():
    pages = [page for model in (NewsPage, EventPage) for page in model.objects.all()]
    return [one.title for page in pages for one in related_to(page).similar]


@pytest.mark.parametrize("hide", HIDING)
def test_page_hidden_later_leaves_every_surface(hide, surfaces):
    pages = [_add_news(), _add_event()]
    assert surfaces() == EVERYWHERE
    for page in pages:
        hide(page)
    assert surfaces() == set()


@pytest.mark.parametrize("make", UNPUBLISHED)
@pytest.mark.parametrize("add", [_add_news, _add_event])
def test_page_not_yet_public_is_on_no_surface(make, add, surfaces, make_user):
    make(add, make_user)
    assert surfaces() == set()
