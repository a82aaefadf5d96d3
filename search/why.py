"""Reasons as they stand under a result, each with the search that does without it."""

from collections.abc import Iterator
from typing import Any

from search.address import Address
from search.catalogue import Results
from search.forms import WITHOUT


def shown_results(results: Results, address: Address) -> Iterator[dict[str, Any]]:
    """Arguments of the template of each result."""
    for result in results.results:
        yield {
            "hit": result.hit,
            "kind_label": result.kind_label,
            "shows_day": result.shows_day,
            "reasons": [
                {"label": reason.label, "url": _address_without(address, reason.name)}
                for reason in result.reasons
            ],
        }


def _address_without(address: Address, name: str) -> str:
    """A cause that the rescue brought is left out by taking the words as typed."""
    return address.without_cause(name) if name in WITHOUT else address.literally()
