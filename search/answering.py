"""From a query to the engine's answer: read, planned, run, and rescued where it finds nothing."""

import logging
from dataclasses import dataclass

from search import fallback, register
from search.causes import Origins
from search.conditions import WrittenConditions
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.plan import NO_ORIGINS, NO_TERMS, plan
from search.query import ByCode, Query, parse
from search.registry import facets
from search.rescue import Offer, Rescue, Run, rescue, suggestion

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answered:
    """What was run for a query: itself, or what was put in its place (`rescue`).

    `suggestion` is a text that may have been meant, `offers` are queries that find more.
    """

    query: Query
    run: Run
    rescue: Rescue | None = None
    suggestion: Rescue | None = None
    offers: tuple[Offer, ...] = ()
    is_degraded: bool = False


def answered(query: Query) -> Answered:
    """The answer of the index, or of the database while the index is away."""
    try:
        run = ask(query)
        if run.answer.total:
            return Answered(query, run, suggestion=suggestion(run))
        outcome = rescue(run, ask)
    except EngineUnavailable:
        logger.warning("The database answers in place of the search index.")
        parsed = parse(query.text, ByCode(*(set(facets()) - set(query.fixed))))
        planned = plan(query, parsed)
        answer = fallback.search(planned, parsed)
        return Answered(query, Run(query, parsed, planned, answer), is_degraded=True)
    return Answered(query, outcome.run, outcome.rescue, offers=outcome.offers)


def ask(query: Query, origins: Origins = NO_ORIGINS) -> Run:
    """Run a query as it is; `origins` names its words that were not typed."""
    parsed = parse(query.text, WrittenConditions(query))
    terms = register.terms() if parsed.words else NO_TERMS
    planned = plan(query, parsed, terms, origins)
    return Run(query, parsed, planned, engine().search(planned))
