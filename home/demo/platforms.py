"""The 34 technology platforms with their directions, co-ordinators and members."""

from typing import Any

from django.utils.text import slugify

from cms.models import Organisation
from home.demo.context import LANGUAGES, DemoContext
from home.demo.story import paragraphs
from library.models import LegalActPage
from platforms.enums import Moderation, PlatformRole
from platforms.models import Direction, PlatformAct, PlatformMembership, PlatformPage

LIST_ACTS = {2011: "protocol-2011-2"}
ORDER_ACT = "protocol-2010-4"
AFTER = ("supercomputing", "photonics")
"""Platforms whose discussions are moderated after publication."""

SOURCES = {
    "ru": "Перечень, координатор и описание — по открытым сведениям 2011–2013 годов; участники "
    "показаны выборочно, для демонстрации портала.",
    "en": "The list, the co-ordinator and the description are from open sources of 2011–2013; "
    "members are a selection made to demonstrate the portal.",
}
MEMBER_SOURCE = "Выборка для демонстрации портала"


def load(context: DemoContext) -> None:
    """Add what is not there; rows and pages editors may have changed are left alone."""
    directions = _directions(context)
    parents = context.subsection("platforms", "list")
    there = context.pages_under(parents["ru"])
    new = [row for row in context.facts("platforms") if row["slug"] not in there]
    organisations = _organisations(new)
    acts = {
        language: {page.slug: page for page in LegalActPage.objects.filter(locale=locale)}
        for language, locale in context.locales.items()
    }
    for row in new:
        ru, en = (
            _page(context, row, language, directions, acts[language], organisations)
            for language in LANGUAGES
        )
        ru, _en = context.add_page(parents["ru"], parents["en"], ru, en)
        _members(ru, row, organisations)
    context.say(f"{len(new)} technology platforms")


def _directions(context: DemoContext) -> dict[str, Direction]:
    for number, row in enumerate(context.facts("platform_directions")):
        Direction.objects.get_or_create(
            slug=row["slug"],
            defaults={"name_ru": row["name_ru"], "name_en": row["name_en"], "order": number},
        )
    return {row.slug: row for row in Direction.objects.all()}


def _organisations(rows: list[dict[str, Any]]) -> dict[str, Organisation]:
    """Co-ordinators and members by Russian name, those the register lacks added to it."""
    known = {one.name_ru: one for one in Organisation.objects.all()}
    slugs = {one.slug for one in known.values()}
    for row in rows:
        named = [(row["coordinator_ru"], row["coordinator_en"], "other")]
        named += [(one["name_ru"], one["name_en"], one["kind"]) for one in row["members_demo"]]
        # A co-ordinator that is a member as well has its kind from there.
        for name_ru, name_en, kind in sorted(named, key=lambda one: one[2] == "other"):
            if name_ru in known:
                continue
            slug = slugify(name_en)[:110]
            slug = f"{slug}-2" if slug in slugs else slug
            slugs.add(slug)
            known[name_ru] = Organisation.objects.create(
                slug=slug, name_ru=name_ru, name_en=name_en, kind=kind
            )
    return known


def _page(
    context: DemoContext,
    row: dict[str, Any],
    language: str,
    directions: dict[str, Direction],
    acts: dict[str, LegalActPage],
    organisations: dict[str, Organisation],
) -> PlatformPage:
    summary: str = row[f"summary_{language}"]
    page = PlatformPage(
        slug=row["slug"],
        title=row[f"name_{language}"],
        lead=summary.split(". ", maxsplit=1)[0].rstrip(".") + ".",
        body=paragraphs(summary.split("\n")),
        direction=directions[row["direction"]],
        approved_year=row["approved"],
        approved_by=acts.get(LIST_ACTS.get(row["approved"], "")),
        coordinator=organisations[row["coordinator_ru"]],
        sources=SOURCES[language],
        is_demo=True,
    )
    page.topics = context.topics_of(["technology-platforms"])
    page.legal_basis = [PlatformAct(act=acts[ORDER_ACT])] if ORDER_ACT in acts else []
    return page


def _members(
    page: PlatformPage, row: dict[str, Any], organisations: dict[str, Organisation]
) -> None:
    platform = page.platform
    if row["slug"] in AFTER:
        platform.moderation = Moderation.AFTER
        platform.save(update_fields=["moderation"])
    coordinator = organisations[row["coordinator_ru"]]
    members = [organisations[one["name_ru"]] for one in row["members_demo"]]
    PlatformMembership.objects.bulk_create(
        PlatformMembership(
            platform=platform, organisation=organisation, role=role, source=MEMBER_SOURCE
        )
        for organisation, role in (
            (coordinator, PlatformRole.COORDINATOR),
            *((one, PlatformRole.MEMBER) for one in members if one != coordinator),
        )
    )
