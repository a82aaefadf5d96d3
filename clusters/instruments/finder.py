"""The finder: every instrument with its conditions against the reader's answers, best first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import QueryDict

from clusters.enums import INSTRUMENT_TAGS, InstrumentState, Verdict
from clusters.instruments.answers import Answers, FinderForm
from clusters.instruments.basis import (
    BasisAct,
    by_act,
    changes_by_act,
    provisions_of,
    readable_acts,
)
from clusters.instruments.conditions import Outcome, outcomes, rows_of
from clusters.instruments.context import recent_changes
from clusters.instruments.states import moscow_today
from cms.querysets import one_version_each, readable

if TYPE_CHECKING:
    from clusters.models.instruments import SupportInstrumentPage

NEAR = 1


@dataclass(frozen=True)
class Match:
    """An instrument with what its conditions come to; `lang` where it is another language."""

    card: "SupportInstrumentPage"
    state: InstrumentState
    outcomes: tuple[Outcome, ...]
    basis: tuple[BasisAct, ...] = ()
    has_changes: bool = False
    lang: str = ""

    @property
    def counts(self) -> Counter[Verdict]:
        """How many conditions have each verdict."""
        return Counter(outcome.verdict for outcome in self.outcomes)

    @property
    def met(self) -> int:
        """How many conditions are met."""
        return self.counts[Verdict.MET]

    @property
    def not_met(self) -> int:
        """How many conditions are not met."""
        return self.counts[Verdict.NOT_MET]

    @property
    def unknown(self) -> int:
        """Of how many conditions nothing can be said."""
        return self.counts[Verdict.UNKNOWN]

    @property
    def state_tag(self) -> str:
        """The look of the state."""
        return INSTRUMENT_TAGS[self.state]

    @property
    def order(self) -> tuple[Any, ...]:
        """Least against it first, then most for it, then least left open."""
        return (self.not_met, -self.met, self.unknown, self.card.title.casefold())


def find(answers: Answers, language: str, today: date | None = None) -> list[Match]:
    """All public instruments with their conditions, the best matches first.

    A fixed number of queries whatever the number of cards.
    """
    day = today or moscow_today()
    cards = _cards(language)
    keys = {row.act_key for card in cards for row in rows_of(card)}
    acts = readable_acts(keys, language)
    changes = changes_by_act(keys)
    return sorted(
        (_match(card, answers, acts, changes, language, day) for card in cards),
        key=lambda match: match.order,
    )


def _cards(language: str) -> list["SupportInstrumentPage"]:
    model = apps.get_model("clusters", "SupportInstrumentPage")
    cards = readable(model.objects.with_basis()).select_related("provider")
    return one_version_each(cards.prefetch_related("regions").order_by("pk"), language)


def _match(
    card: "SupportInstrumentPage",
    answers: Answers,
    acts: Any,
    changes: Any,
    language: str,
    day: date,
) -> Match:
    own = card.locale.language_code
    of_card = {row.act_key: changes.get(row.act_key, ()) for row in rows_of(card)}
    return Match(
        card=card,
        state=card.state_on(day),
        outcomes=tuple(outcomes(card, answers, acts, language=language, today=day)),
        basis=tuple(by_act(provisions_of(card.legal_basis.all(), acts, language))),
        has_changes=bool(recent_changes(card.verified_on, of_card, day)),
        lang="" if own == language else own,
    )


def finder_context(params: QueryDict, language: str) -> dict[str, Any]:
    """The form and, once anything is answered, the instruments in three groups."""
    form = FinderForm(params or None)
    answers = form.answers() if form.is_bound else Answers()
    is_asked = any(params.get(name) for name in form.fields)
    matches = find(answers, language) if is_asked and not answers.is_empty else []
    return {
        "form": form,
        "is_asked": is_asked,
        "total": len(matches),
        "fitting": _between(matches, 0, 0),
        "near": _between(matches, NEAR, NEAR),
        "others": _between(matches, NEAR + 1),
    }


def _between(matches: Iterable[Match], least: int, most: int | None = None) -> list[Match]:
    return [
        match
        for match in matches
        if match.not_met >= least and (most is None or match.not_met <= most)
    ]
