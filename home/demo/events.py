"""Events."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from home.demo.context import DemoContext
from home.demo.story import paragraphs
from home.models import EventPage

SOURCES = {
    "ru": "Название, дни и место — по открытым сведениям; часы и описание составлены для "
    "демонстрации портала.",
    "en": "Title, days and place are from open sources; the hours and the description were "
    "written to demonstrate the portal.",
}


def load(context: DemoContext) -> None:
    """Add the events that are not there."""
    parents = context.section("events", "ru"), context.section("events", "en")
    there = context.pages_under(parents[0])
    rows = [row for row in context.facts("events") if row["slug"] not in there]
    for row in rows:
        context.add_page(*parents, _page(context, row, "ru"), _page(context, row, "en"))
    context.say(f"{len(rows)} events")


def _page(context: DemoContext, row: dict[str, Any], language: str) -> EventPage:
    zone = ZoneInfo(row["timezone"])
    page = EventPage(
        slug=row["slug"],
        title=row[f"title_{language}"],
        lead=row[f"lead_{language}"],
        body=paragraphs(row[f"body_{language}"]),
        starts_at=datetime.fromisoformat(row["starts"]).replace(tzinfo=zone),
        ends_at=datetime.fromisoformat(row["ends"]).replace(tzinfo=zone),
        timezone=row["timezone"],
        format=row["format"],
        venue=row[f"venue_{language}"] or "",
        city=row["city" if language == "ru" else "city_en"] or "",
        place=f"SRID=4326;POINT({row['lng']} {row['lat']})" if row["lng"] is not None else "",
        organiser=row[f"organiser_{language}"] or "",
        sources="" if row["demo"] else SOURCES[language],
        is_demo=row["demo"],
    )
    page.topics = context.topics_of(row["tags"])
    page.regions = [context.regions[code] for code in row["region_codes"]]
    return page
