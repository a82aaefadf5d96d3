"""Acts as linked data (schema.org `Legislation`)."""

from typing import Any

from library.enums import ForceState
from library.legal.force import Force
from library.legal.relations import RelationGroup

_LEGAL_FORCE = {
    ForceState.DRAFT: "NotInForce",
    ForceState.NOT_YET: "NotInForce",
    ForceState.IN_FORCE: "InForce",
    ForceState.AMENDED: "InForce",
    ForceState.REPEALED: "NotInForce",
}
_PROPERTIES = {"amends": "legislationChanges", "repeals": "legislationRepeals"}


def legislation(act: Any, force: Force, groups: list[RelationGroup], url: str) -> dict[str, Any]:
    """The act as schema.org describes it; `force` is its state today, `url` its full address."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "name": act.full_title,
        "inLanguage": act.language,
        "legislationIdentifier": act.number,
        "legislationType": act.get_kind_display(),
        "legislationDate": act.adopted_on.isoformat(),
        "legislationPassedBy": {"@type": "Organization", "name": act.issuer.name},
        "legislationJurisdiction": act.region.name if act.region_id else "RU",
        "legislationLegalForce": f"https://schema.org/{_LEGAL_FORCE[force.state]}",
    }
    if act.lead:
        data["abstract"] = act.lead
    if act.in_force_from:
        end = force.since.isoformat() if force.is_repealed and force.since else ".."
        data["temporalCoverage"] = f"{act.in_force_from.isoformat()}/{end}"
    if act.text_as_of:
        data["legislationDateVersion"] = act.text_as_of.isoformat()
    if act.published_on:
        data["datePublished"] = act.published_on.isoformat()
    for group in groups:
        name = _PROPERTIES.get(group.forward_kind)
        if name:
            data[name] = [
                {"@type": "Legislation", "name": row.act.full_title} for row in group.rows
            ]
    return data
