"""Who decides in discussions."""

from typing import Any

from cms.roles import ADMINISTRATORS, group_names

SECTION_GROUPS = frozenset({ADMINISTRATORS, "moderators-platforms", "platform-specialists"})
"""Groups whose members decide in the discussions of every platform."""


def sees_tools(user: Any, platform: Any) -> bool:
    """Whether a page shows the tools of moderators to the account; a decision asks again.

    `platform` has its group of moderators loaded.
    """
    if not user.is_authenticated:
        return False
    names = group_names(user)
    own = platform.moderators.name if platform.moderators else ""
    return bool(user.is_superuser or SECTION_GROUPS & names or own in names)
