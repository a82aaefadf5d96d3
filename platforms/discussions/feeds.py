"""Contributions as Atom: of one topic, or of all that a filter leaves."""

from collections.abc import Iterable, Mapping

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.written_text import cleaned
from platforms.discussions.addresses import contribution_url
from platforms.enums import READABLE_TOPICS, ContributionState
from platforms.models.contributions import Contribution
from platforms.models.discussions import Discussion
from platforms.models.platform_page import PlatformPage

SIZE = 50


def newest_contributions(
    platforms: Iterable[int], topic: Discussion | None = None
) -> list[Contribution]:
    """The newest contributions that anybody may read; one query."""
    rows = Contribution.objects.filter(
        state=ContributionState.SHOWN,
        discussion__state__in=READABLE_TOPICS,
        discussion__platform__in=list(platforms),
    )
    if topic is not None:
        rows = rows.filter(discussion=topic)
    return list(rows.select_related("author", "discussion").order_by("-shown_at", "-pk")[:SIZE])


def atom(
    rows: Iterable[Contribution],
    *,
    title: str,
    page_url: str,
    feed_url: str,
    language: str,
    platforms: Mapping[int, PlatformPage],
) -> bytes:
    """The Atom document; `feed_url` and `page_url` are absolute."""
    site = feed_url.split("/", 3)[:3]
    base = "/".join(site)
    document = Atom1Feed(
        title=title,
        link=page_url,
        description=None,
        language=language,
        feed_url=feed_url,
        feed_guid=feed_url,
    )
    for row in rows:
        topic = row.discussion
        name = f"{row.author_name}, {row.capacity}" if row.capacity else row.author_name
        document.add_item(
            title=_("%(topic)s — no. %(number)s")
            % {"topic": topic.title_in(language), "number": row.number},
            link=base + contribution_url(topic, row.number, language),
            # The element says that it is HTML.
            description=escape(cleaned(row.text)),
            unique_id=f"urn:uuid:{topic.key}#c-{row.number}",
            author_name=name,
            pubdate=row.created_at,
            updateddate=row.edited_at or row.shown_at,
            categories=[platforms[topic.platform_id].title],
        )
    return document.writeString("utf-8").encode()
