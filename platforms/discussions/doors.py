"""Whether anybody may come to the discussions, where no page of the tree is asked."""

from django.http import Http404

from cms.querysets import public
from platforms.discussions.topic import readable_topic
from platforms.models.discussion_page import DiscussionIndexPage
from platforms.models.discussions import Discussion
from platforms.models.platform_page import PlatformPage


def public_languages() -> frozenset[str]:
    """Languages whose page of discussions anybody may open; one query."""
    pages = public(DiscussionIndexPage.objects.filter(alias_of__isnull=True))
    return frozenset(pages.values_list("locale__language_code", flat=True))


def require_public(language: str) -> None:
    """Raise Http404 where the page of discussions is not open to everybody."""
    if language not in public_languages():
        raise Http404


def public_topic(key: int, language: str) -> tuple[Discussion, PlatformPage]:
    """A topic that anybody may read where anybody may come; Http404 for any other."""
    require_public(language)
    return readable_topic(key, language)
