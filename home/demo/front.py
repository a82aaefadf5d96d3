"""The blocks of the home pages and of the navigation, made of `facts/home.json`."""

from typing import Any

from wagtail.models import Page

from home.demo.context import DemoContext


def home_sections(context: DemoContext, language: str) -> list[dict[str, Any]]:
    """The parts of a home page in the order of the facts, as stored."""
    return [
        {"type": row["type"], "value": _localised(context, row["value"], language)}
        for row in context.facts("home")["sections"]
    ]


def menu(context: DemoContext, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The links of the main menu, as stored."""
    return [{"type": "link", "value": _link(context, row)} for row in rows]


def footer(context: DemoContext, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns of the footer, as stored."""
    return [
        {
            "type": "column",
            "value": {**row, "links": [_link(context, link) for link in row["links"]]},
        }
        for row in rows
    ]


def _link(context: DemoContext, row: dict[str, Any]) -> dict[str, Any]:
    page = _page_at(context, row["page"], "ru").pk if "page" in row else None
    return {**row, "page": page, "address": row.get("address", "")}


def _localised(context: DemoContext, value: Any, language: str) -> Any:
    """`{"ru": …, "en": …}` becomes the text of the language, `{"page": path}` the page's key."""
    if isinstance(value, list):
        return [_localised(context, item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"ru", "en"}:
        return value[language]
    if value.keys() == {"at"}:
        return _page_at(context, value["at"], language).pk
    return {name: _localised(context, item, language) for name, item in value.items()}


def _page_at(context: DemoContext, path: str, language: str) -> Page:
    section, _, slug = path.partition("/")
    page = context.section(section, language)
    return page.get_children().get(slug=slug) if slug else page
