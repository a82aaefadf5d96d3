"""Platforms as entries of the catalogue, and the facets of the section."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

from cms.models import Organisation
from platforms.models import Direction, PlatformMembership, PlatformPage
from platforms.pages.public import public_platforms
from search.labels import names_of
from search.registry import Facet, register, register_facet
from search.sources import PageSource


class PlatformSource(PageSource):
    """Platforms; a platform is also found by the names of its members."""

    kind = "platform"
    label = _("Technology platforms")
    model = PlatformPage
    weight = 1.1

    @property
    def models(self) -> tuple[type, ...]:
        """Pages, their members, and the names of these."""
        return (PlatformPage, PlatformMembership, Organisation)

    def keys_of(self, instance: Any) -> Iterable[UUID]:
        """The pages that a change of a page, a membership or an organisation touches."""
        match instance:
            case PlatformMembership():
                return (instance.platform.key,)
            case Organisation():
                return set(instance.platform_memberships.values_list("platform__key", flat=True))
        return (instance.translation_key,)

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """Pages with what their entries name."""
        return pages.select_related(
            "platform", "direction", "coordinator__region"
        ).prefetch_related("groups", "platform__memberships__organisation")

    def facets_of(self, page: PlatformPage) -> dict[str, tuple[str, ...]]:
        """Direction; the region is that of the co-ordinator unless the page names others."""
        regions = list(page.regions.all())
        if not regions and page.coordinator and page.coordinator.region:
            regions = [page.coordinator.region]
        return {
            "direction": (page.direction.slug,),
            "platform": (page.platform.slug,),
            "region": tuple(region.code for region in regions),
            "federal_district": tuple(dict.fromkeys(one.federal_district for one in regions)),
        }

    def date_of(self, page: PlatformPage) -> date | None:
        """None: a platform is not dated by its page."""
        return None

    def note_of(self, page: PlatformPage) -> str:
        """Direction and co-ordinator."""
        language = page.locale.language_code
        names = [page.direction.name_in(language)]
        if page.coordinator:
            names.append(page.coordinator.name_in(language))
        return " · ".join(names)

    def text_of(self, page: PlatformPage) -> str:
        """The story, working groups, co-ordinator and members."""
        language = page.locale.language_code
        names = [row.organisation.name_in(language) for row in page.platform.memberships.all()]
        groups = [f"{group.title}. {group.text}" for group in page.groups.all()]
        coordinator = page.coordinator.name_in(language) if page.coordinator else ""
        parts = (super().text_of(page), coordinator, *groups, "; ".join(names))
        return "\n".join(part for part in parts if part)


def _directions(values: Iterable[str], lang: str) -> Mapping[str, str]:
    return names_of(Direction, "slug", values, lang)


def _platforms(values: Iterable[str], lang: str) -> Mapping[str, str]:
    """Names of public platforms only: readers write anything into an address."""
    named = {page.platform.slug: page.title for page in public_platforms(lang).values()}
    return {value: named[value] for value in values if value in named}


def register_platforms() -> None:
    """Register platforms and the facets of the section."""
    register(PlatformSource())  # type: ignore[arg-type]  # a protocol has no class attributes
    register_facet(
        Facet("direction", _("Direction of technologies"), _directions, names=("направление",))
    )
    register_facet(
        Facet("platform", _("Technology platform"), _platforms, names=("платформа", "platform"))
    )
