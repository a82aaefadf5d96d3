"""The order in which the demonstration is loaded."""

from collections.abc import Callable

from home.demo import (
    centres,
    clusters,
    consents,
    desk,
    discussions,
    events,
    instruments,
    items,
    legal,
    news,
    pages,
    people,
    platforms,
    registers,
    terms,
    tree,
    users,
)
from home.demo.context import DemoContext

STEPS: tuple[tuple[str, Callable[[DemoContext], None]], ...] = (
    ("registers", registers.load),
    ("terms", terms.load),
    ("tree", tree.load),
    ("legal", legal.load),
    ("items", items.load),
    ("clusters", clusters.load),
    ("instruments", instruments.load),
    ("centres", centres.load),
    ("platforms", platforms.load),
    ("news", news.load),
    ("events", events.load),
    ("pages", pages.load),
    ("users", users.load),
    ("consents", consents.load),
    ("discussions", discussions.load),
    ("people", people.load),
    ("desk", desk.load),
)
