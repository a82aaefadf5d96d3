"""A saved search as a query again, and the reverse."""

import hashlib
from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from search.address import Address
from search.forms import read, unknown
from search.models import SavedSearch
from search.query import Query, Sort
from search.registry import facets


def parameters_of(query: Query) -> str:
    """The parameters of a query in one canonical order; a listing's preset among them."""
    filters = {name: tuple(sorted(values)) for name, values in sorted(query.filters.items())}
    everything = replace(
        query,
        text=" ".join(query.text.split()),
        filters=filters,
        fixed=(),
        is_literal=False,
        sort=Sort.RELEVANCE,
    )
    return Address("", everything).page(1).removeprefix("?")


def hash_of(parameters: str) -> str:
    """What equal searches have in common, short enough for an index."""
    return hashlib.sha256(parameters.encode()).hexdigest()


def query_from(parameters: str, lang: str) -> Query | None:
    """The query of these parameters; None where they mean nothing (any more)."""
    data = QueryDict(parameters)
    names = tuple(facets())
    asked = read(data, lang=lang, facets=names)
    if asked.errors or unknown(data, names):
        return None
    # Nothing may be put in place of the words: a letter tells of what was asked.
    return replace(asked.query, is_literal=True, sort=Sort.RELEVANCE, offset=0, facets=())


def query_of(search: SavedSearch) -> Query | None:
    """The query of a saved search; None where it can no longer be asked."""
    return query_from(search.parameters, search.lang)


def page_of(search: SavedSearch) -> str:
    """The path of the search page with the search."""
    with override(search.lang):
        path = reverse("search:search")
    return f"{path}?{search.parameters}" if search.parameters else path
