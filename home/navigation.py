"""The menu and the footer of a site as plain links in the reader's language, from the cache."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from cms.querysets import public
from cms.sections import SECTIONS
from home.models import Navigation

# Writers empty the cache after their commit; the limit only bounds what a reader, who was just
# building the old one, may put back.
SECONDS = 60
_KEY = "navigation"


@dataclass(frozen=True)
class Link:
    """A link of the menu; `lang` is set when it leads to a page in another language."""

    label: str
    url: str
    lang: str = ""
    is_external: bool = False


@dataclass(frozen=True)
class Column:
    """A headed column of the footer."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class SiteNavigation:
    """Everything around the page in one language."""

    name: str
    tagline: str
    menu: tuple[Link, ...]
    columns: tuple[Column, ...]
    note: str


def navigation_of(site: Site, language: str) -> SiteNavigation:
    """Menu and footer of a site; no query when cached, five at most when not."""
    known = cache.get(_KEY) or {}
    found = known.get((site.pk, language))
    if found is None:
        found = _build(site, language)
        cache.set(_KEY, {**known, (site.pk, language): found}, SECONDS)
    return found


def forget() -> None:
    """Drop the cached navigation of every site and language."""
    cache.delete(_KEY)


def _build(site: Site, language: str) -> SiteNavigation:
    row = Navigation.objects.filter(site=site).first() or Navigation(site=site)
    values = [block.value for block in row.menu]
    columns = [block.value for block in row.footer]
    everything = [*values, *(link for column in columns for link in column["links"])]
    aims = _aims(everything, language)

    def links(chosen: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
        found = (_link(value, aims, language) for value in chosen)
        return tuple(link for link in found if link is not None)

    return SiteNavigation(
        name=_in(row, "name", language),
        tagline=_in(row, "tagline", language),
        menu=links(values) or _sections(language),
        columns=tuple(
            Column(column[f"title_{language}"], links(column["links"])) for column in columns
        ),
        note=_in(row, "footer_note", language),
    )


def _in(row: Navigation, name: str, language: str) -> str:
    return getattr(row, f"{name}_{language}") or getattr(row, f"{name}_ru")


def _aims(values: Iterable[Mapping[str, Any]], language: str) -> dict[int, Page]:
    """By primary key of a chosen page: its public version in the language, or in any other."""
    chosen = {value["page"].pk: value["page"].translation_key for value in values if value["page"]}
    versions = public(Page.objects.filter(translation_key__in=set(chosen.values())))
    by_key: dict[Any, Page] = {}
    for page in versions.filter(alias_of__isnull=True).select_related("locale"):
        if page.translation_key not in by_key or page.locale.language_code == language:
            by_key[page.translation_key] = page
    return {pk: by_key[key] for pk, key in chosen.items() if key in by_key}


def _link(value: Mapping[str, Any], aims: Mapping[int, Page], language: str) -> Link | None:
    label = value[f"label_{language}"]
    if value["page"]:
        page = aims.get(value["page"].pk)
        if page is None:
            return None
        code = page.locale.language_code
        return Link(label, page.get_url() or "", "" if code == language else code)
    address = value["address"]
    if "://" in address:
        return Link(label, address, is_external=True)
    return Link(label, address if address.startswith("/") else f"/{language}/{address}")


def _sections(language: str) -> tuple[Link, ...]:
    """The menu of a site whose editors have made none: the sections."""
    with override(language):
        return tuple(
            Link(str(section.title), reverse("wagtail_serve", args=[f"{section.slug}/"]))
            for section in SECTIONS.values()
        )
