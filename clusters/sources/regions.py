"""Regions in the catalogue: each leads to its own page below the page of all regions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from clusters.models import RegionIndexPage
from cms.models import Region
from cms.querysets import public
from cms.validators import parse_point
from search.registry import CatalogueEntry, Version, register


def key_of(code: str) -> UUID:
    """The key of a region's entry, the same on every portal."""
    return uuid5(NAMESPACE_URL, f"iso3166-2:{code}")


class RegionSource:
    """The register of regions, as far as a public page shows it."""

    kind = "region"
    label = _("Regions")
    weight = 1.0
    recency = False
    shows_day = False
    models: tuple[type, ...] = (Region, RegionIndexPage)

    def keys_of(self, instance: object) -> Iterable[UUID]:
        """The region's own entry, or all of them when their page changed."""
        if isinstance(instance, Region):
            return (key_of(instance.code),)
        return self._all_keys()

    def keys(self) -> list[UUID]:
        """Keys of all regions, where their page is public."""
        return self._all_keys() if _pages() else []

    def entries(self, keys: Iterable[UUID]) -> Iterator[CatalogueEntry]:
        """Entries with those keys; none where no page of regions is public."""
        wanted = set(keys)
        pages = _pages()
        if not pages:
            return
        for region in Region.objects.all():
            if (key := key_of(region.code)) in wanted:
                yield _entry(region, key, pages)

    def titles(self, keys: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Names by key and language of regions whose page is public now."""
        wanted = set(keys)
        languages = [page.locale.language_code for page in _pages()]
        return {
            key: {language: region.name_in(language) for language in languages}
            for region in Region.objects.all()
            if (key := str(key_of(region.code))) in wanted and languages
        }

    @staticmethod
    def _all_keys() -> list[UUID]:
        codes = Region.objects.order_by("code").values_list("code", flat=True)
        return [key_of(code) for code in codes]


def _pages() -> list[RegionIndexPage]:
    pages = public(RegionIndexPage.objects.filter(alias_of__isnull=True))
    return list(pages.select_related("locale").order_by("-locale__language_code"))


def _entry(region: Region, key: UUID, pages: list[RegionIndexPage]) -> CatalogueEntry:
    return CatalogueEntry(
        key=str(key),
        kind=RegionSource.kind,
        slug=region.code.lower(),
        versions=tuple(_version(region, page) for page in pages),
        facets={
            "region": (region.code,),
            "federal_district": (region.federal_district,),
            "language": tuple(page.locale.language_code for page in pages),
        },
        place=parse_point(region.place) if region.place else None,
    )


def _version(region: Region, page: RegionIndexPage) -> Version:
    language = page.locale.language_code
    with override(language):
        return Version(
            lang=language,
            url=f"{page.get_url()}{region.code.lower()}/",
            title=region.name_in(language),
            lead="",
            text="\n".join((region.code, region.okato, region.capital)),
            note=f"{region.get_federal_district_display()} · {region.capital}",
        )


def register_regions() -> None:
    """Register the source."""
    source: Any = RegionSource()
    register(source)
