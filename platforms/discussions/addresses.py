"""Addresses of topics and contributions."""

from cms.addresses import section_addresses
from platforms.models.discussions import Discussion


def index_url(language: str) -> str:
    """The page of discussions in a language; "" while it is not public."""
    return section_addresses("platforms", language)["discussions"]


def topic_url(discussion: Discussion | int, language: str) -> str:
    """A topic on the page of discussions; "" while that is not public."""
    index = index_url(language)
    key = discussion if isinstance(discussion, int) else discussion.pk
    return f"{index}{key}/" if index else ""


def contribution_url(discussion: Discussion | int, number: int, language: str) -> str:
    """The address that leads to a contribution on whatever page of the topic it stands."""
    topic = topic_url(discussion, language)
    return f"{topic}c/{number}/" if topic else ""
