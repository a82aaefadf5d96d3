"""Pages about the portal, both home pages, the menu and the footer."""

from typing import Any

from home.demo.context import DemoContext
from home.demo.front import footer, home_sections, menu
from home.demo.story import story
from home.models import Navigation, StandardPage


def load(context: DemoContext) -> None:
    """Add pages that are not there; arrange home pages and navigation nobody has arranged."""
    _add_pages(context)
    _arrange_home_pages(context)
    _arrange_navigation(context)


def _add_pages(context: DemoContext) -> None:
    added = 0
    for row in context.facts("pages")["pages"]:
        parents = context.section(row["section"], "ru"), context.section(row["section"], "en")
        if row["slug"] not in context.pages_under(parents[0]):
            context.add_page(*parents, _page(context, row, "ru"), _page(context, row, "en"))
            added += 1
    context.say(f"{added} pages about the portal")


def _page(context: DemoContext, row: dict[str, Any], language: str) -> StandardPage:
    return StandardPage(
        slug=row["slug"],
        title=row[f"title_{language}"],
        lead=row[f"lead_{language}"],
        body=story(context, row[f"body_{language}"]),
        is_demo=row.get("is_demo", False),
    )


def _arrange_home_pages(context: DemoContext) -> None:
    for language, home in context.home.items():
        if home.sections:
            continue
        facts = context.facts("home")
        home.title = facts[f"title_{language}"]
        home.search_description = facts[f"description_{language}"]
        home.sections = home_sections(context, language)
        home.save_revision().publish()
        context.say(f"home page, {language}")


def _arrange_navigation(context: DemoContext) -> None:
    navigation = Navigation.for_site(context.home["ru"].get_site())
    if navigation.menu or navigation.footer:
        return
    facts = context.facts("home")["navigation"]
    for name in ("name", "tagline", "footer_note"):
        for language in ("ru", "en"):
            setattr(navigation, f"{name}_{language}", facts[f"{name}_{language}"])
    navigation.menu = menu(context, facts["menu"])
    navigation.footer = footer(context, facts["footer"])
    navigation.save()
    context.say("menu and footer")
