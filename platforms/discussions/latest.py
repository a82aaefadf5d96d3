"""Topics as rows of lists."""

from typing import Any

from django.utils.translation import ngettext

from platforms.discussions.addresses import topic_url
from platforms.enums import DiscussionState
from platforms.models.discussions import Discussion

_SHOWN = 5
_TAGS = {DiscussionState.OPEN: "ok", DiscussionState.CLOSED: "off"}


def latest_of(platform: int, language: str) -> dict[str, Any]:
    """The topics of a platform where something was said last, and how many there are."""
    topics = Discussion.objects.readable().filter(platform=platform)
    return {
        "topics": [topic_row(topic, language) for topic in topics[:_SHOWN]],
        "total": topics.count(),
    }


def topic_row(topic: Discussion, language: str, platform: str = "") -> dict[str, Any]:
    """A topic as an item of `components/rows.html`."""
    shown = topic.language_in(language)
    number = topic.shown_number
    said = ngettext("%(number)s contribution", "%(number)s contributions", number)
    return {
        "url": topic_url(topic, language),
        "title": topic.title_in(language),
        "lang": "" if shown == language else shown,
        "date": topic.active_at,
        "meta": " · ".join(filter(None, (platform, said % {"number": number}))),
        "tag": {"kind": _TAGS.get(topic.state, ""), "label": topic.get_state_display()},
    }
