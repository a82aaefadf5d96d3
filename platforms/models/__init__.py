"""Technology platforms, their members, and the pages of the section."""

from platforms.models.appeals import Appeal
from platforms.models.contributions import Contribution, ContributionEdition
from platforms.models.discussion_page import DiscussionIndexPage
from platforms.models.discussions import Discussion
from platforms.models.index_pages import MemberIndexPage, PlatformIndexPage
from platforms.models.moderation import Flag, Ruling
from platforms.models.people import OrganisationClaim, Profile, RelayedMessage
from platforms.models.platform import Platform, PlatformMembership
from platforms.models.platform_page import (
    PlatformAct,
    PlatformDocument,
    PlatformPage,
    WorkingGroup,
)
from platforms.models.registers import Direction

__all__ = [
    "Appeal",
    "Contribution",
    "ContributionEdition",
    "Direction",
    "Discussion",
    "DiscussionIndexPage",
    "Flag",
    "MemberIndexPage",
    "OrganisationClaim",
    "Platform",
    "PlatformAct",
    "PlatformDocument",
    "PlatformIndexPage",
    "PlatformMembership",
    "PlatformPage",
    "Profile",
    "RelayedMessage",
    "Ruling",
    "WorkingGroup",
]
