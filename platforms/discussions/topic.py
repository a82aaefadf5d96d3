"""The page of a topic: its contributions thread by thread."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, QueryDict

from cms.pager import page_address, page_number, pages
from platforms.discussions.addresses import contribution_url, topic_url
from platforms.models.contributions import Contribution
from platforms.models.discussions import Discussion
from platforms.models.platform_page import PlatformPage
from platforms.pages.public import public_platforms

PAGE_SIZE = 25


@dataclass(frozen=True)
class Post:
    """A contribution on the page; `answers` is the number of the one it answers, 0 for none.

    `is_own` says whether the reader wrote it.
    """

    row: Contribution
    answers: int
    answers_url: str
    url: str
    is_own: bool


def readable_topic(key: int, language: str) -> tuple[Discussion, PlatformPage]:
    """A topic that anybody may read, with the page of its platform; Http404 for any other."""
    topics = Discussion.objects.readable().select_related("platform__moderators", "author")
    topic = topics.filter(pk=key).first()
    page = public_platforms(language).get(topic.platform_id) if topic else None
    if topic is None or page is None:
        raise Http404
    return topic, page


def topic_context(
    topic: Discussion,
    platform_page: PlatformPage,
    params: QueryDict,
    language: str,
    reader: int | None = None,
) -> dict[str, Any]:
    """What the page of a topic shows; two queries whatever the number of contributions.

    `reader` is the primary key of the reader's account.
    """
    number = page_number(params)
    first = (number - 1) * PAGE_SIZE
    placed = topic.contributions.placed()
    total = placed.count()
    rows = placed.select_related("author", "reply_to")[first : first + PAGE_SIZE]
    shown = topic.language_in(language)
    return {
        "topic": topic,
        "title": topic.title_in(language),
        "text": topic.text_in(language),
        "topic_lang": "" if shown == language else shown,
        "is_translation": topic.is_translated_into(language),
        "platform_page": platform_page,
        "topic_url": topic_url(topic, language),
        "posts": [_post(row, topic, language, reader) for row in rows],
        "total": total,
        **pages(total, PAGE_SIZE, number, lambda page: page_address(params, page)),
    }


def page_of(topic: Discussion, number: int) -> int:
    """The page on which a contribution stands; Http404 where it has no place."""
    placed = topic.contributions.placed()
    row = placed.filter(number=number).first()
    if row is None:
        raise Http404
    before = placed.filter(Q(thread__lt=row.thread) | Q(thread=row.thread, number__lt=row.number))
    return before.count() // PAGE_SIZE + 1


def _post(row: Contribution, topic: Discussion, language: str, reader: int | None) -> Post:
    answers = row.reply_to.number if row.reply_to else 0
    return Post(
        row=row,
        answers=answers,
        answers_url=contribution_url(topic, answers, language) if answers else "",
        url=contribution_url(topic, row.number, language),
        is_own=reader is not None and row.author_id == reader,
    )
