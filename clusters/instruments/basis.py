"""The legal basis of instruments: provisions with the force of their acts, and what changed since.

An act's change is one that took effect after the day on which the card was last checked. Only
confirmed relations of live acts count, as they do for force itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from cms.querysets import one_version_each, public
from library.enums import RelationKind
from library.legal.force import ActDates, Change, repeal_of
from library.legal.provisions import anchor_label
from library.legal.relations import changes_of
from library.models import LegalActPage, LegalRelation


@dataclass(frozen=True)
class Provision:
    """An act, or a provision of it, that anybody may read; `lang` where it is another language."""

    act: LegalActPage
    anchor: str = ""
    note: str = ""
    lang: str = ""

    @property
    def url(self) -> str:
        """The address of the provision, or of the act."""
        address = self.act.get_url() or ""
        return f"{address}#{self.anchor}" if self.anchor else address

    @property
    def provision_label(self) -> str:
        """The provision as readers name it; empty for the act as a whole."""
        return anchor_label(self.anchor) if self.anchor else ""

    @property
    def label(self) -> str:
        """The act as lawyers name it, with the provision before it."""
        parts = (self.provision_label, self.act.designation)
        return ", ".join(part for part in parts if part)

    @property
    def state(self) -> dict[str, Any]:
        """Label and look of the force of the act."""
        return self.act.stored_state


@dataclass(frozen=True)
class BasisAct:
    """An act of the legal basis with the provisions of it that the card names."""

    rows: tuple[Provision, ...]

    @property
    def act(self) -> LegalActPage:
        """The act."""
        return self.rows[0].act

    @property
    def lang(self) -> str:
        """The language of the act's page where it is not the card's."""
        return self.rows[0].lang

    @property
    def state(self) -> dict[str, Any]:
        """Label and look of the force of the act."""
        return self.rows[0].state


@dataclass(frozen=True, order=True)
class BasisChange:
    """What happened to an act of the basis: the day, the act, and the act that did it if known."""

    on: date
    act: UUID
    kind: str
    by: UUID | None = None
    provision: str = ""

    @property
    def is_repeal(self) -> bool:
        """Whether the act as a whole lost force."""
        return self.kind == RelationKind.REPEALS and not self.provision


@dataclass(frozen=True)
class ShownChange:
    """A change as readers see it; acts they may not open are left out."""

    change: BasisChange
    act: LegalActPage | None
    by: LegalActPage | None

    @property
    def provision_label(self) -> str:
        """The changed provision as readers name it."""
        return anchor_label(self.change.provision) if self.change.provision else ""


def provisions_of(
    rows: Iterable[Any], acts: Mapping[UUID, LegalActPage], language: str
) -> list[Provision]:
    """The provisions that rows name, in their order, those of acts that readers may open."""
    found = []
    for row in rows:
        act = acts.get(row.act_key)
        if act is not None:
            own = act.locale.language_code
            lang = "" if own == language else own
            found.append(Provision(act, row.anchor, getattr(row, "note", ""), lang))
    return found


def by_act(provisions: Iterable[Provision]) -> list[BasisAct]:
    """The provisions of each act together, acts in the order in which they are first named."""
    rows: dict[int, list[Provision]] = {}
    for provision in provisions:
        rows.setdefault(provision.act.pk, []).append(provision)
    return [BasisAct(tuple(of_act)) for of_act in rows.values()]


def readable_acts(keys: Iterable[UUID | None], language: str) -> dict[UUID, LegalActPage]:
    """Acts that anybody may open by key, at best in `language`, with their force; one query."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    pages = LegalActPage.objects.filter(translation_key__in=wanted, alias_of__isnull=True)
    versions = one_version_each(public(pages).without_text().with_state(), language)
    return {act.translation_key: act for act in versions}


def changes_by_act(keys: Iterable[UUID | None]) -> dict[UUID, list[BasisChange]]:
    """Everything that ever changed the acts with those keys, oldest first; two queries."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    links = [
        link
        for link in LegalRelation.objects.of_live_acts().touching(wanted).links()
        if link.target in wanted
    ]
    return {
        key: sorted(_changes(key, dates, changes_of(key, links)))
        for key, dates in _dates(wanted).items()
    }


def changes_since(
    verified_on: date | None, changes: Iterable[BasisChange], today: date
) -> list[BasisChange]:
    """Changes that took effect by today and after the last check; all of them without one."""
    return [
        change
        for change in changes
        if change.on <= today and (verified_on is None or change.on > verified_on)
    ]


def _changes(key: UUID, dates: ActDates, changes: list[Change]) -> Iterable[BasisChange]:
    for change in changes:
        if change.alters_text:
            yield BasisChange(change.on, key, change.kind, change.by, change.provision)
    ended_on, ended_by = repeal_of(dates, changes)
    if ended_on is not None:
        yield BasisChange(ended_on, key, RelationKind.REPEALS, ended_by)
    if dates.amended_elsewhere_on is not None:
        yield BasisChange(dates.amended_elsewhere_on, key, RelationKind.AMENDS)


def _dates(keys: set[UUID]) -> dict[UUID, ActDates]:
    rows = LegalActPage.objects.live().filter(translation_key__in=keys)
    found: dict[UUID, ActDates] = {}
    for key, language, *days in rows.values_list(
        *("translation_key", "language", "adopted_on", "in_force_from"),
        *("repealed_on", "amended_elsewhere_on"),
    ):
        if key not in found or language == settings.LANGUAGE_CODE:
            found[key] = ActDates(*days)
    return found
