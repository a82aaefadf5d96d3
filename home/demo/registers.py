"""Registers: the 83 regions, the topic tree, organisations."""

from typing import Any

from cms.enums import FederalDistrict
from cms.models import Organisation, Region, Topic
from home.demo.context import DemoContext


def load(context: DemoContext) -> None:
    """Add rows that are not there; a row editors may have changed is left alone."""
    _add_regions(context)
    _add_topics(context)
    _add_organisations(context)


def _add_regions(context: DemoContext) -> None:
    there = set(Region.objects.values_list("code", flat=True))
    rows = [_region(row) for row in context.facts("regions") if row["code"] not in there]
    Region.objects.bulk_create(rows)
    context.say(f"{len(rows)} regions")


def _region(row: dict[str, Any]) -> Region:
    district = row["federal_district_en"].removesuffix(" Federal District")
    return Region(
        code=row["code"],
        okato=row["okato"],
        name_ru=row["name_ru"],
        name_en=row["name_en"],
        federal_district=FederalDistrict[district.upper().replace(" ", "_")],
        capital_ru=row["capital_ru"],
        capital_en=row["capital_en"],
        place=f"SRID=4326;POINT({row['capital_lng']} {row['capital_lat']})",
        population_thousand=row["population_2012"],
        area_km2=row["area_km2"],
    )


def _add_topics(context: DemoContext) -> None:
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    added = 0
    # A parent stands before its children in the facts.
    for row in context.facts("topic_tree"):
        if row["slug"] not in topics:
            topics[row["slug"]] = Topic.objects.create(
                slug=row["slug"],
                name_ru=row["name_ru"],
                name_en=row["name_en"],
                parent=topics[row["parent"]] if row["parent"] else None,
            )
            added += 1
    context.say(f"{added} topics")


def _add_organisations(context: DemoContext) -> None:
    there = set(Organisation.objects.values_list("slug", flat=True))
    rows = [
        Organisation(
            slug=row["slug"],
            name_ru=row["name_ru"],
            name_en=row["name_en"],
            kind=row["kind"],
            region=context.regions[row["region"]] if row["region"] else None,
        )
        for row in context.facts("organisations")
        if row["slug"] not in there
    ]
    Organisation.objects.bulk_create(rows)
    context.say(f"{len(rows)} organisations")
