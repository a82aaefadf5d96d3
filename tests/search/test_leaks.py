"""What is not public shows up nowhere: each hidden state on each surface.

Every page is first found by everybody, so that the test could fail.
"""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search import catalogue, indexing

pytestmark = pytest.mark.django_db
WORD = "криптозавр"


def _withdraw(page, section):
    page.unpublish()


def _expire(page, section):
    page.expire_at = timezone.now()
    page.unpublish(set_expired=True)


def _restrict_to_login(page, section):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _restrict_by_password(page, section):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )


def _restrict_the_section(page, section):
    PageViewRestriction.objects.create(
        page=section("news"), restriction_type=PageViewRestriction.LOGIN
    )


def _delete(page, section):
    page.delete()


HIDING = (
    _withdraw,
    _expire,
    _restrict_to_login,
    _restrict_by_password,
    _restrict_the_section,
    _delete,
)


def _draft(news):
    news(f"Тайный {WORD}", live=False).save_revision()


def _scheduled(news):
    page = news(f"Тайный {WORD}", live=False, go_live_at=timezone.now() + timezone.timedelta(1))
    page.save_revision().publish()


def _never_approved(news):
    page = news("Открытая новость")
    page.title = f"Тайный {WORD}"
    page.save_revision()


UNPUBLISHED = (_draft, _scheduled, _never_approved)


@pytest.fixture
def surfaces(client, index, section):
    """Where the word or its page shows up, by surface."""

    def look():
        indexing.drain()
        body = client.get("/api/v1/catalogue/", {"q": WORD}).json()
        everything = client.get("/api/v1/catalogue/").json()
        suggested = client.get("/api/v1/catalogue/suggest/", {"q": WORD[:6]}).json()
        pages = {
            f"{lang} search": client.get(f"/{lang}/search/", {"q": WORD}) for lang in ("ru", "en")
        }
        pages["search of everything"] = client.get("/ru/search/")
        if section("news").view_restrictions.count() == 0:
            pages["listing"] = client.get(section("news").url)
        shown = {
            name
            for name, page in pages.items()
            if 'class="result"' in page.content.decode() and WORD in page.content.decode()
        }
        surfaces = {
            "total": body["total"],
            "hits": body["results"],
            "hits of everything": [row for row in everything["results"] if WORD in row["title"]],
            "facets": [row for rows in body["facets"].values() for row in rows],
            "suggestions": [row for row in suggested["suggestions"] if WORD in row["text"]],
            "vocabulary": WORD in dict(index.vocabulary(("public",))),
            "similar": [row for row in _similar(index) if WORD in row],
        }
        return shown | {name for name, found in surfaces.items() if found}

    return look


def _similar(index):
    from home.models import NewsPage

    keys = NewsPage.objects.values_list("translation_key", flat=True)
    return [result.hit.title.text for key in keys for result in catalogue.similar(str(key), "ru")]


EVERYWHERE = {
    "ru search",
    "en search",
    "search of everything",
    "listing",
    "total",
    "hits",
    "hits of everything",
    "facets",
    "suggestions",
    "vocabulary",
    "similar",
}


@pytest.mark.parametrize("hide", HIDING)
def test_page_hidden_later_leaves_every_surface(hide, surfaces, news, section):
    news("Обычный текст о древностях")
    page = news(f"Обычный {WORD} древностей", "Текст о древностях")
    assert surfaces() == EVERYWHERE
    hide(page, section)
    assert surfaces() == set()


@pytest.mark.parametrize("make", UNPUBLISHED)
def test_page_not_yet_public_is_on_no_surface(make, surfaces, news):
    make(news)
    assert surfaces() == set()
