"""The cluster as schema.org Organization."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from clusters.enums import MemberRole
from clusters.models.members import Membership
from clusters.models.registers import Specialisation
from cms.linked_data import as_script
from cms.validators import parse_point

if TYPE_CHECKING:
    from clusters.models.passport import ClusterPage

_NAMED_MEMBERS = 100


def linked_data(
    page: "ClusterPage",
    specialisations: Sequence[Specialisation],
    members: Sequence[Membership],
    base_url: str,
) -> SafeString:
    """JSON-LD of a passport as the content of a script; `base_url` has no slash at its end."""
    lang = page.locale.language_code
    address = f"{base_url}{page.get_url()}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": address,
        "url": page.website or address,
        "name": page.title,
        "description": page.lead,
        "knowsAbout": [one.name_in(lang) for one in specialisations],
        "areaServed": {"@type": "AdministrativeArea", "name": page.region.name_in(lang)},
    }
    if page.founded_year:
        data["foundingDate"] = str(page.founded_year)
    if page.place:
        longitude, latitude = parse_point(page.place)
        data["location"] = {
            "@type": "Place",
            "name": page.city or page.region.name_in(lang),
            "geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude},
        }
    if page.email:
        data["email"] = page.email
    if page.phone:
        data["telephone"] = page.phone
    data["member"] = [
        {"@type": "Organization", "name": row.organisation.name_in(lang)}
        for row in members[:_NAMED_MEMBERS]
        if row.role != MemberRole.PARTNER
    ]
    return as_script(data)
