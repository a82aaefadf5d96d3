"""The registers in the admin: lists, filters, search, forms, deletion, rights."""

import pytest
from bs4 import BeautifulSoup

from cms.models import Organisation, Region, Topic
from cms.usage import uses_of
from tests.factories import OrganisationFactory, RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db


def soup_of(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def names(answer):
    rows = soup_of(answer).select("table.listing tbody tr")
    return [
        " ".join(row.select_one("td, th").find(string=True, recursive=True).split()) for row in rows
    ]


def first_cells(answer):
    return [
        row.select_one("td").get_text(" ", strip=True).split("  ")[0]
        for row in soup_of(answer).select("tr[data-object-pk]")
    ]


@pytest.fixture
def admin(client_as):
    return client_as("administrators")


REGION_FORM = {
    "name_ru": "Калужская область",
    "name_en": "Kaluga Oblast",
    "code": "RU-KLU",
    "okato": "29000000000",
    "federal_district": "central",
    "capital_ru": "Калуга",
    "capital_en": "Kaluga",
    "place": "54.5138, 36.2612",
    "population_thousand": "1005",
    "area_km2": "",
}


class TestRegions:
    def test_create_edit_inspect_history_delete(self, admin):
        base = "/admin/registers/regions/"
        assert admin.post(f"{base}create/", REGION_FORM).url == base
        region = Region.objects.get(code="RU-KLU")
        assert region.place == "SRID=4326;POINT(36.2612 54.5138)"
        form = soup_of(admin.get(f"{base}edit/{region.pk}/"))
        assert form.find(id="id_place")["value"] == "54.5138, 36.2612"
        admin.post(f"{base}edit/{region.pk}/", REGION_FORM | {"name_en": "Kaluga Region"})
        region.refresh_from_db()
        assert region.name_en == "Kaluga Region"
        assert "Калуга" in soup_of(admin.get(f"{base}inspect/{region.pk}/")).get_text()
        assert soup_of(admin.get(f"{base}history/{region.pk}/")).select("tbody tr")
        assert admin.post(f"{base}delete/{region.pk}/").url == base
        assert not Region.objects.filter(pk=region.pk).exists()

    @pytest.mark.parametrize("place", ["garbage", "95, 36", "55, 190", "54,5 36,2 1"])
    def test_bad_coordinate_is_refused_with_a_message_and_kept(self, place, admin):
        answer = admin.post("/admin/registers/regions/create/", REGION_FORM | {"place": place})
        form = answer.context["form"]
        assert set(form.errors) == {"place"}
        assert soup_of(answer).find(id="id_place")["value"]
        assert not Region.objects.exists()

    def test_place_may_stay_empty(self, admin):
        admin.post("/admin/registers/regions/create/", REGION_FORM | {"place": ""})
        assert Region.objects.get().place == ""

    def test_filter_and_search(self, admin):
        RegionFactory(name_ru="Калужская область", federal_district="central")
        RegionFactory(name_ru="Пермский край", federal_district="volga", capital_ru="Пермь")
        base = "/admin/registers/regions/"
        filtered = soup_of(admin.get(f"{base}?federal_district__exact=volga"))
        assert len(filtered.select("tr[data-object-pk]")) == 1
        found = soup_of(admin.get(f"{base}?q=Пермь"))
        assert "Пермский край" in found.select_one("tr[data-object-pk]").get_text()
        assert len(found.select("tr[data-object-pk]")) == 1

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_export_leaves_empty_cells_empty(self, suffix, admin):
        from cms.imports.reading import read

        RegionFactory(code="RU-KLU", name_ru="Калужская область", area_km2=None)
        answer = admin.get(f"/admin/registers/regions/?export={suffix}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        row = read(content, f"x.{suffix}").rows[0].values
        assert "Калужская область" in row.values()
        assert "—" not in row.values()


class TestTopics:
    def test_list_is_the_tree(self, admin):
        law = TopicFactory(slug="law", name_ru="Право")
        TopicFactory(slug="tax", name_ru="Налоги", parent=law)
        TopicFactory(slug="aid", name_ru="Поддержка")
        page = soup_of(admin.get("/admin/registers/topics/"))
        cells = [span.get_text() for span in page.select("[class^=tree-level]")]
        assert cells == ["Поддержка", "Право", "— Налоги"]

    def test_path_follows_the_parent(self):
        law, aid = TopicFactory(slug="law"), TopicFactory(slug="aid")
        tax = TopicFactory(slug="tax", parent=law)
        leaf = TopicFactory(slug="vat", parent=tax)
        assert leaf.path == "law/tax/vat"
        tax.parent = aid
        tax.save()
        leaf.refresh_from_db()
        assert leaf.path == "aid/tax/vat"
        aid.slug = "support"
        aid.save()
        leaf.refresh_from_db()
        assert (leaf.path, leaf.level) == ("support/tax/vat", 2)

    def test_topic_under_itself_is_refused(self, admin):
        law = TopicFactory(slug="law")
        tax = TopicFactory(slug="tax", parent=law)
        answer = admin.post(
            f"/admin/registers/topics/edit/{law.pk}/",
            {"name_ru": "Право", "name_en": "Law", "slug": "law", "parent": tax.pk},
        )
        assert set(answer.context["form"].errors) == {"parent"}

    def test_list_costs_the_same_for_many_rows(self, admin, django_assert_max_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for rows in (1, 10, 40):
            while Topic.objects.count() < rows:
                TopicFactory(parent=Topic.objects.first())
            admin.get("/admin/registers/topics/")
            with CaptureQueriesContext(
                connection,
            ) as captured:
                admin.get("/admin/registers/topics/")
            counts.append(len(captured))
        assert len(set(counts[1:])) == 1, counts
        assert counts[-1] <= 25


class TestOrganisations:
    def test_filters_by_kind_and_region(self, admin):
        region = RegionFactory()
        OrganisationFactory(kind="university", region=region)
        OrganisationFactory(kind="company")
        base = "/admin/registers/organisations/"
        for query in ("kind__exact=university", f"region__id__exact={region.pk}"):
            assert len(soup_of(admin.get(f"{base}?{query}")).select("tr[data-object-pk]")) == 1

    def test_editor_keeps_organisations(self, client_as):
        client = client_as("editors-news")
        client.post(
            "/admin/registers/organisations/create/",
            {"name_ru": "Завод", "name_en": "Works", "slug": "works", "kind": "company"},
        )
        assert Organisation.objects.get().name_en == "Works"


class TestDeletion:
    @pytest.fixture
    def used(self, section):
        from home.models import StandardPage

        topic = TopicFactory(slug="law", name_ru="Право")
        page = StandardPage(title="О праве", slug="on-law")
        section("about").add_child(instance=page)
        page.topics.set([topic])
        page.save()
        return topic

    def test_used_row_shows_where_and_stays(self, used, admin):
        address = f"/admin/registers/topics/delete/{used.pk}/"
        page = soup_of(admin.get(address))
        assert "О праве" in page.get_text()
        assert not page.select("input.serious")
        admin.post(address)
        assert Topic.objects.filter(pk=used.pk).exists()

    def test_inspection_names_the_users(self, used, admin):
        assert (
            "О праве"
            in soup_of(admin.get(f"/admin/registers/topics/inspect/{used.pk}/"))
            .select_one(".register-uses")
            .get_text()
        )

    def test_blocks_and_foreign_keys_count(self, section):
        from home.models import StandardPage

        region = RegionFactory()
        organisation = OrganisationFactory(name_ru="Центр", region=region)
        page = StandardPage(title="Контакты", slug="contacts")
        page.body = [("contacts", {"organisation": organisation, "title": "Кто мы"})]
        section("about").add_child(instance=page)
        assert [use.title for use in uses_of(Organisation, [organisation.pk])[organisation.pk]] == [
            "Контакты"
        ]
        assert [use.title for use in uses_of(Region, [region.pk])[region.pk]] == ["Центр"]

    def test_unused_row_has_no_users(self):
        assert uses_of(Topic, [TopicFactory().pk]) == {}


class TestRights:
    @pytest.mark.parametrize(
        ("group", "may"),
        [
            ("editors-news", {"organisations": "rw", "topics": "r", "regions": "r"}),
            ("moderators-news", {"organisations": "rwd", "topics": "rw", "regions": "r"}),
            ("legal-editors", {"organisations": "rw", "topics": "r", "regions": "r"}),
            ("administrators", {"organisations": "rwd", "topics": "rwd", "regions": "rwd"}),
        ],
    )
    def test_each_role_does_what_the_guide_says(self, group, may, client_as):
        rows = {
            "organisations": OrganisationFactory(),
            "topics": TopicFactory(),
            "regions": RegionFactory(),
        }
        client = client_as(group)
        for key, row in rows.items():
            base = f"/admin/registers/{key}/"
            got = ""
            for letter, paths in (
                ("r", ("", f"inspect/{row.pk}/")),
                ("w", ("create/", f"edit/{row.pk}/")),
                ("d", (f"delete/{row.pk}/",)),
            ):
                answers = {client.get(base + path).status_code for path in paths}
                assert len(answers) == 1, (key, letter)
                got += letter if answers == {200} else ""
            assert got == may[key], key

    def test_menu_shows_the_registers(self, client_as):
        page = client_as("editors-news").get("/admin/").content.decode()
        assert "/admin/registers/regions/" in page
        assert "/admin/imports/" in page
