"""What a page says of a query that found nothing, or little, as typed."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.address import Address
from search.catalogue import Results
from search.causes import Cause
from search.rescue import Offer, OfferKind, Rescue

_CAUSES = {
    Cause.LAYOUT: gettext_lazy("keyboard layout"),
    Cause.TRANSLIT: gettext_lazy("other alphabet"),
    Cause.SPELLING: gettext_lazy("spelling"),
}


def rescue_context(results: Results, address: Address) -> dict[str, Any]:
    """`rescue`, `suggestion` and `ways_out` of a listing."""
    return {
        "rescue": _named(results.rescue, literal_url=address.literally(), typed=results.query.text),
        "suggestion": _suggested(results.suggestion, address),
        "ways_out": [] if results.total else list(_ways_out(results, address)),
    }


def cause_label(cause: Cause) -> str:
    """The name of what was wrong with a word."""
    return str(_CAUSES[cause])


def _named(rescue: Rescue | None, **more: str) -> dict[str, str] | None:
    if rescue is None:
        return None
    causes = dict.fromkeys(rescue.origins.values())
    return {"text": rescue.text, "cause": ", ".join(map(cause_label, causes)), **more}


def _suggested(rescue: Rescue | None, address: Address) -> dict[str, str] | None:
    return _named(rescue, url=address.with_text(rescue.text)) if rescue else None


def _ways_out(results: Results, address: Address) -> Iterator[dict[str, Any]]:
    """Where to go when nothing was found: offers that find something, then wider circles."""
    for offer in results.offers:
        url = Address(address.path, offer.query).page(1)
        yield {"url": url, "title": _title(offer), "total": offer.total}
    if results.query.text.strip():
        yield {"url": address.without_text(), "title": _("The same conditions without words")}
    yield {"url": address.path, "title": _("Show everything")}


def _title(offer: Offer) -> str:
    if offer.kind is OfferKind.WITHOUT_CONDITIONS:
        return _("The same words without conditions")
    return _("Without “%(word)s”: %(text)s") % {"word": offer.word, "text": offer.query.text}
