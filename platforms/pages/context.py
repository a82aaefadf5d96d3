"""What the page of a platform shows."""

from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.timezone import localdate

from cms.addresses import section_addresses
from cms.citations import citation
from cms.freshness import is_stale
from cms.organisation_kinds import kind_choices, known_kind
from cms.querysets import open_documents
from library.legal_links import ActLink, act_links
from platforms.discussions.addresses import index_url
from platforms.discussions.latest import latest_of
from platforms.enums import PlatformRole
from platforms.models.platform import PlatformMembership
from search import catalogue
from search.query import Query

if TYPE_CHECKING:
    from platforms.models.platform_page import PlatformPage

_SHOWN = 5
_KINDS = ("news", "event")


def platform_context(page: "PlatformPage", params: QueryDict, base_url: str) -> dict[str, Any]:
    """Everything beside the page's own fields; a fixed number of queries.

    `params` are those of the address: `members` chooses a kind of members.
    """
    members = members_for(page)
    chosen = known_kind(params.get("members", ""))
    acts = acts_of(page)
    language = page.locale.language_code
    return {
        "topics": list(page.topics.all()),
        "regions": list(page.regions.all()),
        "members": [row for row in members if not chosen or row.organisation.kind == chosen],
        "member_total": len(members),
        "members_dated": any(row.since for row in members),
        "member_kinds": kind_choices((row.organisation for row in members), chosen),
        "chosen_kind": chosen,
        "groups": list(page.groups.select_related("lead_organisation")),
        "acts": acts,
        "listed_by": next((link for link in acts if link.act.pk == page.approved_by_id), None),
        "documents": _documents(page),
        "discussions": latest_of(page.platform_id, language),
        "discussions_url": index_url(language),
        "told": told_of(page.platform.slug, language),
        "directory_url": section_addresses("platforms", language)["members"],
        "citation": citation(page.title, f"{base_url}{page.get_url()}"),
        "is_stale": is_stale(page.verified_on),
        "today": localdate(),
    }


def members_for(page: "PlatformPage") -> list[PlatformMembership]:
    """Memberships that last, the co-ordinator first, then by name; one query."""
    rows = PlatformMembership.objects.current().filter(platform=page.platform_id)
    return sorted(
        rows.select_related("organisation__region"),
        key=lambda row: (row.role != PlatformRole.COORDINATOR, row.organisation.name.casefold()),
    )


def acts_of(page: "PlatformPage") -> list[ActLink]:
    """The act that lists the platform and its legal basis, readable ones only, each once."""
    wanted = [(row.act_id, row.anchor) for row in page.legal_basis.all()]
    if page.approved_by_id and page.approved_by_id not in {key for key, _anchor in wanted}:
        wanted.insert(0, (page.approved_by_id, ""))
    return act_links(wanted, page.locale.language_code)


def told_of(slug: str, language: str) -> list[dict[str, Any]]:
    """News and events of the platform from the catalogue, newest first, by kind."""
    queries = [
        Query(
            lang=language,
            filters={"kind": (kind,), "platform": (slug,)},
            sort="newest",
            limit=_SHOWN,
        )
        for kind in _KINDS
    ]
    answers = catalogue.search_all(queries)
    return [
        {
            "kind": kind,
            "label": catalogue.kind_label(kind, language),
            "total": answer.total,
            "results": answer.results,
            "query": f"?kind={kind}&platform={slug}",
        }
        for kind, answer in zip(_KINDS, answers, strict=True)
        if answer.total
    ]


def _documents(page: "PlatformPage") -> list[Any]:
    rows = page.documents.select_related("document__collection")
    return open_documents([row.document for row in rows])
