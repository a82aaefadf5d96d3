"""Index pages as preset queries of the catalogue."""

from typing import Any

from django.http import HttpRequest

DEFAULT_FACETS = ("topic", "region", "year", "language")


def listing(
    request: HttpRequest,
    *,
    kind: str | tuple[str, ...],
    facets: tuple[str, ...] = DEFAULT_FACETS,
    page_size: int = 10,
) -> dict[str, Any]:
    """Context of an index page: update `get_context` with it and include the partial.

    `{% include "search/partials/listing.html" %}` draws the query box, facets, chips, sort, results
    and paging from the single variable `listing`. The query's state is in the page's address.
    """
    return {"listing": {"kinds": (kind,) if isinstance(kind, str) else kind, "facets": facets}}
