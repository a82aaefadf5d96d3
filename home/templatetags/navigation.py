"""The menu, the footer and the languages of a page.

`{% load navigation %}`, then:
`{% main_menu as menu %}` → links [{label, url, lang, is_external, is_current}];
`{% site_navigation as around %}` → {name, tagline, columns [{title, links}], note};
`{% page_languages as languages %}` → [{code, name, short, url, is_current, is_translated}];
`{% alternates %}` → the `<link>` elements of the head: canonical, hreflang, x-default, feeds.
"""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import get_language
from wagtail.models import Page, Site

from home import languages, navigation

register = template.Library()


def _site_navigation(context: Context) -> navigation.SiteNavigation | None:
    site = Site.find_for_request(context["request"])
    return navigation.navigation_of(site, get_language() or "ru") if site else None


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[dict[str, Any]]:
    """Links of the main menu; `is_current` marks the section the reader is in."""
    if "request" not in context or (found := _site_navigation(context)) is None:
        return []
    path = context["request"].path
    return [
        {
            "label": link.label,
            "url": link.url,
            "lang": link.lang,
            "is_external": link.is_external,
            "is_current": _is_within(path, link.url),
        }
        for link in found.menu
    ]


@register.simple_tag(takes_context=True)
def site_navigation(context: Context) -> navigation.SiteNavigation | None:
    """Name, line under it, footer columns and footer note; None outside a site."""
    return _site_navigation(context) if "request" in context else None


@register.simple_tag(takes_context=True)
def page_languages(context: Context) -> tuple[languages.PageLanguage, ...]:
    """The same page in each language; see `home.languages.PageLanguage`."""
    if "request" not in context:
        return ()
    return languages.page_languages(context["request"], _page(context))


@register.inclusion_tag("home/partials/alternates.html", takes_context=True)
def alternates(context: Context) -> dict[str, Any]:
    """Links of the head that tell machines the page's own address and its translations.

    A page without translations, or the notice that one is missing, gets no `hreflang`: it would
    not be reciprocal.
    """
    found = [item for item in page_languages(context) if item.address]
    own = next((item for item in found if item.is_current), None)
    return {
        "own": own,
        "languages": found if own and len(found) > 1 else [],
        "default": languages.default_address(tuple(found)) if own else "",
    }


def _is_within(path: str, url: str) -> bool:
    # Every address of a language starts with that of its home page.
    is_home = url.count("/") == 2
    return path == url if is_home else path.startswith(url)


def _page(context: Context) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) and page.pk else None
