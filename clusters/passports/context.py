"""What the page of a passport shows."""

from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.timezone import localdate

from clusters.models.figures import IndicatorValue
from clusters.models.members import Membership
from clusters.passports.figures import Figures, figures_of, finding
from clusters.passports.linked_data import linked_data
from cms.addresses import section_addresses
from cms.citations import citation
from cms.freshness import is_stale
from cms.geo import locate
from cms.models import PortalDocument
from cms.organisation_kinds import kind_choices, known_kind
from cms.querysets import public_documents
from cms.validators import parse_point
from library.legal_links import ActLink, act_links

if TYPE_CHECKING:
    from clusters.models.passport import ClusterPage, PassportAct


def passport_context(page: "ClusterPage", params: QueryDict, base_url: str) -> dict[str, Any]:
    """Everything beside the page's own fields; a fixed number of queries.

    `params` are those of the address: `members` chooses a kind of members.
    """
    figures = figures_of(figures_for(page))
    members = members_for(page)
    chosen = known_kind(params.get("members", ""))
    specialisations = list(page.specialisations.all())
    regions = list(page.regions.all())
    acts = acts_of(page)
    return {
        "specialisations": specialisations,
        "topics": list(page.topics.all()),
        "all_regions": regions,
        "regions": [region for region in regions if region.pk != page.region_id],
        "figures": figures,
        "lines": _lines(figures),
        "members": [row for row in members if not chosen or row.organisation.kind == chosen],
        "member_total": len(members),
        "members_dated": any(row.since for row in members),
        "member_kinds": kind_choices((row.organisation for row in members), chosen),
        "chosen_kind": chosen,
        "projects": list(page.projects.all()),
        "acts": acts,
        "listed_by": next((link for link in acts if link.act.pk == page.approved_by_id), None),
        "documents": _documents(page),
        "locator": locate(page.region.code, parse_point(page.place) if page.place else None),
        "linked_data": linked_data(page, specialisations, members, base_url),
        "citation": citation(page.title, f"{base_url}{page.get_url()}"),
        "is_stale": is_stale(page.verified_on),
        "today": localdate(),
        **_addresses(page),
    }


def _addresses(page: "ClusterPage") -> dict[str, str]:
    found = section_addresses("clusters", page.locale.language_code)
    region = f"{found['regions']}{page.region.code.lower()}/" if found["regions"] else ""
    return {"map_url": found["map"], "compare_url": found["compare"], "region_url": region}


def figures_for(page: "ClusterPage") -> list[IndicatorValue]:
    """Figures of the passport's cluster with their indicators, one query."""
    return list(IndicatorValue.objects.filter(cluster=page.cluster_id).select_related("indicator"))


def members_for(page: "ClusterPage") -> list[Membership]:
    """Memberships that last, with organisations and their regions, by role and name; one query."""
    rows = Membership.objects.current().filter(cluster=page.cluster_id)
    order = {"coordinator": 0, "anchor": 1}
    return sorted(
        rows.select_related("organisation__region"),
        key=lambda row: (order.get(row.role, 2), row.organisation.name.casefold()),
    )


def _lines(figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "title": finding(row, figures.years),
            "indicator": row.indicator,
            "chart": row.chart,
            "row": row,
        }
        for row in figures.rows
        if row.chart
    ]


def acts_of(page: "ClusterPage") -> list[ActLink]:
    """The act that lists the cluster and its legal basis, readable ones only, each once."""
    wanted: list[tuple[int, str]] = [(row.act_id, row.anchor) for row in _basis(page)]
    if page.approved_by_id and page.approved_by_id not in {key for key, _anchor in wanted}:
        wanted.insert(0, (page.approved_by_id, ""))
    return act_links(wanted, page.locale.language_code)


def _basis(page: "ClusterPage") -> list["PassportAct"]:
    return list(page.legal_basis.all())


def _documents(page: "ClusterPage") -> list[Any]:
    wanted = [row.document_id for row in page.documents.all()]
    if page.programme_document_id:
        wanted.insert(0, page.programme_document_id)
    if not wanted:
        return []
    documents = public_documents(PortalDocument.objects.all()).in_bulk(wanted)
    return [documents[key] for key in wanted if key in documents]
