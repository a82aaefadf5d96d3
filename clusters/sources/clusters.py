"""Passports in the catalogue, and the facets of the whole section."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.query import PageQuerySet

from clusters.enums import ClusterGroup
from clusters.models import ClusterPage, Membership, Specialisation
from cms.enums import FederalDistrict
from cms.models import Organisation
from cms.validators import parse_point
from search.labels import names_of
from search.registry import Facet, register, register_facet
from search.sources import PageSource


class ClusterSource(PageSource):
    """Passports; a cluster is also found by the names of its members."""

    kind = "cluster"
    label = _("Clusters")
    model = ClusterPage
    weight = 1.1

    @property
    def models(self) -> tuple[type, ...]:
        """Passports, their members, and the names of these."""
        return (ClusterPage, Membership, Organisation)

    def keys_of(self, instance: Any) -> Iterable[UUID]:
        """The passports that a change of a page, a membership or an organisation touches."""
        match instance:
            case Membership():
                return (instance.cluster.key,)
            case Organisation():
                return set(instance.memberships.values_list("cluster__key", flat=True))
        return (instance.translation_key,)

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """Passports with what their entries name."""
        return pages.select_related("cluster", "region", "coordinator").prefetch_related(
            "specialisations", "projects", "cluster__memberships__organisation"
        )

    def facets_of(self, page: ClusterPage) -> dict[str, tuple[str, ...]]:
        """Specialisations, group, regions and their federal districts."""
        regions = {region.code: region for region in (page.region, *page.regions.all())}
        districts = (region.federal_district for region in regions.values())
        return {
            "specialisation": tuple(one.slug for one in page.specialisations.all()),
            "cluster_group": (page.group,),
            "region": tuple(regions),
            "federal_district": tuple(dict.fromkeys(districts)),
        }

    def date_of(self, page: ClusterPage) -> date | None:
        """None: a cluster is not dated by its passport."""
        return None

    def place_of(self, page: ClusterPage) -> tuple[float, float] | None:
        """The point of the cluster."""
        return parse_point(page.place) if page.place else None

    def note_of(self, page: ClusterPage) -> str:
        """Region and city: "Kaluga Oblast, Obninsk"."""
        region = page.region.name_in(page.locale.language_code)
        return ", ".join(dict.fromkeys(filter(None, (region, page.city))))

    def text_of(self, page: ClusterPage) -> str:
        """The story, projects, programme, co-ordinator and members."""
        lang = page.locale.language_code
        names = [row.organisation.name_in(lang) for row in page.cluster.memberships.all()]
        projects = [f"{project.title}. {project.text}" for project in page.projects.all()]
        coordinator = page.coordinator.name_in(lang) if page.coordinator else ""
        parts = (super().text_of(page), page.programme, coordinator, *projects, "; ".join(names))
        return "\n".join(part for part in parts if part)


def _specialisations(values: Iterable[str], lang: str) -> Mapping[str, str]:
    return names_of(Specialisation, "slug", values, lang)


def _groups(values: Iterable[str], lang: str) -> Mapping[str, str]:
    with override(lang):
        return _labels(ClusterGroup, values)


def _districts(values: Iterable[str], lang: str) -> Mapping[str, str]:
    with override(lang):
        return _labels(FederalDistrict, values)


def _labels(choices: type[TextChoices], values: Iterable[str]) -> Mapping[str, str]:
    """Labels of the known values: readers write anything into an address."""
    return {value: str(choices(value).label) for value in values if value in choices.values}


def register_clusters() -> None:
    """Register passports and the facets of the section."""
    register(ClusterSource())  # type: ignore[arg-type]  # a protocol has no class attributes
    register_facet(
        Facet("specialisation", _("Specialisation"), _specialisations, names=("специализация",))
    )
    register_facet(
        Facet("federal_district", _("Federal district"), _districts, names=("округ", "district"))
    )
    register_facet(Facet("cluster_group", _("Group of clusters"), _groups, names=("группа",)))
