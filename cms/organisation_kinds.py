"""Kinds of organisations as choices above a list of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst

from cms.enums import OrganisationKind
from cms.models.registers import Organisation


@dataclass(frozen=True)
class KindChoice:
    """A kind of organisations with their number."""

    value: str
    label: str
    count: int
    is_chosen: bool


def known_kind(value: str) -> str:
    """The value where it is a kind, or "": readers write anything into an address."""
    return value if value in OrganisationKind.values else ""


def kind_choices(organisations: Iterable[Organisation], chosen: str) -> list[KindChoice]:
    """Kinds that occur among the organisations, in the order of the register."""
    counted = Counter(one.kind for one in organisations)
    return [
        KindChoice(value, capfirst(str(label)), counted[value], value == chosen)
        for value, label in OrganisationKind.choices
        if counted[value]
    ]
