"""Who may do what: the one table that the groups of the portal are made from.

`home.services.portal` writes it into Wagtail's groups after every migration; what a group holds
beyond the table is taken away again. Further rights belong into further groups.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.sections import SECTIONS

ADMINISTRATORS = "administrators"
"""The group of those who answer for the whole portal."""

EVERYWHERE = "*"
"""Stands for the root of the tree where a section's slug would stand."""

ALL_MODELS = "*"
"""Stands for every permission of every application but `INTERNAL_APPS`."""

INTERNAL_APPS = ("admin", "contenttypes", "sessions", "django_tasks_database")

WRITE = ("add_page", "change_page")
"""Write and edit drafts, submit them, read their history; nothing becomes public by it."""

MODERATE = (*WRITE, "publish_page", "lock_page", "unlock_page")
"""Also publish, withdraw, schedule and lock."""

GOVERN = (*MODERATE, "bulk_delete_page")
"""Also delete whole branches."""

ADD_MEDIA = (
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
)
"""Upload files, edit the own ones, use all."""

KEEP_MEDIA = (*ADD_MEDIA, "wagtailimages.change_image", "wagtaildocs.change_document")
"""Also edit and delete everybody's (Wagtail counts deletion of a file as a change)."""

GOVERN_MEDIA = (
    *KEEP_MEDIA,
    "wagtailcore.add_collection",
    "wagtailcore.change_collection",
    "wagtailcore.delete_collection",
)
"""Also arrange collections."""

EDITORIAL_MODELS = (
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    "cms.view_region",
    "cms.view_topic",
    "cms.view_organisation",
    "cms.add_organisation",
    "cms.change_organisation",
)
"""Enter the editorial office, translate, read the registers, keep organisations."""

REGISTER_MODELS = (
    *EDITORIAL_MODELS,
    "cms.add_topic",
    "cms.change_topic",
    "cms.delete_organisation",
)
"""Also keep topics and remove organisations."""

CLUSTER_FACTS = tuple(
    f"clusters.{action}_{model}"
    for model in ("indicatorvalue", "membership")
    for action in ("view", "add", "change")
)
"""Enter and correct figures and members of clusters; every correction keeps what was before."""

CLUSTER_REGISTERS = (
    *(f"clusters.delete_{model}" for model in ("indicatorvalue", "membership")),
    *(
        f"clusters.{action}_{model}"
        for model in ("indicator", "specialisation")
        for action in ("view", "add", "change", "delete")
    ),
    *(f"clusters.{action}_admission" for action in ("view", "add", "change")),
)
"""Also remove facts, keep the registers of the section, and tick the rules of admission."""

PLATFORM_FACTS = tuple(
    f"platforms.{action}_platformmembership" for action in ("view", "add", "change")
)
"""Enter and correct members of platforms."""

PLATFORM_REGISTERS = (
    "platforms.delete_platformmembership",
    "platforms.view_platform",
    "platforms.change_platform",
    *(f"platforms.{action}_direction" for action in ("view", "add", "change", "delete")),
)
"""Also remove members, keep directions, and say how discussions are moderated."""

SECTION_MODELS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "clusters": (CLUSTER_FACTS, (*CLUSTER_FACTS, *CLUSTER_REGISTERS)),
    "platforms": (PLATFORM_FACTS, (*PLATFORM_FACTS, *PLATFORM_REGISTERS)),
}
"""What editors and moderators of a section may do beside pages and common registers."""


@dataclass(frozen=True)
class Role:
    """Rights of one group.

    `pages` maps a section's slug (or EVERYWHERE) to permissions on its pages in both languages;
    `media` are permissions on the root collection; `models` are "app.codename" permissions.
    """

    name: str
    title_ru: str
    title_en: str
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


def _section_roles() -> Iterator[Role]:
    for section in SECTIONS.values():
        for_editors, for_moderators = SECTION_MODELS.get(section.slug, ((), ()))
        yield Role(
            name=f"editors-{section.slug}",
            title_ru=f"Редакторы: {section.title_ru}",
            title_en=f"Editors: {section.title_en}",
            pages={section.slug: WRITE},
            media=ADD_MEDIA,
            models=(*EDITORIAL_MODELS, *for_editors),
        )
        yield Role(
            name=f"moderators-{section.slug}",
            title_ru=f"Модераторы: {section.title_ru}",
            title_en=f"Moderators: {section.title_en}",
            pages={section.slug: MODERATE},
            media=KEEP_MEDIA,
            models=(*REGISTER_MODELS, *for_moderators),
        )


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        *_section_roles(),
        Role(
            name="legal-editors",
            title_ru="Юристы: проверка правовых актов",
            title_en="Lawyers: review of legal acts",
            pages={"legal": WRITE},
            media=ADD_MEDIA,
            models=EDITORIAL_MODELS,
        ),
        Role(
            name="platform-specialists",
            title_ru="Специалисты по технологическим платформам",
            title_en="Technology platform specialists",
            pages={"platforms": WRITE},
            media=ADD_MEDIA,
            models=(*EDITORIAL_MODELS, *PLATFORM_FACTS, *PLATFORM_REGISTERS),
        ),
        Role(
            name=ADMINISTRATORS,
            title_ru="Администраторы",
            title_en="Administrators",
            pages={EVERYWHERE: GOVERN},
            media=GOVERN_MEDIA,
            models=(ALL_MODELS,),
        ),
    )
}
"""Every role by the name of its group."""


def group_names(user: Any) -> frozenset[str]:
    """Names of the account's groups, read once for each loaded account.

    For what is shown to whom on a page; a decision asks the database.
    """
    known: frozenset[str] | None = getattr(user, "_group_names", None)
    if known is None:
        known = frozenset(user.groups.values_list("name", flat=True))
        user._group_names = known
    return known


def is_administrator(user: Any) -> bool:
    """Whether `user` answers for every section: a superuser, or of the administrators' group."""
    return bool(user.is_superuser or user.groups.filter(name=ADMINISTRATORS).exists())
