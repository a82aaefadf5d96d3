"""Clusters with their passports, figures and members."""

from decimal import Decimal
from itertools import count
from uuid import uuid4

from clusters.enums import ClusterGroup
from clusters.models import (
    Admission,
    CentreIndexPage,
    CentreService,
    Cluster,
    ClusterIndexPage,
    ClusterPage,
    DevelopmentCentrePage,
    Indicator,
    IndicatorValue,
    Membership,
    Specialisation,
)
from tests.factories.foundation import OrganisationFactory, RegionFactory

_numbers = count(1)


def passports(language="ru"):
    """The page of all passports."""
    return ClusterIndexPage.objects.get(locale__language_code=language)


def make_cluster(
    slug="", *, languages=("ru", "en"), live=True, region=None, specialisations=(), **fields
):
    """A cluster with a passport in each language, admitted; gives the first passport."""
    number = next(_numbers)
    slug = slug or f"cluster-{number}"
    key = uuid4()
    names = {"ru": f"Кластер {slug}", "en": f"Cluster {slug}"}
    cluster = Cluster.objects.create(key=key, slug=slug, name_ru=names["ru"], name_en=names["en"])
    Admission.objects.create(cluster=cluster, waiver="Перечень")
    region = region or RegionFactory()
    pages = []
    for language in languages:
        parent = passports(language)
        values = {
            "title": names[language],
            "slug": slug,
            "group": ClusterGroup.FIRST,
            "region": region,
            "translation_key": key,
            "locale": parent.locale,
            "live": False,
            **fields,
        }
        page = ClusterPage(**values)
        page.specialisations = list(specialisations)
        page.regions = [region]
        parent.add_child(instance=page)
        if live:
            page.save_revision().publish()
        pages.append(page)
    return pages[0]


def make_specialisation(slug="optics", **fields):
    """A specialisation."""
    names = {"name_ru": f"Направление {slug}", "name_en": f"Direction {slug}"}
    return Specialisation.objects.create(slug=slug, **{**names, **fields})


def make_indicator(slug="employees", **fields):
    """An indicator of clusters, counted in persons."""
    values = {
        "name_ru": "Численность",
        "name_en": "Employees",
        "unit_ru": "чел.",
        "unit_en": "persons",
    }
    return Indicator.objects.create(slug=slug, **{**values, **fields})


def make_figure(cluster, indicator, year, value, **fields):
    """A figure of a cluster; None says that there are no data."""
    value = None if value is None else Decimal(str(value))
    defaults = {"source_ru": "Росстат", "source_en": "Rosstat"}
    return IndicatorValue.objects.create(
        cluster=cluster, indicator=indicator, year=year, value=value, **{**defaults, **fields}
    )


def make_member(cluster, **fields):
    """A member that the register of organisations has."""
    if "organisation" not in fields:
        fields["organisation"] = OrganisationFactory()
    return Membership.objects.create(cluster=cluster, **fields)


def make_centre(slug="", *, languages=("ru", "en"), live=True, region=None, services=(), **fields):
    """A development centre in each language; gives the first page."""
    slug = slug or f"centre-{next(_numbers)}"
    key, region = uuid4(), region or RegionFactory()
    titles = {"ru": f"Центр {slug}", "en": f"Centre {slug}"}
    pages = []
    for language in languages:
        parent = CentreIndexPage.objects.get(locale__language_code=language)
        values = {"title": titles[language], "slug": slug, "region": region, "live": False}
        values |= {"translation_key": key, "locale": parent.locale, **fields}
        page = DevelopmentCentrePage(**values)
        page.regions = [region]
        page.services = [CentreService(name=name) for name in services]
        parent.add_child(instance=page)
        if live:
            page.save_revision().publish()
        pages.append(page)
    return pages[0]
