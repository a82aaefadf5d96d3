"""Representatives of clusters: each cluster has a group that edits its passport and no other.

Whoever is put into the group in the office's list of people edits drafts of the passport in both
languages, submits them, and proposes figures and members; a moderator decides.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from clusters.models import Cluster, ClusterPage
from cms.roles import ADD_MEDIA, group_names

PREFIX = "cluster-"
_OFFICE = ("wagtailadmin", "access_admin")


@transaction.atomic
def let_representatives_edit(page: ClusterPage) -> Group:
    """Give the group of the passport's cluster the right to edit it; safe to run again."""
    cluster = page.cluster
    group: Group | None = cluster.representatives
    if group is None:
        group, _made = Group.objects.get_or_create(name=f"{PREFIX}{cluster.slug}"[:150])
        app_label, codename = _OFFICE
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )
        _let_upload(group)
        cluster.representatives = group
        cluster.save(update_fields=["representatives"])
    change = Permission.objects.get(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename="change_page",
    )
    GroupPagePermission.objects.get_or_create(group=group, page=Page(pk=page.pk), permission=change)
    return group


def _let_upload(group: Group) -> None:
    root = Collection.get_first_root_node()
    for name in ADD_MEDIA:
        app_label, codename = name.split(".")
        permission = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def represents(user: Any, cluster: Cluster) -> bool:
    """Whether the account is in the group of the cluster's representatives."""
    return bool(
        cluster.representatives_id
        and user.is_authenticated
        and user.groups.filter(pk=cluster.representatives_id).exists()
    )


def is_representative(user: Any) -> bool:
    """Whether the account represents any cluster, for menus."""
    return any(name.startswith(PREFIX) for name in group_names(user))


def may_keep_facts(user: Any) -> bool:
    """Whether the account enters figures and members of any cluster without being asked."""
    return bool(
        user.has_perm("clusters.change_indicatorvalue")
        and user.has_perm("clusters.change_membership")
    )
