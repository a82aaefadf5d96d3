"""Writing the table of roles into Wagtail's groups."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.roles import ALL_MODELS, EVERYWHERE, INTERNAL_APPS, ROLES, Role

SUBMIT_TRANSLATION = "wagtail_localize.submit_translation"


class UnknownPermissionError(LookupError):
    """The table of roles names a permission that no model has."""


def grant_roles(root: Page, tree: Mapping[str, tuple[Page, ...]], media: Collection) -> None:
    """Make the groups of `cms.roles` and set their rights to exactly what the table says.

    `tree` gives the pages of each section. Groups that the table does not name are left alone.
    Raises UnknownPermissionError where the table and the models disagree.
    """
    groups = _groups()
    permissions = _permissions()
    page_rows, media_rows, model_rows = set(), set(), set()
    for role in ROLES.values():
        group = groups[role.name].pk
        for slug, rights in role.pages.items():
            pages = (root,) if slug == EVERYWHERE else tree[slug]
            page_rows |= {
                (group, page.pk, _named(permissions, f"wagtailcore.{right}"))
                for page in pages
                for right in rights
            }
        media_rows |= {(group, media.pk, _named(permissions, right)) for right in role.media}
        model_rows |= {(group, key) for key in _model_permissions(role, permissions)}
    ours = [group.pk for group in groups.values()]
    _equalise(GroupPagePermission, ("group_id", "page_id", "permission_id"), ours, page_rows)
    _equalise(
        GroupCollectionPermission, ("group_id", "collection_id", "permission_id"), ours, media_rows
    )
    _equalise(Group.permissions.through, ("group_id", "permission_id"), ours, model_rows)


def _groups() -> dict[str, Group]:
    known = {group.name: group for group in Group.objects.filter(name__in=ROLES)}
    new = [Group(name=name) for name in ROLES if name not in known]
    if new:
        Group.objects.bulk_create(new)
        known = {group.name: group for group in Group.objects.filter(name__in=ROLES)}
    return known


def _permissions() -> dict[str, int]:
    rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    known = {f"{app}.{codename}": key for app, codename, key in rows}
    if SUBMIT_TRANSLATION not in known:
        known[SUBMIT_TRANSLATION] = _submit_translation()
    return known


def _submit_translation() -> int:
    # Made by a migration of wagtail-localize and by no model: a flush loses it for good.
    app_label, codename = SUBMIT_TRANSLATION.split(".")
    kind, _ = ContentType.objects.get_or_create(app_label=app_label, model="translation")
    return Permission.objects.create(
        content_type=kind, codename=codename, name="Can submit translations"
    ).pk


def _named(permissions: Mapping[str, int], name: str) -> int:
    if name not in permissions:
        raise UnknownPermissionError(name)
    return permissions[name]


def _model_permissions(role: Role, permissions: Mapping[str, int]) -> Iterable[int]:
    if ALL_MODELS in role.models:
        return [key for name, key in permissions.items() if name.split(".")[0] not in INTERNAL_APPS]
    return [_named(permissions, name) for name in role.models]


def _equalise(
    model: type[Model], columns: tuple[str, ...], groups: list[int], wanted: set[tuple[Any, ...]]
) -> None:
    """Make the rows of `groups` exactly `wanted`, tuples of `columns`."""
    rows = model._default_manager.filter(group_id__in=groups).values_list("pk", *columns)
    present = {row[1:]: row[0] for row in rows}
    stale = [key for row, key in present.items() if row not in wanted]
    if stale:
        model._default_manager.filter(pk__in=stale).delete()
    missing = wanted - present.keys()
    if missing:
        model._default_manager.bulk_create(
            [model(**dict(zip(columns, row, strict=True))) for row in sorted(missing)]
        )
