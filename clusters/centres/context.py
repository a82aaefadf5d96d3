"""What the page of a centre shows."""

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from cms.addresses import section_addresses
from cms.freshness import is_stale
from cms.geo import locate
from cms.linked_data import as_script
from cms.validators import parse_point

if TYPE_CHECKING:
    from clusters.models.centres import DevelopmentCentrePage


def centre_context(page: "DevelopmentCentrePage", base_url: str) -> dict[str, Any]:
    """Everything beside the page's own fields; `base_url` has no slash at its end."""
    services = list(page.services.all())
    regions = section_addresses("clusters", page.locale.language_code)["regions"]
    return {
        "services": services,
        "topics": list(page.topics.all()),
        "all_regions": list(page.regions.all()),
        "region_url": f"{regions}{page.region.code.lower()}/" if regions else "",
        "locator": locate(page.region.code, parse_point(page.place) if page.place else None),
        "is_stale": is_stale(page.verified_on),
        "linked_data": _linked_data(page, [str(service) for service in services], base_url),
    }


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """What is known: programs read an empty text as a fact."""
    return {name: value for name, value in data.items() if value}


def _linked_data(page: "DevelopmentCentrePage", services: list[str], base_url: str) -> SafeString:
    """The centre as schema.org GovernmentOffice."""
    lang = page.locale.language_code
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "@id": f"{base_url}{page.get_url()}",
        "name": page.title,
        "areaServed": {"@type": "AdministrativeArea", "name": page.region.name_in(lang)},
        "address": _filled(
            {
                "@type": "PostalAddress",
                "addressCountry": "RU",
                "addressRegion": page.region.name_in(lang),
                "addressLocality": page.city,
                "streetAddress": page.address,
            }
        ),
    }
    optional = {
        "telephone": page.phone,
        "email": page.email,
        "url": page.website,
        "parentOrganization": {"@type": "Organization", "name": page.host_label}
        if page.host_label
        else None,
        "makesOffer": [
            {"@type": "Offer", "itemOffered": {"@type": "Service", "name": name}}
            for name in services
        ],
    }
    data |= _filled(optional)
    if page.place:
        longitude, latitude = parse_point(page.place)
        data["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return as_script(data)
