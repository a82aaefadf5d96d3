"""The catalogue on a page: the search page itself and index pages with a preset."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.pager import pages
from search import catalogue
from search.address import Address
from search.catalogue import Results
from search.following import following
from search.forms import PAGE_SIZE, SORTS, Asked, read
from search.naming import period_of
from search.promotions import promoted
from search.reasons import name_label
from search.rescuing import rescue_context
from search.understanding import understood
from search.why import shown_results

DEFAULT_FACETS = ("topic", "region", "year", "language")


def listing(
    request: HttpRequest,
    *,
    kind: str | tuple[str, ...] = (),
    facets: tuple[str, ...] = DEFAULT_FACETS,
    page_size: int = PAGE_SIZE,
) -> dict[str, Any]:
    """Context of a page that shows a part of the catalogue, or all of it without a `kind`.

    Update `get_context` with it and put `{% include "search/partials/listing.html" %}` into the
    template; everything is in the one variable `listing`. Its state is in the page's address:
    `q`, `sort`, `page`, `date_from`, `date_to` and one parameter per facet. Wrong parameters are
    named on the page and left out.
    """
    kinds = (kind,) if isinstance(kind, str) else tuple(kind)
    asked = read(
        request.GET,
        lang=(get_language() or "ru")[:2],
        facets=facets,
        preset={"kind": kinds} if kinds else None,
        page_size=page_size,
    )
    results = catalogue.search(asked.query)
    address = Address(request.path, asked.query)
    return {"listing": _context(asked, results, address)}


def _context(asked: Asked, results: Results, address: Address) -> dict[str, Any]:
    query = asked.query
    chips = list(_chips(results, address))
    is_filtered = bool(query.text.strip() or chips)
    return {
        "action": address.path,
        "kinds": query.filters["kind"] if "kind" in query.fixed else (),
        "q": query.text,
        "lang": query.lang,
        "total": results.total,
        "results": list(shown_results(results, address)),
        "facets": results.facets,
        "chips": chips,
        "clear_url": address.without_choices(),
        "sorts": [
            {"value": sort.value, "label": label, "is_selected": sort is query.sort}
            for sort, label in SORTS.items()
        ],
        "date_from": query.date_from,
        "date_to": query.date_to,
        "errors": asked.errors,
        "page": asked.page,
        "first": query.offset + 1,
        "is_filtered": is_filtered,
        "is_degraded": results.is_degraded,
        "follow": following(query),
        "only_stop_words": results.parsed.only_stop_words,
        "promoted": () if query.fixed or asked.page > 1 else promoted(results.parsed, query.lang),
        "understood": understood(results.parsed, query.lang),
        **rescue_context(results, address),
        **pages(results.total, query.limit, asked.page, address.page),
    }


def _chips(results: Results, address: Address) -> Iterator[dict[str, str]]:
    """What the reader chose, each with the address of the page without it."""
    query = results.query
    labels = {
        (facet.name, choice.value): choice.label
        for facet in results.facets
        for choice in facet.choices
    }
    for name, values in query.filters.items():
        if name not in query.fixed:
            for value in values:
                label = labels.get((name, value), value)
                yield {"label": label, "url": address.without(name, value)}
    if query.date_from or query.date_to:
        yield {"label": period_of(query), "url": address.without_dates()}
    for name in sorted(query.without):
        label = _("without %(condition)s") % {"condition": name_label(name)}
        yield {"label": label, "url": address.with_cause(name)}
