"""Representatives of clusters: each cluster has a group that edits its passport and no other.

Whoever is put into the group in the office's list of people edits drafts of the passport in both
languages, submits them, and proposes figures and members; a moderator decides.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from clusters.models import Cluster, ClusterPage
from cms.page_groups import let_edit, new_group
from cms.roles import group_names

PREFIX = "cluster-"


@transaction.atomic
def let_representatives_edit(page: ClusterPage) -> Group:
    """Give the group of the passport's cluster the right to edit it; safe to run again."""
    cluster = page.cluster
    group: Group | None = cluster.representatives
    if group is None:
        group = new_group(f"{PREFIX}{cluster.slug}")
        cluster.representatives = group
        cluster.save(update_fields=["representatives"])
    let_edit(group, page)
    return group


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
