"""The list of topics that the page of discussions shows."""

from typing import Any

from django.db.models import Count
from django.http import QueryDict

from cms.pager import page_address, page_number, pages
from platforms.discussions.latest import topic_row
from platforms.enums import READABLE_TOPICS
from platforms.models.discussions import Discussion
from platforms.pages.public import public_platforms

PAGE_SIZE = 20


def topics_context(params: QueryDict, language: str) -> dict[str, Any]:
    """Topics of the platform and state in the address, newest activity first; four queries.

    A choice that no public platform or readable state has filters nothing.
    """
    platforms = public_platforms(language)
    readable = Discussion.objects.readable().filter(platform__in=platforms)
    counted = readable.order_by().values_list("platform").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("platform", "number"))
    choices = sorted(
        (page for key, page in platforms.items() if key in numbers),
        key=lambda page: page.title.casefold(),
    )
    slug, state = params.get("platform", ""), params.get("state", "")
    chosen = next((page for page in choices if page.platform.slug == slug), None)
    topics = readable.filter(platform=chosen.platform_id) if chosen else readable
    if state in READABLE_TOPICS:
        topics = topics.filter(state=state)
    number = page_number(params)
    first = (number - 1) * PAGE_SIZE
    total = topics.count()
    return {
        "total": total,
        "topics": [
            topic_row(topic, language, platform=platforms[topic.platform_id].title)
            for topic in topics[first : first + PAGE_SIZE]
        ],
        "platform_choices": [
            {
                "value": page.platform.slug,
                "label": f"{page.title} ({numbers[page.platform_id]})",
                "is_chosen": page is chosen,
            }
            for page in choices
        ],
        "state_choices": [
            {"value": one.value, "label": one.label, "is_chosen": one == state}
            for one in READABLE_TOPICS
        ],
        "is_filtered": bool(chosen or state in READABLE_TOPICS),
        "chosen_platform": chosen.platform.slug if chosen else "",
        **pages(total, PAGE_SIZE, number, lambda page: page_address(params, page)),
    }
