"""Pages of platforms: what they show, what they hide, whose they are."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import PageViewRestriction

from cms.sections import section_page
from platforms.enums import PlatformRole
from platforms.models import Platform, PlatformAct, PlatformIndexPage, WorkingGroup
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.legal import make_act
from tests.factories.moderation import make_news
from tests.factories.platforms import join, make_direction, make_platform

pytestmark = pytest.mark.django_db


def soup_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows_of(soup):
    return [row.th.get_text() for row in soup.select("#members ~ * tbody tr, section tbody tr")]


@pytest.mark.parametrize(("language", "name"), [("ru", "Платформа"), ("en", "Platform")])
def test_page_says_who_what_and_on_which_basis(client, language, name):
    act = make_act(title="Перечень платформ")
    act.save_revision().publish()
    organisation = OrganisationFactory(name_ru="Институт", name_en="Institute")
    page = make_platform("light", coordinator=organisation, approved_year=2011, phone="+7 495 1")
    for version in page.get_translations(inclusive=True).specific():
        version.groups = [WorkingGroup(title="Group A", text="Lasers")]
        version.legal_basis = [PlatformAct(act=act, anchor="article-1")]
        version.save_revision().publish()
    join(page, organisation, role=PlatformRole.COORDINATOR)
    version = page.get_translations(inclusive=True).get(locale__language_code=language)
    soup = soup_of(client, version.get_url())
    text = soup.get_text(" ")
    assert soup.h1.get_text() == f"{name} light"
    for part in (organisation.name_in(language), "2011", "Group A", "+7 495 1"):
        assert part in text
    assert soup.find("a", href=lambda href: href and href.endswith("#article-1"))


def test_only_members_of_today_are_shown_the_coordinator_first(client):
    page = make_platform("light")
    yesterday = localdate() - timedelta(days=1)
    for name, fields in (
        ("Аист", {}),
        ("Бывший", {"until": yesterday, "since": date(2010, 1, 1)}),
        ("Ядро", {"role": PlatformRole.COORDINATOR}),
    ):
        join(page, OrganisationFactory(name_ru=name), **fields)
    response = client.get(page.get_url())
    assert [row.organisation.name_ru for row in response.context["members"]] == ["Ядро", "Аист"]
    assert "Бывший" not in response.content.decode()


def test_members_are_chosen_by_kind_and_nonsense_is_ignored(client):
    page = make_platform("light")
    join(page, OrganisationFactory(name_ru="Завод", kind="company"))
    join(page, OrganisationFactory(name_ru="Вуз", kind="university"))
    chosen = client.get(page.get_url(), {"members": "company"}).context
    assert [row.organisation.name_ru for row in chosen["members"]] == ["Завод"]
    assert {kind.value: kind.count for kind in chosen["member_kinds"]} == {
        "company": 1,
        "university": 1,
    }
    assert len(client.get(page.get_url(), {"members": "гном"}).context["members"]) == 2


def test_one_piece_of_news_stands_on_the_pages_of_its_platforms(client, own_index, committed):
    with committed():
        first, second, third = (make_platform(slug) for slug in ("one", "two", "three"))
        news = make_news(section_page("news", "ru"), title="Общая новость", live=True)
        news.platforms = [first.platform, second.platform]
        news.save_revision().publish()
    for page, is_there in ((first, True), (second, True), (third, False)):
        assert ("Общая новость" in client.get(page.get_url()).content.decode()) is is_there
    with committed():
        news.unpublish()
    assert "Общая новость" not in client.get(first.get_url()).content.decode()


def test_platform_keeps_one_identity_in_both_languages_and_its_published_name():
    page = make_platform("light")
    english = page.get_translations().get().specific
    assert page.platform == english.platform
    english.title = "Photonics"
    draft = english.save_revision()
    assert Platform.objects.get(slug="light").name_en == "Platform light"
    draft.publish()
    assert Platform.objects.get(slug="light").name_en == "Photonics"


def test_its_moderators_edit_its_page_and_no_other(client_as):
    own, other = make_platform("own"), make_platform("other")
    client = client_as(own.platform.moderators.name)
    for page in own.get_translations(inclusive=True):
        may = page.permissions_for_user(client.user)
        assert may.can_edit()
        assert may.can_submit_for_moderation()
        assert not may.can_publish()
    assert not other.permissions_for_user(client.user).can_edit()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == 302


def test_list_finds_platforms_by_direction_and_member(client, own_index, committed):
    region = RegionFactory(code="RU-TOM")
    with committed():
        light = make_platform(
            "light",
            direction=make_direction("photonics"),
            coordinator=OrganisationFactory(region=region),
        )
        make_platform("food", direction=make_direction("agro-food"))
        join(light, OrganisationFactory(name_ru="Оптический завод"))
    url = PlatformIndexPage.objects.get(locale__language_code="ru").get_url()
    for params in ({"direction": "photonics"}, {"q": "оптического завода"}, {"region": "RU-TOM"}):
        found = client.get(url, params).context["listing"]["results"]
        assert [one["hit"].title.text for one in found] == ["Платформа light"]


def test_name_of_a_hidden_platform_is_no_label_of_a_choice(client, own_index, committed):
    with committed():
        make_platform("secret", live=False)
    url = PlatformIndexPage.objects.get(locale__language_code="ru").get_url()
    page = client.get("/ru/search/", {"platform": "secret"}).content.decode()
    assert "Платформа secret" not in page
    assert "Платформа secret" not in client.get(url).content.decode()


class TestDirectory:
    @pytest.fixture
    def url(self):
        return section_page("platforms", "ru").get_url() + "members/"

    @pytest.fixture
    def members(self):
        light = make_platform("light", direction=make_direction("photonics"))
        food = make_platform("food", direction=make_direction("agro-food"))
        both = OrganisationFactory(name_ru="Общий вуз", name_en="Shared", kind="university")
        factory = OrganisationFactory(
            name_ru="Завод", name_en="Works", kind="company", email="secret@works.example"
        )
        join(light, both)
        join(food, both)
        join(light, factory)
        return light, food

    def test_each_organisation_once_with_its_platforms(self, client, url, members):
        context = client.get(url).context
        shown = {
            member.organisation.name_ru: [place.name for place in member.places]
            for member in context["members"]
        }
        assert shown == {
            "Завод": ["Платформа light"],
            "Общий вуз": ["Платформа food", "Платформа light"],
        }

    @pytest.mark.parametrize(
        ("params", "names"),
        [
            ({"kind": "company"}, ["Завод"]),
            ({"direction": "agro-food"}, ["Общий вуз"]),
            ({"platform": ["light", "food"]}, ["Завод", "Общий вуз"]),
            ({"platform": "food", "kind": "company"}, []),
            ({"q": "ЗАВ"}, ["Завод"]),
            ({"q": "shared"}, ["Общий вуз"]),
            ({"direction": "нет\x00"}, ["Завод", "Общий вуз"]),
            ({"kind": "нет"}, []),
        ],
    )
    def test_narrows_by_what_is_chosen(self, client, url, members, params, names):
        context = client.get(url, params).context
        assert [one.organisation.name_ru for one in context["members"]] == names
        assert context["total"] == len(names)

    def test_counts_leave_out_the_own_facet(self, client, url, members):
        facets = {
            facet.name: facet for facet in client.get(url, {"kind": "company"}).context["facets"]
        }
        assert {one.value: one.count for one in facets["kind"].choices} == {
            "company": 1,
            "university": 1,
        }
        assert {one.value: one.count for one in facets["direction"].choices} == {"photonics": 1}

    @pytest.mark.parametrize("hide", ["unpublish", "restrict", "end"])
    def test_members_of_what_is_not_public_are_left_out(self, client, url, members, hide):
        light, _food = members
        for page in light.get_translations(inclusive=True):
            if hide == "unpublish":
                page.unpublish()
            elif hide == "restrict":
                PageViewRestriction.objects.create(page=page, restriction_type="login")
        if hide == "end":
            light.platform.memberships.update(until=date(2012, 1, 1))
        context = client.get(url).context
        assert [one.organisation.name_ru for one in context["members"]] == ["Общий вуз"]
        assert [place.name for place in context["members"][0].places] == ["Платформа food"]

    def test_addresses_of_members_are_nowhere(self, client, url, members):
        light, _food = members
        for address in (url, light.get_url(), f"{url}?q=завод"):
            assert "secret@works.example" not in client.get(address).content.decode()

    @pytest.mark.parametrize("number", [1, 10, 100])
    def test_costs_the_same(self, client, url, number, django_assert_max_num_queries):
        page = make_platform("light")
        for _index in range(number):
            join(page)
        client.get(url)
        with django_assert_max_num_queries(9):
            response = client.get(url)
        assert response.context["total"] == number
        assert len(response.context["members"]) == min(number, 25)

    def test_leads_from_page_to_page(self, client, url):
        page = make_platform("light")
        for _index in range(30):
            join(page)
        first = client.get(url, {"platform": "light"})
        assert first.context["next_url"] == "?platform=light&page=2"
        second = client.get(url + first.context["next_url"])
        assert len(second.context["members"]) == 5
        assert client.get(url, {"page": "9"}).context["is_beyond_end"]
        assert client.get(url, {"page": "nine"}).status_code == 200


@pytest.mark.parametrize("number", [1, 10, 100])
def test_a_platform_costs_the_same_whatever_its_members(
    client, number, own_index, committed, django_assert_max_num_queries
):
    with committed():
        page = make_platform("light", languages=("ru",))
        for _index in range(number):
            join(page)
    client.get(page.get_url())
    with django_assert_max_num_queries(20):
        assert len(client.get(page.get_url()).context["members"]) == number


def test_members_are_imported_by_keys(client_as):
    from cms.imports import importer_of
    from platforms.models import Direction, PlatformMembership

    assert importer_of(PlatformMembership).key == "platform-members"
    assert importer_of(Direction).key == "directions"
    for group, allowed in (("editors-platforms", True), ("editors-news", False)):
        client = client_as(group)
        assert importer_of(PlatformMembership).is_allowed(client.user) is allowed


def test_an_organisation_knows_its_platforms(client):
    page = make_platform("light")
    organisation = OrganisationFactory(name_ru="Завод", name_en="Works")
    join(page, organisation)
    shown = client.get(reverse("front:organisation", args=[organisation.slug]))
    assert "Платформа light" in shown.content.decode()


def test_connections_lead_both_ways_between_platform_news_and_members(client):
    page = make_platform("light")
    join(page, OrganisationFactory(name_ru="Завод", name_en="Works"))
    news = make_news(section_page("news", "ru"), title="О платформе", live=True)
    news.platforms = [page.platform]
    news.save_revision().publish()
    of_platform = client.get(reverse("front:connections", args=[page.translation_key]))
    assert {"О платформе", "Завод"} <= set(names_in(of_platform))
    of_news = client.get(reverse("front:connections", args=[news.translation_key]))
    assert "Платформа light" in names_in(of_news)
    for version in page.get_translations(inclusive=True):
        version.unpublish()
    of_news = client.get(reverse("front:connections", args=[news.translation_key]))
    assert "Платформа light" not in names_in(of_news)


def names_in(response):
    return [node.name for group in response.context["found"].groups for node in group.nodes]
