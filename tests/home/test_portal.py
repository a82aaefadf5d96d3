"""The portal's skeleton is made once, put right when run again, and made anew after a flush."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site, Workflow

from cms.roles import ROLES
from cms.sections import SECTIONS, section_page
from home.models import HomePage
from home.services.portal import setup_portal
from home.services.rights import UnknownPermissionError


def _tree() -> list[tuple[str, str, str]]:
    return [
        (page.locale.language_code, page.slug, type(page.specific).__name__)
        for page in Page.objects.filter(depth__lte=3, depth__gt=1).order_by("path")
    ]


@pytest.mark.django_db
def test_portal_has_both_languages_with_the_same_sections():
    expected = [
        (language, slug, model)
        for language in ("ru", "en")
        for slug, model in [
            (language, "HomePage"),
            *((slug, s.page_type.split(".")[1]) for slug, s in SECTIONS.items()),
        ]
    ]
    assert _tree() == expected
    assert not Page.objects.filter(live=False).exists()


@pytest.mark.django_db
def test_sections_of_both_languages_are_translations_of_each_other():
    for slug in SECTIONS:
        assert list(section_page(slug, "ru").get_translations()) == [section_page(slug, "en")]


@pytest.mark.django_db
def test_stock_content_of_wagtail_is_gone():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert list(Site.objects.values_list("root_page__slug", "is_default_site")) == [("ru", True)]
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert not Page.objects.filter(slug="home").exists()


@pytest.mark.django_db
def test_second_run_changes_nothing_and_costs_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(16) as queries:
        setup_portal()
    changes = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert changes == []


@pytest.mark.django_db
def test_what_editors_changed_stays():
    page = section_page("news", "ru")
    page.title = "Лента"
    page.save()
    extra = Group.objects.create(name="Editors")
    setup_portal()
    assert section_page("news", "ru").title == "Лента"
    assert Group.objects.filter(pk=extra.pk).exists()


@pytest.mark.django_db
def test_rights_of_the_portals_groups_are_put_right():
    group = Group.objects.get(name="editors-news")
    before = set(group.permissions.values_list("codename", flat=True))
    pages_before = GroupPagePermission.objects.filter(group=group).count()
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    group.permissions.remove(Permission.objects.get(codename="access_admin"))
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(
        group=group, page=HomePage.objects.first(), permission=publish
    )
    setup_portal()
    assert set(group.permissions.values_list("codename", flat=True)) == before
    assert GroupPagePermission.objects.filter(group=group).count() == pages_before


@pytest.mark.django_db
def test_permission_that_no_model_has_is_named(monkeypatch):
    from dataclasses import replace

    from home.services import rights

    wrong = replace(ROLES["editors-news"], models=("cms.fly",))
    monkeypatch.setattr(rights, "ROLES", {**ROLES, "editors-news": wrong})
    with pytest.raises(UnknownPermissionError, match=r"cms\.fly"):
        setup_portal()


@pytest.mark.django_db
def test_default_site_follows_the_base_url(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example"
    setup_portal()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("portal.example", 443)
    assert section_page("news", "en").full_url == "https://portal.example/en/news/"


@pytest.mark.django_db(transaction=True)
def test_flush_leaves_a_complete_portal():
    expected = _tree()
    call_command("flush", interactive=False, verbosity=0)
    assert _tree() == expected
    assert Locale.objects.count() == 2
    assert Collection.objects.count() == 1
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert Workflow.objects.count() == len(SECTIONS)


@pytest.mark.django_db
def test_legal_acts_and_platforms_are_read_by_specialists_first():
    steps = {
        slug: [
            [group.name for group in task.specific.groups.all()]
            for task in section_page(slug, "ru").get_workflow().tasks
        ]
        for slug in SECTIONS
    }
    assert steps == {
        "clusters": [["moderators-clusters"]],
        "platforms": [["platform-specialists"], ["moderators-platforms"]],
        "legal": [["legal-editors"], ["moderators-legal"]],
        "library": [["moderators-library"]],
        "news": [["moderators-news"]],
        "events": [["moderators-events"]],
        "about": [["moderators-about"]],
    }
