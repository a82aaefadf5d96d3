"""The passport as data: CSV, XLSX, JSON. A missing value stays empty (null), never zero."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from clusters.models.figures import IndicatorValue
from clusters.passports.context import acts_of, figures_for, members_for
from cms.tables import Sheet, csv_response, xlsx_response
from cms.validators import parse_point

if TYPE_CHECKING:
    from clusters.models.passport import ClusterPage


def csv_of(page: "ClusterPage") -> HttpResponseBase:
    """The figures, one a line."""
    return csv_response(_figures(page), f"{page.slug}-figures")


def xlsx_of(page: "ClusterPage", address: str) -> HttpResponse:
    """Three sheets: the passport, figures, members; `address` is that of the page."""
    facts = Sheet(_("Passport"), [_("Fact"), _("Value")], list(_facts(page, address)))
    return xlsx_response([facts, _figures(page), _members(page)], page.slug)


def json_of(page: "ClusterPage", address: str) -> HttpResponse:
    """The passport for programs: values by key, dates as in ISO 8601, coordinates WGS 84."""
    longitude, latitude = parse_point(page.place) if page.place else (None, None)
    data = {
        "url": address,
        "slug": page.slug,
        "lang": page.locale.language_code,
        "title": page.title,
        "lead": page.lead,
        "is_demo": page.is_demo,
        "group": page.group,
        "specialisations": [one.slug for one in page.specialisations.all()],
        "region": page.region.code,
        "city": page.city,
        "longitude": longitude,
        "latitude": latitude,
        "founded_year": page.founded_year,
        "approved_year": page.approved_year,
        "verified_on": page.verified_on,
        "website": page.website or None,
        "legal_basis": [{"title": str(link.act.title), "url": link.url} for link in acts_of(page)],
        "figures": [
            {
                "indicator": figure.indicator.slug,
                "name": figure.indicator.name,
                "year": figure.year,
                "value": None if figure.value is None else float(figure.value),
                "unit": figure.indicator.unit,
                "source": figure.source,
                "is_demo": figure.is_demo,
            }
            for figure in _ordered(figures_for(page))
        ],
        "members": [
            {
                "organisation": row.organisation.slug,
                "name": row.organisation.name,
                "kind": row.organisation.kind,
                "role": row.role,
                "region": row.organisation.region.code if row.organisation.region else None,
                "since": row.since,
                "until": row.until,
            }
            for row in members_for(page)
        ],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _ordered(figures: Iterable[IndicatorValue]) -> list[IndicatorValue]:
    return sorted(figures, key=lambda one: (one.indicator.order, one.indicator.name, one.year))


def _figures(page: "ClusterPage") -> Sheet:
    figures = _ordered(figures_for(page))
    has_demo = any(figure.is_demo for figure in figures)
    return Sheet(
        title=_("Figures by year"),
        header=[
            *(_("Cluster"), _("Indicator"), _("Year"), _("Value"), _("Unit"), _("Source")),
            _("Demonstration value"),
        ],
        rows=[
            [
                *(page.title, figure.indicator.name, figure.year, figure.value),
                *(figure.indicator.unit, figure.source, _("yes") if figure.is_demo else _("no")),
            ]
            for figure in figures
        ],
        notes=[_("Demonstration values are made up and no statistics.")] if has_demo else [],
    )


def _members(page: "ClusterPage") -> Sheet:
    return Sheet(
        title=_("Members"),
        header=[_("Organisation"), _("Kind"), _("Role"), _("Region"), _("Member since")],
        rows=[
            [
                row.organisation.name,
                row.organisation.get_kind_display(),
                row.get_role_display(),
                row.organisation.region.name if row.organisation.region else None,
                row.since,
            ]
            for row in members_for(page)
        ],
    )


def _facts(page: "ClusterPage", address: str) -> Iterable[tuple[str, Any]]:
    yield _("Cluster"), page.title
    yield _("Address of the page"), address
    yield _("Specialisations"), ", ".join(one.name for one in page.specialisations.all())
    yield _("Group"), page.get_group_display()
    yield _("Region"), page.region.name
    yield _("City"), page.city
    yield _("Co-ordinating organisation"), page.coordinator.name if page.coordinator else None
    yield _("On the list since"), page.approved_year
    yield _("Programme"), ", ".join(filter(None, (page.programme, page.programme_years)))
    yield _("Website"), page.website
    yield _("Checked on"), page.verified_on
    if page.is_demo:
        yield (
            _("Demonstration"),
            _("The content of this page is made up to show how the portal works."),
        )
