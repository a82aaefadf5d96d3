"""Moderators of platforms: each platform has a group that edits its page and decides its queue.

Whoever is put into the group in the office's list of people edits drafts of the page in both
languages and submits them; what is said in the platform's discussions is theirs to decide.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from cms.page_groups import let_edit, new_group
from cms.roles import group_names
from platforms.models import Platform, PlatformPage

PREFIX = "platform-"


@transaction.atomic
def let_moderators_edit(page: PlatformPage) -> Group:
    """Give the group of the page's platform the right to edit it; safe to run again."""
    platform = page.platform
    group: Group | None = platform.moderators
    if group is None:
        group = new_group(f"{PREFIX}{platform.slug}")
        platform.moderators = group
        platform.save(update_fields=["moderators"])
    let_edit(group, page)
    return group


def moderates(user: Any, platform: Platform) -> bool:
    """Whether the account is in the group of the platform's moderators."""
    return bool(
        platform.moderators_id
        and user.is_authenticated
        and user.groups.filter(pk=platform.moderators_id).exists()
    )


def is_platform_moderator(user: Any) -> bool:
    """Whether the account moderates any platform, for menus."""
    return any(name.startswith(PREFIX) for name in group_names(user))
