"""Check, import and undoing: all rows or none, and back to exactly what was."""

import hashlib
import re

import pytest
from django.utils import translation
from wagtail.search.backends import get_search_backend

from cms.imports import importer, run
from cms.imports.reading import read
from cms.imports.resources import WholeNumberWidget, snapshot
from cms.imports.run import ImportRefusedError
from cms.imports.undo import UndoRefusedError, undo
from cms.models import ImportBatch, Organisation, Region, Topic
from tests.factories import OrganisationFactory, RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db


def sheet_of(*lines):
    return read("\n".join(lines).encode(), "file.csv")


def check(key, *lines):
    return run.check(importer(key), sheet_of(*lines))


def bring(key, *lines, user=None):
    one, sheet = importer(key), sheet_of(*lines)
    digest = run.check(one, sheet).digest
    return run.apply(one, sheet, user=user, file_name="file.csv", sha256="0" * 64, digest=digest)


def places(report):
    return [(problem.line, problem.column.split(" ")[0]) for problem in report.problems]


def state(model):
    return {row.pk: snapshot(row) for row in model.objects.all()}


REGION = "code;okato;name_ru;name_en;federal_district;capital_ru;capital_en;place"
KALUGA = "RU-KLU;29000000000;Калужская область;Kaluga Oblast;central;Калуга;Kaluga"


class TestCheck:
    def test_counts_and_changes_without_saving(self):
        TopicFactory(slug="law", name_ru="Право", name_en="Law")
        TopicFactory(slug="tax", name_ru="Налоги", name_en="Taxes")
        before = state(Topic)
        report = check(
            "topics", "slug;name_ru;name_en", "law;Право;Law", "tax;Налоги РФ;Taxes", "ip;ИС;IP"
        )
        assert report.problems == ()
        assert report.counts == {"new": 1, "changed": 1, "same": 1}
        assert report.outcomes[1].changes == [("name_ru", "Налоги", "Налоги РФ")]
        assert state(Topic) == before
        assert ImportBatch.objects.count() == 0

    def test_headings_may_be_names_in_either_language(self):
        with translation.override("en"):
            report = check("topics", "key,Name in Russian,NAME IN ENGLISH", "law,Право,Law")
        assert report.counts["new"] == 1

    def test_unknown_and_missing_columns_are_named(self):
        report = check("topics", "slag;name_ru", "law;Право")
        assert places(report) == [(1, "slag"), (1, "slug")]

    def test_missing_required_column_matters_for_new_rows_only(self):
        TopicFactory(slug="law", name_ru="Право", name_en="Law")
        assert check("topics", "slug;name_ru", "law;Закон").counts["changed"] == 1
        assert places(check("topics", "slug;name_ru", "law;Закон", "ip;ИС")) == [(1, "name_en")]

    def test_duplicate_and_empty_keys_are_named(self):
        report = check("topics", "slug;name_ru;name_en", "a;А;A", ";Б;B", "a;В;C")
        assert places(report) == [(3, "slug"), (4, "slug")]
        assert "2" in report.problems[1].message

    def test_every_bad_cell_is_named(self):
        report = check(
            "regions",
            f"{REGION};population_thousand",
            f"{KALUGA};55.5, 36.2;1 005",
            "klu;1;А;A;central;Б;B;;5",
            "RU-BAD;2;А;A;nowhere;Б;B;95, 10;1.5",
            "RU-BAE;3;А;;central;Б;B;north;many",
        )
        assert places(report) == [
            (3, "code"),
            (4, "federal_district"),
            (4, "population_thousand"),
            (4, "place"),
            (5, "population_thousand"),
            (5, "name_en"),
            (5, "place"),
        ]
        assert Region.objects.filter(code="RU-KLU").exists() is False

    def test_unique_value_taken_by_another_row_is_named(self):
        RegionFactory(code="RU-AAA", okato="29000000000")
        report = check("regions", REGION, f"{KALUGA};")
        assert places(report) == [(2, "okato")]

    def test_same_unique_value_twice_in_the_file_is_named(self):
        second = KALUGA.replace("RU-KLU", "RU-KDA")
        report = check("regions", REGION, f"{KALUGA};", f"{second};")
        assert places(report) == [(3, "okato")]

    def test_unknown_key_of_another_register_is_named(self):
        report = check("organisations", "slug;name_ru;name_en;region", "a;А;A;RU-ZZZ")
        assert places(report) == [(2, "region")]
        assert "RU-ZZZ" in report.problems[0].message

    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_choice_by_key_or_by_name_in_the_readers_language(self, language):
        from cms.enums import OrganisationKind

        with translation.override(language):
            name = str(OrganisationKind.UNIVERSITY.label)
            for value in ("university", "UNIVERSITY", name):
                report = check("organisations", "slug;name_ru;name_en;kind", f"a;А;A;{value}")
                assert report.outcomes[0].after["kind"] == "university"

    def test_topic_circle_is_refused(self):
        TopicFactory(slug="a")
        TopicFactory(slug="b", parent=Topic.objects.get(slug="a"))
        report = check("topics", "slug;parent", "a;b")
        assert places(report) == [(2, "parent")]


class TestApply:
    def test_saves_and_writes_the_journal(self, make_user):
        user = make_user("moderators-legal")
        TopicFactory(slug="law", name_ru="Право", name_en="Law")
        batch = bring("topics", "slug;name_ru;name_en", "law;Закон;Law", "ip;ИС;IP", user=user)
        assert (batch.new_count, batch.changed_count, batch.same_count) == (1, 1, 0)
        assert (batch.user, batch.file_name, batch.register) == (user, "file.csv", "topics")
        law, ip = batch.rows.all()
        assert law.changes == [("name_ru", "Право", "Закон")]
        assert (ip.line, ip.is_new, ip.after["slug"]) == (3, True, "ip")
        assert Topic.objects.get(slug="law").name_ru == "Закон"

    def test_children_may_stand_before_their_parents(self):
        bring(
            "topics",
            "slug;name_ru;name_en;parent",
            "leaf;Лист;Leaf;branch",
            "branch;Ветвь;Branch;root",
            "root;Корень;Root;",
        )
        assert Topic.objects.get(slug="leaf").path == "root/branch/leaf"

    def test_points_are_read_as_people_write_them(self):
        bring("regions", REGION, f'{KALUGA};"54,5138; 36,2612"')
        assert Region.objects.get(code="RU-KLU").place == "SRID=4326;POINT(36.2612 54.5138)"

    def test_empty_cell_empties_and_absent_column_keeps(self):
        OrganisationFactory(slug="a", name_ru="А", name_en="A", phone="1", email="a@b.example")
        bring("organisations", "slug;phone", "a;")
        row = Organisation.objects.get(slug="a")
        assert (row.phone, row.email) == ("", "a@b.example")

    def test_one_bad_row_keeps_all_out(self):
        one, sheet = importer("topics"), sheet_of("slug;name_ru;name_en", "a;А;A", "b c;Б;B")
        before = state(Topic)
        with pytest.raises(ImportRefusedError) as caught:
            run.apply(one, sheet, user=None, file_name="x", sha256="", digest="")
        assert places(caught.value.report) == [(3, "slug")]
        assert state(Topic) == before
        assert ImportBatch.objects.count() == 0

    def test_register_changed_since_the_check_is_refused(self):
        topic = TopicFactory(slug="law", name_ru="Право", name_en="Law")
        one, sheet = importer("topics"), sheet_of("slug;name_ru", "law;Закон")
        digest = run.check(one, sheet).digest
        topic.name_en = "Statutes"
        topic.save()
        with pytest.raises(ImportRefusedError):
            run.apply(one, sheet, user=None, file_name="x", sha256="", digest=digest)
        assert Topic.objects.get(slug="law").name_ru == "Право"

    def test_import_of_an_export_changes_nothing(self, client_as):
        bring("regions", REGION, f'{KALUGA};"54.5138, 36.2612"')
        OrganisationFactory(
            slug="a", kind="university", region=Region.objects.get(code="RU-KLU"), phone="+7 1"
        )
        client = client_as("administrators")
        for key, model in (("regions", Region), ("organisations", Organisation)):
            for suffix in ("csv", "xlsx"):
                address = f"/admin/registers/{key}/?export={suffix}"
                answer = client.get(address)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                report = run.check(importer(key), read(content, f"x.{suffix}"))
                assert report.problems == (), (key, suffix)
                assert report.counts == {"new": 0, "changed": 0, "same": model.objects.count()}


class TestUndo:
    def test_restores_exactly(self, make_user):
        user = make_user("moderators-legal")
        TopicFactory(slug="law", name_ru="Право", name_en="Law")
        TopicFactory(slug="tax", name_ru="Налоги", name_en="Taxes")
        before = state(Topic)
        batch = bring(
            "topics",
            "slug;name_ru;name_en;parent",
            "leaf;Лист;Leaf;ip",
            "ip;ИС;IP;law",
            "tax;Налоги РФ;Taxes;law",
        )
        assert state(Topic) != before
        batch = undo(importer("topics"), batch, user=user)
        assert state(Topic) == before
        assert Topic.objects.get(slug="tax").path == "tax"
        assert (batch.undone_by, batch.undone_at is None) == (user, False)

    def test_twice_is_refused(self):
        batch = bring("topics", "slug;name_ru;name_en", "a;А;A")
        undo(importer("topics"), batch, user=None)
        with pytest.raises(UndoRefusedError):
            undo(importer("topics"), batch, user=None)

    def test_rows_changed_or_deleted_since_are_named(self):
        batch = bring("topics", "slug;name_ru;name_en", "a;А;A", "b;Б;B", "c;В;C")
        Topic.objects.filter(slug="a").update(name_ru="Другое")
        Topic.objects.get(slug="c").delete()
        after = state(Topic)
        with pytest.raises(UndoRefusedError) as caught:
            undo(importer("topics"), batch, user=None)
        assert [problem.line for problem in caught.value.problems] == [2, 4]
        assert state(Topic) == after

    def test_row_in_use_is_named_with_its_user(self, section):
        from home.models import StandardPage

        batch = bring("topics", "slug;name_ru;name_en", "a;А;A", "b;Б;B")
        page = StandardPage(title="О налогах", slug="taxes")
        section("about").add_child(instance=page)
        page.topics.set([Topic.objects.get(slug="b")])
        page.save()
        with pytest.raises(UndoRefusedError) as caught:
            undo(importer("topics"), batch, user=None)
        assert [problem.line for problem in caught.value.problems] == [3]
        assert "О налогах" in caught.value.problems[0].message
        assert Topic.objects.filter(slug__in=["a", "b"]).count() == 2

    def test_child_added_later_keeps_its_parent(self):
        batch = bring("topics", "slug;name_ru;name_en", "a;А;A")
        TopicFactory(slug="later", name_ru="Позже", parent=Topic.objects.get(slug="a"))
        with pytest.raises(UndoRefusedError) as caught:
            undo(importer("topics"), batch, user=None)
        assert "Позже" in caught.value.problems[0].message


def test_thousands_of_rows_go_through():
    lines = ["slug;name_ru;name_en;kind"]
    lines += [
        f"org-{number};Организация {number};Organisation {number};company" for number in range(5200)
    ]
    batch = bring("organisations", *lines)
    assert (batch.new_count, Organisation.objects.count()) == (5200, 5200)
    assert batch.rows.count() == 5200
    found = Organisation.objects.filter(kind="company")
    assert get_search_backend().autocomplete("Организация 5199", found).count() == 1


def test_undone_rows_leave_the_search_of_the_admin():
    lines = [f"org-{number};Завод {number};Works {number}" for number in range(50)]
    batch = bring("organisations", "slug;name_ru;name_en", *lines)
    found = get_search_backend().autocomplete("Завод", Organisation.objects.all())
    assert found.count() == 50
    undo(importer("organisations"), batch, user=None)
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("typed", ["1e5000", "9e999999999", "1e-9", "NaN", "1.5", "ten"])
def test_number_that_is_none_is_named(typed):
    with pytest.raises(ValueError, match=f"«{re.escape(typed)}»"):
        WholeNumberWidget().clean(typed)


def test_number_may_have_spaces_and_an_empty_fraction():
    assert WholeNumberWidget().clean("1 005,0") == 1005


def test_undoing_does_not_bring_back_a_link_to_a_deleted_row():
    old, new = RegionFactory(code="RU-AAA"), RegionFactory(code="RU-BBB")
    row = OrganisationFactory(slug="one", region=old)
    heading = "slug;name_ru;name_en;region"
    batch = bring("organisations", heading, f"one;{row.name_ru};{row.name_en};RU-BBB")
    old.delete()

    with pytest.raises(UndoRefusedError) as refused:
        undo(importer("organisations"), batch, user=None)

    assert [problem.line for problem in refused.value.problems] == [2]
    assert Organisation.objects.get().region == new


def test_digest_is_the_same_for_the_same_outcome():
    first = check("topics", "slug;name_ru;name_en", "a;А;A").digest
    assert first == check("topics", "slug;name_ru;name_en", "a;А;A").digest
    assert first != check("topics", "slug;name_ru;name_en", "a;А;B").digest
    assert len(first) == hashlib.sha256().digest_size * 2
