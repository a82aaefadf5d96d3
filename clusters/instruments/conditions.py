"""Conditions of an instrument against what a reader said: met, not met, or unknown.

Unknown is said whenever the card or the reader leaves open what is needed to decide, and always of
conditions that no question asks about.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusters.enums import (
    FROM_CARD,
    ClusterTie,
    CoFinancingBase,
    ConditionKind,
    InstrumentState,
    Recipient,
    Verdict,
)
from clusters.instruments.answers import Answers
from clusters.instruments.basis import Provision, provisions_of
from clusters.instruments.sums import limits_label, million
from library.models import LegalActPage

if TYPE_CHECKING:
    from clusters.models.instruments import SupportInstrumentPage

WIDER = {
    Recipient.SME: {Recipient.COMPANY},
    Recipient.STARTUP: {Recipient.SME, Recipient.COMPANY},
    Recipient.STUDENT: {Recipient.INDIVIDUAL},
}
"""A small business is a company, a start-up is both, a student is a person."""

VERDICT_TAGS = {Verdict.MET: "ok", Verdict.NOT_MET: "off", Verdict.UNKNOWN: "warn"}


@dataclass(frozen=True)
class Outcome:
    """A condition in words, whether it is met, why, and the provisions behind it."""

    kind: ConditionKind
    requirement: str
    verdict: Verdict
    note: str = ""
    provisions: tuple[Provision, ...] = ()

    @property
    def tag(self) -> str:
        """The look of the verdict."""
        return VERDICT_TAGS[self.verdict]


@dataclass(frozen=True)
class _Said:
    """What one condition comes to, before its provisions are found."""

    requirement: str
    verdict: Verdict
    note: str = ""


def outcomes(
    card: "SupportInstrumentPage",
    answers: Answers,
    acts: Mapping[UUID, LegalActPage],
    *,
    language: str,
    today: date,
) -> list[Outcome]:
    """Every condition of a card in a fixed order; no queries on cards of `with_basis()`."""
    rows = list(card.conditions.all())
    found = []
    for kind, check in _CHECKS.items():
        said = check(card, answers, today)
        if said is not None:
            named = [row for row in rows if row.kind == kind]
            provisions = tuple(provisions_of(named, acts, language))
            found.append(Outcome(kind, said.requirement, said.verdict, said.note, provisions))
    for row in rows:
        kind = ConditionKind(row.kind)
        if kind not in FROM_CARD:
            said = _ROW_CHECKS[kind](row, answers)
            provisions = tuple(provisions_of([row], acts, language))
            found.append(Outcome(kind, said.requirement, said.verdict, said.note, provisions))
    return found


def _card_is_silent(label: str) -> _Said:
    return _Said(label, Verdict.UNKNOWN, _("the card does not say"))


def _one_of(label: str, labels: list[str], wanted: bool, fits: bool) -> _Said:
    requirement = f"{label}: {', '.join(labels)}"
    if not wanted:
        return _Said(requirement, Verdict.UNKNOWN, _("you have not said"))
    return _Said(requirement, Verdict.MET if fits else Verdict.NOT_MET)


def _recipient(card: "SupportInstrumentPage", answers: Answers, today: date) -> _Said | None:
    label = _("Who may apply")
    if not card.recipients:
        return _card_is_silent(label) if answers.who else None
    kinds = {answers.who, *WIDER.get(answers.who, ())} if answers.who else set()  # type: ignore[call-overload]
    fits = bool(kinds & set(card.recipients))
    return _one_of(label, card.recipient_labels, bool(answers.who), fits)


def _purpose(card: "SupportInstrumentPage", answers: Answers, today: date) -> _Said | None:
    label = _("What for")
    if not card.purposes:
        return _card_is_silent(label) if answers.purpose else None
    fits = answers.purpose in card.purposes
    return _one_of(label, card.purpose_labels, bool(answers.purpose), fits)


def _region(card: "SupportInstrumentPage", answers: Answers, today: date) -> _Said | None:
    regions = list(card.regions.all())
    if not regions:
        return _Said(_("All regions of Russia"), Verdict.MET) if answers.region else None
    fits = answers.region in regions
    names = [region.name for region in regions]
    return _one_of(capfirst(_("regions")), names, answers.region is not None, fits)


def _stage(card: "SupportInstrumentPage", answers: Answers, today: date) -> _Said | None:
    if not card.stages:
        return None
    fits = answers.stage in card.stages
    return _one_of(_("Stage of the project"), card.stage_labels, bool(answers.stage), fits)


def _sum(card: "SupportInstrumentPage", answers: Answers, today: date) -> _Said | None:
    """Whether the support covers what the reader does not pay himself.

    Without the reader's share the need lies anywhere from nothing to the whole cost.
    """
    least, most = card.amount_min_mln_rub, card.amount_max_mln_rub
    if least is None and most is None:
        label = _("Sum of support")
        return _card_is_silent(label) if answers.cost is not None else None
    requirement = f"{_('Sum of support')}: {limits_label(least, most)}"
    if answers.cost is None:
        return _Said(requirement, Verdict.UNKNOWN, _("you have not said what the project costs"))
    if answers.share is not None:
        need = answers.cost * (100 - answers.share) / 100
        fits = (least is None or need >= least) and (most is None or need <= most)
        note = _("you need %(sum)s") % {"sum": million(round(need, 3))}
        return _Said(requirement, Verdict.MET if fits else Verdict.NOT_MET, note)
    if least is not None and answers.cost < least:
        return _Said(requirement, Verdict.NOT_MET, _("the whole project costs less"))
    if least is None and most is not None and answers.cost <= most:
        return _Said(requirement, Verdict.MET)
    return _Said(requirement, Verdict.UNKNOWN, _("it depends on the part that you pay yourselves"))


def _co_financing(card: "SupportInstrumentPage", answers: Answers, today: date) -> _Said | None:
    percent = card.co_financing_percent
    if percent is None:
        return _card_is_silent(_("Own funds")) if answers.share is not None else None
    if percent == 0:
        return _Said(_("Own funds are not required"), Verdict.MET)
    requirement = _("Own funds: at least %(percent)s%% %(base)s") % {
        "percent": percent,
        "base": card.get_co_financing_of_display(),
    }
    if answers.share is None:
        return _Said(requirement, Verdict.UNKNOWN, _("you have not said which part you pay"))
    needed = share_of_cost(percent, card.co_financing_of)
    if answers.share >= needed:
        return _Said(requirement, Verdict.MET)
    note = _("at least %(percent)s%% of the cost is needed") % {"percent": _rounded_up(needed)}
    return _Said(requirement, Verdict.NOT_MET, note)


def share_of_cost(percent: int, base: str) -> Decimal:
    """The least part of the cost in per cent that an applicant pays.

    Own funds as large as the support (100 per cent of it) are half of the cost.
    """
    if base == CoFinancingBase.COST:
        return Decimal(percent)
    return Decimal(100 * percent) / (100 + percent)


def _rounded_up(value: Decimal) -> int:
    return int(-(-value // 1))


def _dates(card: "SupportInstrumentPage", answers: Answers, today: date) -> _Said | None:
    state = card.state_on(today)
    requirement = capfirst(str(state.label))
    if state in {InstrumentState.OPEN, InstrumentState.PERMANENT}:
        note = ""
        if card.deadline:
            note = _("until %(day)s, Moscow time") % {"day": _day(card.deadline)}
        return _Said(requirement, Verdict.MET, note)
    if state == InstrumentState.CLOSED:
        note = _("the last day was %(day)s") % {"day": _day(card.deadline)}
        return _Said(requirement, Verdict.NOT_MET, note)
    if card.open_from is None:
        return _Said(requirement, Verdict.NOT_MET, _("the days are not announced yet"))
    return _Said(
        requirement, Verdict.NOT_MET, _("applications from %(day)s") % {"day": _day(card.open_from)}
    )


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _cost_row(row: Any, answers: Answers) -> _Said:
    limits = limits_label(row.min_value, row.max_value)
    requirement = row.text or f"{_('Cost of the project')}: {limits}"
    if answers.cost is None:
        return _Said(requirement, Verdict.UNKNOWN, _("you have not said what the project costs"))
    fits = (row.min_value is None or answers.cost >= row.min_value) and (
        row.max_value is None or answers.cost <= row.max_value
    )
    return _Said(requirement, Verdict.MET if fits else Verdict.NOT_MET)


def _member_row(row: Any, answers: Answers) -> _Said:
    usual = _("The applicant is in a pilot cluster") if row.pilot_only else ""
    requirement = capfirst(row.text) or usual or _("The applicant is in a cluster")
    if not answers.tie:
        return _Said(requirement, Verdict.UNKNOWN, _("you have not said"))
    if answers.tie == ClusterTie.NONE:
        return _Said(requirement, Verdict.NOT_MET)
    if row.pilot_only:
        is_pilot = answers.tie == ClusterTie.PILOT
        return _Said(requirement, Verdict.MET if is_pilot else Verdict.NOT_MET)
    if row.text:
        return _Said(requirement, Verdict.UNKNOWN, _("check that yours is such a cluster"))
    return _Said(requirement, Verdict.MET)


def _other_row(row: Any, answers: Answers) -> _Said:
    return _Said(capfirst(row.text), Verdict.UNKNOWN, _("check it yourselves: no question asks it"))


_CHECKS: dict[ConditionKind, Callable[["SupportInstrumentPage", Answers, date], _Said | None]] = {
    ConditionKind.RECIPIENT: _recipient,
    ConditionKind.PURPOSE: _purpose,
    ConditionKind.REGION: _region,
    ConditionKind.STAGE: _stage,
    ConditionKind.SUM: _sum,
    ConditionKind.CO_FINANCING: _co_financing,
    ConditionKind.DATES: _dates,
}
_ROW_CHECKS: dict[ConditionKind, Callable[[Any, Answers], _Said]] = {
    ConditionKind.COST: _cost_row,
    ConditionKind.MEMBER: _member_row,
    ConditionKind.OTHER: _other_row,
}


def rows_of(card: "SupportInstrumentPage") -> Iterator[Any]:
    """Every row of a card that names an act."""
    yield from card.legal_basis.all()
    yield from card.conditions.all()
