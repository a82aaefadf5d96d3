"""Words that find nothing: what was meant is found in their place, or ways on are offered.

Nothing is done behind the reader's back: what was put in is named and can be taken back, an offer
says how many things it finds, and a query that finds anything is answered as it was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from search.causes import Cause, Origins
from search.engines.base import Answer
from search.plan import Plan
from search.query import ParsedText, Query
from search.rescue.names import names_among
from search.rescue.rewriting import Rewriting, rewrite, words_to_judge
from search.rescue.translit import readings
from search.rescue.vocabulary import LONGEST, Vocabulary, vocabulary
from search.text import STOP_WORDS, tokens

# With as many hits as this or more nothing is suggested.
FEW_HITS = 3
_MAX_OFFERS = 4
_MAX_COUNTED = 6
# At least three words of five stay.
_FEWEST_TO_LEAVE_TWO_OUT = 5
# A known word is taken for a slip only where the other one stands in so many times more texts.
_RARER = 10


@dataclass(frozen=True)
class Run:
    """A query as it was understood, planned and answered."""

    query: Query
    parsed: ParsedText
    planned: Plan
    answer: Answer


Ask = Callable[[Query, Origins], Run]
"""Runs a query."""


@dataclass(frozen=True)
class Rescue:
    """A text that was put in place of the typed one, or could be."""

    text: str
    cause: Cause
    origins: Origins


class OfferKind(StrEnum):
    """How an offer differs from what was asked."""

    WITHOUT_CONDITIONS = "conditions"
    WITHOUT_WORD = "word"


@dataclass(frozen=True)
class Offer:
    """Another query, what is different in it, and how many things it finds."""

    kind: OfferKind
    query: Query
    total: int
    word: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of it: what was run in place of the typed query, or offers."""

    run: Run
    rescue: Rescue | None = None
    offers: tuple[Offer, ...] = ()


def rescue(empty: Run, ask: Ask) -> Outcome:
    """What can be done for a query without hits."""
    query = empty.query
    if query.is_literal or not empty.parsed.words:
        return Outcome(empty)
    if offers := _without_conditions(query, ask):
        return Outcome(empty, offers=offers)
    if found := _rewriting(query):
        run = ask(replace(query, text=found.text), found.origins)
        if run.answer.total:
            return Outcome(run, Rescue(found.text, found.cause, found.origins))
    return Outcome(empty, offers=_without_words(query, empty.parsed, ask))


def suggestion(run: Run) -> Rescue | None:
    """For a query with few hits, the text that may have been meant; it is never put in itself."""
    query = run.query
    if not 0 < run.answer.total < FEW_HITS or query.is_literal or not run.parsed.words:
        return None
    known = vocabulary(query.audience)
    text = query.text
    origins: dict[str, Cause] = {}
    for word in words_to_judge(query.text):
        better, cause = _better_known(word, known)
        if better and better != word and not names_among([word]):
            text = text.replace(word, better)
            origins[better] = cause
    if not origins or text == query.text:
        return None
    return Rescue(text, next(iter(origins.values())), origins)


def _rewriting(query: Query) -> Rewriting | None:
    words = words_to_judge(query.text)
    return rewrite(query.text, vocabulary(query.audience), names_among(words))


def _better_known(word: str, known: Vocabulary) -> tuple[str, Cause]:
    """A word that stands in many more texts: the same in the other alphabet, or nearly the same."""
    if len(word) > LONGEST or word in STOP_WORDS:
        return "", Cause.SPELLING
    least = max(known.frequency(word), 1) * _RARER
    other = [reading for reading in readings(word) if known.frequency(reading) >= least]
    if other:
        return max(other, key=known.frequency), Cause.TRANSLIT
    near = known.closest(word, 1)
    return (near if known.frequency(near) >= least else ""), Cause.SPELLING


def _without_conditions(query: Query, ask: Ask) -> tuple[Offer, ...]:
    """The same words where the conditions are what leaves nothing."""
    kept = {name: query.filters[name] for name in query.fixed}
    if query.filters == kept and not query.date_from and not query.date_to:
        return ()
    free = replace(query, filters=kept, date_from=None, date_to=None)
    total = _count(free, ask)
    return (Offer(OfferKind.WITHOUT_CONDITIONS, free, total),) if total else ()


def _without_words(query: Query, parsed: ParsedText, ask: Ask) -> tuple[Offer, ...]:
    """One word less, the rarest first; two less where one is not enough."""
    if len(parsed.words) < 2:
        return ()
    known = vocabulary(query.audience)
    rarest = sorted(parsed.words, key=known.frequency)[:_MAX_COUNTED]
    offers = (_offer(query, (word,), ask) for word in rarest)
    found = tuple(offer for offer in offers if offer.total)[:_MAX_OFFERS]
    if found or len(parsed.words) < _FEWEST_TO_LEAVE_TWO_OUT:
        return found
    pair = _offer(query, tuple(rarest[:2]), ask)
    return (pair,) if pair.total else ()


def _offer(query: Query, words: tuple[str, ...], ask: Ask) -> Offer:
    """The query without the chunks that are nothing but one of the words."""
    alone = [[word] for word in words]
    left = (chunk for chunk in query.text.split() if tokens(chunk) not in alone)
    shorter = replace(query, text=" ".join(left))
    total = _count(shorter, ask) if shorter.text else 0
    return Offer(OfferKind.WITHOUT_WORD, shorter, total, " ".join(words))


def _count(query: Query, ask: Ask) -> int:
    return ask(replace(query, facets=(), offset=0, limit=0), {}).answer.total
