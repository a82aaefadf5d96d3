"""Why the things of one page of an answer were found, asked of the index itself."""

from collections.abc import Iterator
from typing import Any

from tantivy import DocAddress, Occur, Query, Searcher

from search.causes import Match
from search.engines.compiler import Compiler
from search.plan import Plan, Term

Found = tuple[int, int]
"""Segment and number of a document, which tell one from another."""


def matches(
    searcher: Searcher, compiler: Compiler, plan: Plan, addresses: list[DocAddress], keys: list[str]
) -> dict[Found, tuple[Match, ...]]:
    """The reasons of every thing, one small question per alternative and place."""
    if not keys:
        return {}
    among = compiler.silent("key", keys)

    def having(query: Query) -> set[Found]:
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, among)])
        result: Any = searcher.search(both, len(keys), False)
        return {place_of(address) for _, address in result.hits}

    found: dict[Found, list[Match]] = {place_of(address): [] for address in addresses}
    for term, number, choice in _choices(plan):
        written = having(compiler.as_written(choice))
        for place in plan.places:
            for address in having(compiler.alternative(choice, place, plan.lang)):
                match = Match(term, number, place, is_as_written=address in written)
                found[address].append(match)
    return {address: tuple(reasons) for address, reasons in found.items()}


def place_of(address: DocAddress) -> Found:
    """An address as something that can be compared."""
    return address.segment_ord, address.doc


def _choices(plan: Plan) -> Iterator[tuple[int, int, Any]]:
    for term, clause in enumerate(plan.must):
        if isinstance(clause, Term):
            for number, choice in enumerate(clause.alternatives):
                yield term, number, choice
