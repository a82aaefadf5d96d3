"""News."""

from datetime import date
from typing import Any

from home.demo.context import DemoContext
from home.demo.story import paragraphs
from home.models import NewsPage

SOURCES = {
    "ru": "Составлено по открытым сведениям для демонстрации портала.",
    "en": "Written from open sources to demonstrate the portal.",
}
DOUBT = {
    "ru": "Дата не сверена с документом.",
    "en": "The date has not been compared with a document.",
}

PLATFORMS = {
    "platforms-list-approved": ("medicine-of-the-future", "photonics", "supercomputing"),
    "maks-2013": ("aviation-mobility",),
    "ftp-research-approved": ("composites", "supercomputing", "biotech2030"),
    "open-innovations-2012": ("photonics", "led-technologies"),
    "cooperation-18bn": ("medicine-of-the-future", "composites"),
}
"""Platforms that a piece of news is about."""


def load(context: DemoContext) -> None:
    """Add the news that are not there."""
    parents = context.section("news", "ru"), context.section("news", "en")
    there = context.pages_under(parents[0])
    rows = [row for row in context.facts("news") if row["slug"] not in there]
    for row in rows:
        context.add_page(*parents, _page(context, row, "ru"), _page(context, row, "en"))
    context.say(f"{len(rows)} news")


def _page(context: DemoContext, row: dict[str, Any], language: str) -> NewsPage:
    doubt = [DOUBT[language]] if row["confidence"] == "low" else []
    page = NewsPage(
        slug=row["slug"],
        title=row[f"title_{language}"],
        lead=row[f"lead_{language}"],
        body=paragraphs(row[f"body_{language}"]),
        published_on=date.fromisoformat(row["date"]),
        sources="" if row["demo"] else "\n".join([SOURCES[language], *doubt]),
        is_demo=row["demo"],
    )
    page.topics = context.topics_of(row["tags"])
    page.platforms = [context.platforms[slug] for slug in PLATFORMS.get(row["slug"], ())]
    page.regions = [context.regions[code] for code in row["region_codes"]]
    return page
