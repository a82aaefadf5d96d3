"""Bodies of pages from the facts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from wagtail.rich_text import RichText

from home.demo.context import DemoContext


def paragraphs(texts: Iterable[str]) -> list[tuple[str, Any]]:
    """A body of plain paragraphs as one block of text."""
    return [("text", RichText("".join(f"<p>{escape(text)}</p>" for text in texts)))]


def story(context: DemoContext, blocks: Iterable[Sequence[Any]]) -> list[tuple[str, Any]]:
    """A body of `[type, value]` pairs: headings, rich text, listings with topics by slug.

    Charts of indicators name clusters by the slug of their passport and regions by code.
    """
    return [(name, _value(context, name, value)) for name, value in blocks]


def _value(context: DemoContext, name: str, value: Any) -> Any:
    if name == "text":
        return RichText(value)
    if name == "listing":
        return {**value, "topics": [context.topics[slug] for slug in value["topics"]]}
    if name == "indicator_chart":
        return {
            **value,
            "clusters": [context.passports[slug] for slug in value["clusters"]],
            "regions": [context.regions[code] for code in value["regions"]],
        }
    return value
