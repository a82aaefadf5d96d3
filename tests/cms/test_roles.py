"""Each role does in each section exactly what the table and the guide say, and nothing else."""

import pytest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.roles import ROLES
from cms.sections import SECTIONS, section_page
from tests.factories import PortalDocumentFactory, PortalImageFactory

pytestmark = pytest.mark.django_db

SECTION_ROLES = {
    **{f"editors-{slug}": ("write", slug) for slug in SECTIONS},
    **{f"moderators-{slug}": ("moderate", slug) for slug in SECTIONS},
    "legal-editors": ("write", "legal"),
    "platform-specialists": ("write", "platforms"),
}
"""What the guide says: each role's power and the one section it has it in."""

POWERS = {
    "none": set(),
    "write": {"add", "edit"},
    "moderate": {"add", "edit", "publish", "unpublish", "lock", "unlock"},
}


def powers_of(user, page) -> set[str]:
    """What `user` may do with somebody else's live page."""
    may = page.permissions_for_user(user)
    answers = {
        "add": may.can_add_subpage(),
        "edit": may.can_edit(),
        "publish": may.can_publish(),
        "unpublish": may.can_unpublish(),
        "lock": may.can_lock(),
        "unlock": may.can_unlock(),
    }
    return {name for name, allowed in answers.items() if allowed}


@pytest.fixture
def pages():
    """A live page of nobody in each section and language."""
    made = {}
    for slug in SECTIONS:
        for language in ("ru", "en"):
            parent = section_page(slug, language)
            page = Page(title="Page", slug=f"page-{slug}", locale=parent.locale)
            made[slug, language] = parent.add_child(instance=page)
    return made


@pytest.mark.parametrize("role", sorted(SECTION_ROLES))
def test_role_has_its_powers_in_its_section_only(role, make_user, pages):
    power, own = SECTION_ROLES[role]
    user = make_user(role)
    found = {key: powers_of(user, page) for key, page in pages.items()}
    assert found == {
        (slug, language): POWERS[power if slug == own else "none"] for slug, language in pages
    }


@pytest.mark.parametrize("role", sorted(SECTION_ROLES))
def test_role_has_no_power_over_home_pages(role, make_user):
    user = make_user(role)
    assert [powers_of(user, home) for home in Page.objects.filter(depth=2)] == [set(), set()]


def test_administrators_govern_everything_without_being_superusers(make_user, pages):
    user = make_user("administrators")
    assert not user.is_superuser
    homes = Page.objects.filter(depth=2)
    for page in [*homes, *pages.values()]:
        assert powers_of(user, page) == POWERS["moderate"]
    assert pages["news", "ru"].permissions_for_user(user).can_delete()
    assert user.has_perms(["cms.delete_user", "auth.change_group", "cms.delete_region"])


def test_account_without_a_group_has_no_power(make_user, pages):
    user = make_user()
    assert {frozenset(powers_of(user, page)) for page in pages.values()} == {frozenset()}
    assert not user.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize(
    ("role", "registers"),
    [
        ("editors-news", {"add_organisation", "change_organisation"}),
        ("legal-editors", {"add_organisation", "change_organisation"}),
        ("platform-specialists", {"add_organisation", "change_organisation"}),
        (
            "moderators-news",
            {
                "add_organisation",
                "change_organisation",
                "delete_organisation",
                "add_topic",
                "change_topic",
            },
        ),
    ],
)
def test_registers_are_kept_by_those_the_guide_names(role, registers, make_user):
    user = make_user(role)
    writable = {
        f"{verb}_{model}"
        for verb in ("add", "change", "delete")
        for model in ("organisation", "topic", "region", "user")
        if user.has_perm(f"cms.{verb}_{model}")
    }
    assert writable == registers
    assert user.has_perms(["cms.view_region", "cms.view_topic", "cms.view_organisation"])


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        ("editors-news", {"change", "delete"}, set()),
        ("moderators-news", {"change", "delete"}, {"change", "delete"}),
        ("administrators", {"change", "delete"}, {"change", "delete"}),
    ],
)
@pytest.mark.parametrize("kind", ["image", "document"])
def test_files_of_others_are_safe_from_editors(role, own, others, kind, make_user):
    factory = {"image": PortalImageFactory, "document": PortalDocumentFactory}[kind]
    policy = policy_registry.get_by_type(factory._meta.model)
    user = make_user(role)

    def allowed(instance):
        verbs = ("change", "delete")
        return {v for v in verbs if policy.user_has_permission_for_instance(user, v, instance)}

    assert policy.user_has_permission(user, "add")
    assert policy.user_has_permission(user, "choose")
    assert allowed(factory(uploaded_by_user=user)) == own
    assert allowed(factory(uploaded_by_user=make_user())) == others


def test_every_role_may_enter_the_office(make_user):
    assert all(make_user(role).has_perm("wagtailadmin.access_admin") for role in ROLES)
