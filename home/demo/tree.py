"""The sections: their leads, and the texts of those without a listing of their own."""

from typing import Any

from wagtail.models import Page

from home.demo.context import LANGUAGES, DemoContext
from home.demo.story import story
from home.services.portal import setup_portal


def load(context: DemoContext) -> None:
    """Introduce every section that nobody has introduced yet."""
    setup_portal()
    introduced = 0
    for slug, facts in context.facts("pages")["sections"].items():
        for language in LANGUAGES:
            introduced += _introduce(context, context.section(slug, language), facts, language)
    for section, parts in context.facts("pages")["subsections"].items():
        for slug, facts in parts.items():
            for language, page in context.subsection(section, slug).items():
                introduced += _introduce(context, page, facts, language)
    context.say(f"{introduced} section pages introduced")


def _introduce(context: DemoContext, page: Page, facts: dict[str, Any], language: str) -> bool:
    if page.lead:
        return False
    page.lead = facts[f"lead_{language}"]
    if f"body_{language}" in facts:
        page.body = story(context, facts[f"body_{language}"])
    page.save_revision().publish()
    return True
