"""Topics of platforms and contributions to them."""

from itertools import count

from cms.written_text import to_html
from platforms.models import Discussion
from platforms.services import discussions
from tests.factories.platforms import make_platform

_numbers = count(1)


def make_topic(platform=None, *, state="open", title="", text="О чём говорим", **fields):
    """A topic of a platform (of a new public one by default) in a state."""
    number = next(_numbers)
    topic = Discussion(
        platform=platform or make_platform(f"talking-{number}").platform,
        title=title or f"Тема {number}",
        text=to_html(text),
        **fields,
    )
    topic.save()
    if state == "rejected":
        topic.reject()
    elif state != "pending":
        topic.open()
    topic.save()
    if state == "closed":
        topic.close()
    elif state == "hidden":
        topic.hide()
    topic.save()
    return topic


def make_contribution(topic, *, state="shown", text="Сказанное", **fields):
    """A contribution to a topic in a state, by way of the services."""
    contribution = discussions.add_contribution(
        topic, shown=state in ("shown", "hidden"), text=to_html(text), **fields
    )
    change = {
        "hidden": discussions.hide,
        "rejected": discussions.reject,
        "removed": discussions.remove,
    }.get(state)
    if change:
        change(contribution)
    return contribution
