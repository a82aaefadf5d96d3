"""The same page in each language, or the word that there is none."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Page

from cms.querysets import public

NAMES = {"ru": ("Русский", "Рус"), "en": ("English", "Eng")}


@dataclass(frozen=True)
class PageLanguage:
    """One language of the page being read.

    `url` leads to the same page; where it is not translated (`is_translated` false) to an address
    of that language which says so and offers the original. `address` is the absolute address
    without the query, for search engines; empty where there is no page.
    """

    code: str
    name: str
    short: str
    url: str
    address: str
    is_current: bool
    is_translated: bool


def page_languages(request: Any, page: Page | None) -> tuple[PageLanguage, ...]:
    """The languages of a page, or of an address without a page; two queries, once a request."""
    found = getattr(request, "_page_languages", None)
    if found is None:
        found = _of_page(request, page) if page is not None else _of_address(request)
        request._page_languages = found
    return found


def default_address(languages: tuple[PageLanguage, ...]) -> str:
    """The address for readers of any other language (`x-default`): the first translated one."""
    return next((language.address for language in languages if language.address), "")


def _of_page(request: HttpRequest, page: Page) -> tuple[PageLanguage, ...]:
    # The specific type may have an address of its own.
    versions = public(type(page).objects.filter(translation_key=page.translation_key))
    by_code = {
        version.locale.language_code: version
        for version in versions.filter(alias_of__isnull=True).select_related("locale")
    }
    part = _part_of(request, page)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    current = get_language()
    languages = []
    for code, _name in settings.LANGUAGES:
        version = by_code.get(code)
        languages.append(
            PageLanguage(
                code,
                *NAMES[code],
                url=(version.get_url(request) or "") + part + query
                if version
                else _swapped(request, code),
                address=(version.get_full_url(request) or "") + part if version else "",
                is_current=code == current,
                is_translated=version is not None,
            )
        )
    return tuple(languages)


def _part_of(request: HttpRequest, page: Page) -> str:
    """What follows the page's own address where a part of the page is read: "finder/"."""
    if not hasattr(request, "routable_resolver_match"):
        return ""
    own = urlsplit(page.get_url(request) or "").path
    return request.path.removeprefix(own) if own and request.path.startswith(own) else ""


def _of_address(request: HttpRequest) -> tuple[PageLanguage, ...]:
    current = get_language()
    return tuple(
        PageLanguage(
            code,
            *NAMES[code],
            url=translate_url(request.get_full_path(), code),
            address=request.build_absolute_uri(translate_url(request.path, code)),
            is_current=code == current,
            is_translated=True,
        )
        for code, _name in settings.LANGUAGES
    )


def _swapped(request: HttpRequest, code: str) -> str:
    return translate_url(request.path, code)
