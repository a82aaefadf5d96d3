"""Support instruments as linked data (schema.org)."""

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from clusters.enums import InstrumentKind
from cms.linked_data import as_script

if TYPE_CHECKING:
    from clusters.models.instruments import SupportInstrumentPage

_GRANTS = {InstrumentKind.GRANT, InstrumentKind.SUBSIDY}
_MILLION = 1_000_000


def linked_data(page: "SupportInstrumentPage", url: str) -> SafeString:
    """A grant or subsidy as `MonetaryGrant`, other support as `GovernmentService`."""
    provider = {"@type": "Organization", "name": page.provider_label}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.lead,
    }
    if page.kind in _GRANTS:
        data |= {"@type": "MonetaryGrant", "funder": provider}
        if amount := _amount(page):
            data["amount"] = amount
    else:
        data |= {
            "@type": "GovernmentService",
            "serviceType": page.get_kind_display(),
            "provider": provider,
            "audience": [
                {"@type": "Audience", "audienceType": label} for label in page.recipient_labels
            ],
            "areaServed": [region.name for region in page.regions.all()] or "RU",
        }
        if page.open_from or page.deadline:
            hours: dict[str, str] = {"@type": "OpeningHoursSpecification"}
            if page.open_from:
                hours["validFrom"] = page.open_from.isoformat()
            if page.deadline:
                hours["validThrough"] = page.deadline.isoformat()
            data["hoursAvailable"] = hours
    return as_script(data)


def _amount(page: "SupportInstrumentPage") -> dict[str, Any]:
    least, most = page.amount_min_mln_rub, page.amount_max_mln_rub
    if least is None and most is None:
        return {}
    amount: dict[str, Any] = {"@type": "MonetaryAmount", "currency": "RUB"}
    if least is not None:
        amount["minValue"] = float(least * _MILLION)
    if most is not None:
        amount["maxValue"] = float(most * _MILLION)
    return amount
