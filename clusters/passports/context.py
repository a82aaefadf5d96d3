"""What the page of a passport shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from clusters.addresses import section_addresses
from clusters.models.figures import IndicatorValue
from clusters.models.members import Membership
from clusters.passports.figures import Figures, figures_of, finding
from clusters.passports.linked_data import linked_data
from cms.enums import OrganisationKind
from cms.freshness import is_stale
from cms.geo import locate
from cms.querysets import one_version_each, public, restricted_collection_paths
from cms.validators import parse_point
from library.models import LegalActPage

if TYPE_CHECKING:
    from clusters.models.passport import ClusterPage, PassportAct


@dataclass(frozen=True)
class ActLink:
    """An act of the legal basis that anybody may read, or its provision."""

    act: LegalActPage
    anchor: str = ""

    @property
    def url(self) -> str:
        """Address of the act, at the provision where one is named."""
        return f"{self.act.get_url()}#{self.anchor}" if self.anchor else str(self.act.get_url())


@dataclass(frozen=True)
class MemberKind:
    """A kind of members with their number, as a choice of the list."""

    value: str
    label: str
    count: int
    is_chosen: bool


def passport_context(page: "ClusterPage", params: QueryDict, base_url: str) -> dict[str, Any]:
    """Everything beside the page's own fields; a fixed number of queries.

    `params` are those of the address: `members` chooses a kind of members.
    """
    figures = figures_of(figures_for(page))
    members = members_for(page)
    chosen = params.get("members", "")
    if chosen not in OrganisationKind.values:
        chosen = ""
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
        "member_kinds": _kinds(members, chosen),
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
    found = section_addresses(page.locale.language_code)
    region = f"{found['regions']}{page.region.code.lower()}/" if found["regions"] else ""
    return {"map_url": found["map"], "compare_url": found["compare"], "region_url": region}


def citation(title: str, url: str) -> str:
    """The reference to a page of the portal by GOST R 7.0.100-2018 (electronic resource)."""
    return _("%(title)s // Pleiada : portal. – URL: %(url)s (accessed %(day)s).") % {
        "title": title.rstrip("."),
        "url": url,
        "day": f"{localdate():%d.%m.%Y}",
    }


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


def _kinds(members: Sequence[Membership], chosen: str) -> list[MemberKind]:
    counted = Counter(row.organisation.kind for row in members)
    return [
        MemberKind(value, capfirst(str(label)), counted[value], value == chosen)
        for value, label in OrganisationKind.choices
        if counted[value]
    ]


def acts_of(page: "ClusterPage") -> list[ActLink]:
    """The act that lists the cluster and its legal basis, readable ones only, each once."""
    wanted: list[tuple[int, str]] = [(row.act_id, row.anchor) for row in _basis(page)]
    if page.approved_by_id and page.approved_by_id not in {key for key, _anchor in wanted}:
        wanted.insert(0, (page.approved_by_id, ""))
    if not wanted:
        return []
    # The act in the reader's language stands for the one that was chosen in another.
    keys = [key for key, _anchor in wanted]
    chosen = LegalActPage.objects.filter(pk__in=keys).values("translation_key")
    acts = public(LegalActPage.objects.filter(Q(pk__in=keys) | Q(translation_key__in=chosen)))
    versions = list(acts.select_related("locale", "issuer").defer_streamfields())
    shown = one_version_each(versions, page.locale.language_code)
    by_key = {act.translation_key: act for act in shown}
    of_pk = {act.pk: by_key[act.translation_key] for act in versions}
    return [ActLink(of_pk[key], anchor) for key, anchor in wanted if key in of_pk]


def _basis(page: "ClusterPage") -> list["PassportAct"]:
    return list(page.legal_basis.all())


def _documents(page: "ClusterPage") -> list[Any]:
    rows = list(page.documents.select_related("document__collection"))
    documents = [row.document for row in rows]
    if page.programme_document:
        documents.insert(0, page.programme_document)
    if not documents:
        return []
    closed = restricted_collection_paths()
    return [one for one in documents if not one.collection.path.startswith(closed)]
