"""Relations of an act read from both ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext_lazy

from library.enums import RelationKind
from library.legal.force import Change
from library.legal.provisions import anchor_label


@dataclass(frozen=True)
class Link:
    """A relation between two acts whatever their language: one row of the graph."""

    kind: str
    on: date
    source: UUID
    target: UUID
    source_provision: str = ""
    target_provision: str = ""
    is_confirmed: bool = True

    @property
    def change(self) -> Change:
        """The relation as the act it is aimed at feels it."""
        return Change(self.kind, self.on, self.source, self.target_provision)


@dataclass(frozen=True)
class RelatedAct:
    """The other end of a relation; `lang` is set when its page is in another language.

    `here` and `there` are anchors in this act and in the other one, or empty.
    """

    act: Any
    lang: str
    on: date
    here: str
    there: str
    is_confirmed: bool = True

    @property
    def here_label(self) -> str:
        """The provision of this act as readers name it."""
        return anchor_label(self.here) if self.here else ""

    @property
    def there_label(self) -> str:
        """The provision of the other act as readers name it."""
        return anchor_label(self.there) if self.there else ""


@dataclass(frozen=True)
class RelationGroup:
    """Related acts under one heading; `forward_kind` is empty when the others act on this one."""

    label: str
    rows: tuple[RelatedAct, ...]
    forward_kind: str = ""


FORWARD = {
    RelationKind.AMENDS: pgettext_lazy("this act", "Amends"),
    RelationKind.REPEALS: pgettext_lazy("this act", "Repeals"),
    RelationKind.IMPLEMENTS: pgettext_lazy("this act", "Implements"),
    RelationKind.CITES: pgettext_lazy("this act", "Refers to"),
}
REVERSE = {
    RelationKind.AMENDS: pgettext_lazy("this act", "Amended by"),
    RelationKind.REPEALS: pgettext_lazy("this act", "Repealed by"),
    RelationKind.IMPLEMENTS: pgettext_lazy("this act", "Implemented by"),
    RelationKind.CITES: pgettext_lazy("this act", "Referred to by"),
}


def changes_of(key: UUID, links: Iterable[Link]) -> list[Change]:
    """What other acts do to the act with that translation key, as far as it is confirmed."""
    return [link.change for link in links if link.target == key and link.is_confirmed]


def relation_groups(
    key: UUID, links: Iterable[Link], acts: Mapping[UUID, Any], language: str
) -> list[RelationGroup]:
    """Relations of an act under headings: what it does to others, then what others do to it.

    `acts` are the pages that the reader may open; a relation to any other is left out.
    """
    outward: dict[str, list[RelatedAct]] = {}
    inward: dict[str, list[RelatedAct]] = {}
    for link in links:
        goes_out = link.source == key
        act = acts.get(link.target if goes_out else link.source)
        if act is None:
            continue
        here, there = link.source_provision, link.target_provision
        row = RelatedAct(
            act=act,
            lang="" if act.language == language else act.language,
            on=link.on,
            here=here if goes_out else there,
            there=there if goes_out else here,
            is_confirmed=link.is_confirmed,
        )
        (outward if goes_out else inward).setdefault(link.kind, []).append(row)
    return [
        RelationGroup(str(label), tuple(rows[kind]), kind if rows is outward else "")
        for labels, rows in ((FORWARD, outward), (REVERSE, inward))
        for kind, label in labels.items()
        if kind in rows
    ]


def repeals_in_circle(source: UUID, target: UUID, repeals: Iterable[tuple[UUID, UUID]]) -> bool:
    """Whether `source` repealing `target` would make an act repeal itself by way of others.

    `repeals` are pairs of a repealing and a repealed act.
    """
    onward: dict[UUID, set[UUID]] = {}
    for repealing, repealed in repeals:
        onward.setdefault(repealing, set()).add(repealed)
    waiting, seen = [target], set()
    while waiting:
        act = waiting.pop()
        if act == source:
            return True
        if act not in seen:
            seen.add(act)
            waiting.extend(onward.get(act, ()))
    return False
