"""Development centres in the catalogue."""

from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

from clusters.models import DevelopmentCentrePage
from cms.validators import parse_point
from search.registry import register
from search.sources import PageSource


class CentreSource(PageSource):
    """Centres, found by region, host and services."""

    kind = "centre"
    label = _("Development centres")
    model: ClassVar[type[DevelopmentCentrePage]] = DevelopmentCentrePage

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """Centres with region, host and services."""
        return pages.select_related("region", "host").prefetch_related("services")

    def facets_of(self, page: DevelopmentCentrePage) -> dict[str, tuple[str, ...]]:
        """The region and its federal district."""
        regions = {region.code: region for region in (page.region, *page.regions.all())}
        districts = (region.federal_district for region in regions.values())
        return {"region": tuple(regions), "federal_district": tuple(dict.fromkeys(districts))}

    def date_of(self, page: DevelopmentCentrePage) -> date | None:
        """None: a centre has no date."""
        return None

    def place_of(self, page: DevelopmentCentrePage) -> tuple[float, float] | None:
        """The point of the centre."""
        return parse_point(page.place) if page.place else None

    def note_of(self, page: DevelopmentCentrePage) -> str:
        """Region and city."""
        region = page.region.name_in(page.locale.language_code)
        return ", ".join(dict.fromkeys(filter(None, (region, page.city))))

    def text_of(self, page: DevelopmentCentrePage) -> str:
        """The story, host and services."""
        services = "\n".join(service.name for service in page.services.all())
        return "\n".join(filter(None, (super().text_of(page), page.host_label, services)))


def register_centres() -> None:
    """Register the source."""
    register(CentreSource())  # type: ignore[arg-type]  # a protocol has no class attributes
