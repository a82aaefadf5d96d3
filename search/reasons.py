"""Why a thing was found, in words for readers: few of them, and only what is not plain to see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.causes import FORMS, Cause, Match, Place
from search.plan import Plan, Term

_OF_REGISTER = frozenset({Cause.ABBREVIATION, Cause.SYNONYM, Cause.TRANSLATION})


@dataclass(frozen=True)
class Reason:
    """One reason; `name` is what `Query.without` leaves it out by, `place` only for places.

    `typed` is what was looked for, `found` what stands in the thing.
    """

    name: str
    label: str
    typed: str = ""
    found: str = ""
    place: str = ""


def reasons(plan: Plan, matches: Iterable[Match]) -> tuple[Reason, ...]:
    """The reasons of one hit: the best place, then what stands in place of the typed words."""
    by_term: dict[int, list[Match]] = {}
    for match in matches:
        by_term.setdefault(match.term, []).append(match)
    if not by_term:
        return ()
    chosen = [_best(found) for found in by_term.values()]
    return (_place(chosen), *dict.fromkeys(_others(plan, chosen)))


def name_label(name: str) -> str:
    """What a name of `Query.without` leaves out."""
    return {
        Place.TITLE: _("titles"),
        Place.TEXT: _("texts"),
        Place.NUMBER: _("numbers of acts"),
        FORMS: _("other forms of the words"),
        Cause.ABBREVIATION: _("abbreviations"),
        Cause.SYNONYM: _("synonyms"),
        Cause.TRANSLATION: _("translations"),
    }.get(name, name)


def _best(matches: list[Match]) -> Match:
    """What is nearest to the typed word, in the place that tells most."""
    order = (Place.NUMBER, Place.TITLE, Place.TEXT)
    return min(
        matches,
        key=lambda match: (match.alternative, order.index(match.place), not match.is_as_written),
    )


def _place(chosen: list[Match]) -> Reason:
    places = {match.place for match in chosen}
    if Place.NUMBER in places:
        return Reason(Place.NUMBER, _("number of the act"), place=Place.NUMBER)
    if places == {Place.TITLE}:
        return Reason(Place.TITLE, _("in the title"), place=Place.TITLE)
    if places == {Place.TEXT}:
        return Reason(Place.TEXT, _("in the text"), place=Place.TEXT)
    return Reason(Place.TITLE, _("in the title and the text"), place=Place.TITLE)


def _others(plan: Plan, chosen: list[Match]) -> Iterator[Reason]:
    for match in chosen:
        clause = plan.must[match.term]
        if not isinstance(clause, Term):
            continue
        typed = _words(clause, 0)
        found = _words(clause, match.alternative)
        cause = clause.alternatives[match.alternative].cause
        if cause is not Cause.TYPED:
            yield Reason(cause, _label(cause, typed, found), typed, found)
        has_own_words = cause not in _OF_REGISTER
        if has_own_words and not match.is_as_written and match.place is not Place.NUMBER:
            yield Reason(FORMS, _("another form of “%(word)s”") % {"word": found}, found)


def _words(clause: Term, alternative: int) -> str:
    return " ".join(word.word for word in clause.alternatives[alternative].words)


def _label(cause: Cause, typed: str, found: str) -> str:
    names = {
        Cause.ABBREVIATION: _("abbreviation: %(typed)s → %(found)s"),
        Cause.SYNONYM: _("synonym: %(typed)s → %(found)s"),
        Cause.TRANSLATION: _("translation: %(typed)s → %(found)s"),
        Cause.LAYOUT: _("keyboard layout: %(found)s"),
        Cause.TRANSLIT: _("other alphabet: %(found)s"),
        Cause.SPELLING: _("spelling: %(found)s"),
    }
    return names[cause] % {"typed": typed, "found": found}
