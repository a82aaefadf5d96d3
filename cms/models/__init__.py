"""Models every other application stands on."""

from cms.models.media import DocumentPage, PortalDocument, PortalImage, PortalRendition
from cms.models.pages import AtomicPage, EditorialPage
from cms.models.registers import Organisation, Region, Topic
from cms.models.user import User

__all__ = [
    "AtomicPage",
    "DocumentPage",
    "EditorialPage",
    "Organisation",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "Region",
    "Topic",
    "User",
]
