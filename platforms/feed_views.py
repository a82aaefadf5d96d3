"""Feeds of discussions."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from platforms.discussions.addresses import index_url, topic_url
from platforms.discussions.doors import public_topic, require_public
from platforms.discussions.feeds import atom, newest_contributions
from platforms.pages.public import public_platforms

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def all_topics(request: HttpRequest) -> HttpResponse:
    """The newest contributions, of one platform where the address names it."""
    language = get_language() or "ru"
    require_public(language)
    platforms = public_platforms(language)
    slug = request.GET.get("platform", "")
    chosen = {key: page for key, page in platforms.items() if page.platform.slug == slug}
    title = _("Discussions")
    if chosen:
        title = f"{title}: {next(iter(chosen.values())).title}"
    document = atom(
        newest_contributions(chosen or platforms),
        title=title,
        page_url=request.build_absolute_uri(index_url(language) or "/"),
        feed_url=request.build_absolute_uri(),
        language=language,
        platforms=platforms,
    )
    return HttpResponse(document, content_type=ATOM)


@require_safe
def one_topic(request: HttpRequest, topic: int) -> HttpResponse:
    """The newest contributions of a topic."""
    language = get_language() or "ru"
    discussion, page = public_topic(topic, language)
    document = atom(
        newest_contributions([discussion.platform_id], discussion),
        title=discussion.title_in(language),
        page_url=request.build_absolute_uri(topic_url(discussion, language) or "/"),
        feed_url=request.build_absolute_uri(),
        language=language,
        platforms={discussion.platform_id: page},
    )
    return HttpResponse(document, content_type=ATOM)
