"""The same page in each language, and what a reader meets where there is none."""

from html.parser import HTMLParser

import pytest
from wagtail.models import Locale, PageViewRestriction

from tests.factories.front import add_event, add_news, add_standard_page

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    """Attributes of every `link` and `a` of a page."""

    def __init__(self, text):
        super().__init__()
        self.head, self.anchors = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "link":
            self.head.append(dict(attrs))
        if tag == "a":
            self.anchors.append(dict(attrs))

    @property
    def alternates(self):
        return {
            link["hreflang"]: link["href"]
            for link in self.head
            if link.get("rel") == "alternate" and "hreflang" in link
        }

    @property
    def canonical(self):
        return [link["href"] for link in self.head if link.get("rel") == "canonical"]


def read(client, address):
    return Links(client.get(address).content.decode())


def test_translated_page_names_its_alternates(client):
    russian, english = (page.full_url for page in add_news("a"))
    wanted = {"ru": russian, "en": english, "x-default": russian}

    assert read(client, "/ru/news/a/").alternates == wanted
    assert read(client, "/en/news/a/").alternates == wanted
    assert read(client, "/en/news/a/?utm=1").canonical == [english]


def test_switcher_leads_to_the_same_page_with_its_query(client):
    add_news("a")

    page = read(client, "/ru/news/a/?on=2012-01-01")

    assert "/en/news/a/?on=2012-01-01" in [link["href"] for link in page.anchors]


def test_untranslated_page_names_no_alternates(client):
    (russian,) = add_news("a", languages=("ru",))

    page = read(client, "/ru/news/a/")

    assert page.alternates == {}
    assert page.canonical == [russian.full_url]


def test_missing_translation_is_offered_in_the_language_it_has(client):
    add_news("a", languages=("ru",))

    response = client.get("/en/news/a/")
    text = response.content.decode()

    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert '<html lang="en"' in text
    assert "<h1>Новость" not in text
    assert '<article class="prose" lang="ru">' in text
    assert '<a href="/ru/news/a/" hreflang="ru">Новость a</a>' in text
    assert "Лид a" in text
    page = Links(text)
    assert page.alternates == {}
    assert page.canonical == []


def test_missing_russian_translation_is_offered_in_english(client):
    add_event("a", languages=("en",))

    text = client.get("/ru/events/a/").content.decode()

    assert '<article class="prose" lang="en">' in text
    assert '<a href="/en/events/a/" hreflang="en">Forum a</a>' in text


def test_page_deep_in_a_section_is_offered_too(client):
    add_standard_page(languages=("ru",))

    assert client.get("/en/about/contacts/").status_code == 200


def test_translation_under_another_slug_is_found(client):
    russian, english = add_news("a")
    english.slug = "other"
    english.save()

    response = client.get("/en/news/a/")

    assert (response.status_code, response.url) == (302, "/en/news/other/")
    assert russian.slug == "a"


def test_alias_counts_as_not_translated(client, indexed):
    (page,) = add_news("a", languages=("ru",))
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    indexed()

    text = client.get("/en/news/a/").content.decode()

    assert '<article class="prose" lang="ru">' in text
    assert read(client, "/ru/news/a/").alternates == {}
    assert client.get("/en/search/feed.atom?kind=news").content.count(b"<entry") == 1
    assert b"BEGIN:VEVENT" not in client.get("/en/events/calendar.ics").content


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("slug", ["draft-secret", "expired-secret", "no-such"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_nobody_may_see_stays_not_found(client, language, slug):
    for section in ("news", "events"):
        assert client.get(f"/{language}/{section}/{slug}/").status_code == 404


def test_restricted_original_is_not_told_of(client):
    (page,) = add_news("restricted-secret", languages=("ru",))
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get("/en/news/restricted-secret/").status_code == 404


def test_restricted_section_closes_what_is_below_it(client, section):
    add_news("a")
    PageViewRestriction.objects.create(page=section("news"), restriction_type="login")

    assert client.get("/ru/news/a/").status_code == 302
    assert client.get("/en/news/a/").status_code == 200
    assert read(client, "/en/news/a/").alternates == {}


def test_alias_of_a_restricted_page_is_not_told_of(client):
    (page,) = add_news("restricted-secret", languages=("ru",))
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert "Лид" not in client.get("/en/news/restricted-secret/").content.decode()


def test_address_without_a_page_switches_its_prefix(client, indexed):
    indexed()

    page = read(client, "/ru/search/?q=a")

    assert "/en/search/?q=a" in [link["href"] for link in page.anchors]


def test_public_says_what_wagtail_says(section):
    from wagtail.models import Page

    from cms.querysets import public

    add_news("a")
    add_news("draft", live=False)
    add_standard_page()
    for page in (section("news"), section("about", "en")):
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    wagtail = set(Page.objects.live().public().values_list("pk", flat=True))

    assert set(public(Page.objects.all()).values_list("pk", flat=True)) == wagtail
    assert wagtail < set(Page.objects.live().values_list("pk", flat=True))


def test_restrictions_of_a_routed_page_are_those_of_wagtail(section, rf):
    from wagtail.models import Page, Site

    russian, _english = add_news("a")
    root = Page.objects.get(depth=1)
    for page in (russian, section("news"), root):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    PageViewRestriction.objects.create(page=section("events"), restriction_type="login")

    home = Site.objects.get(is_default_site=True).root_page.specific
    routed = home.route(rf.get("/ru/news/a/"), ["news", "a"]).page
    own = set(routed.get_view_restrictions().values_list("pk", flat=True))

    assert hasattr(routed, "_cached_parent_obj")
    assert own == set(Page.get_view_restrictions(russian).values_list("pk", flat=True))
    assert len(own) == 3
