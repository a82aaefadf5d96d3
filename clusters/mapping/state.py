"""Everything that a reader chose on the map, as it stands in the address.

The same address gives the same rows, counts and picture to anybody who may read the same pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from clusters.enums import ClusterGroup
from clusters.models.registers import Indicator, Specialisation
from cms.enums import FederalDistrict

NUMBER = "clusters"
"""The key of the indicator "number of clusters", which needs no figures."""

SORTS = ("region", "name", "value")
LONGEST_QUERY = 100
_YEAR = range(1900, 2200)


@dataclass(frozen=True)
class Choices:
    """What can be chosen: registers in their order."""

    indicators: tuple[Indicator, ...]
    specialisations: tuple[Specialisation, ...]

    def indicator(self, slug: str) -> Indicator | None:
        """The indicator with that key; None for the number of clusters and for unknown keys."""
        return next((one for one in self.indicators if one.slug == slug), None)


@dataclass(frozen=True)
class State:
    """One view of the map.

    `indicator` is a key or NUMBER; `year` is None for the newest. `region` and `cluster` name what
    the panel shows. `sort` is one of SORTS, `-` before it for the other direction.
    """

    indicator: str = NUMBER
    year: int | None = None
    specialisations: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    q: str = ""
    symbols: bool = False
    sort: str = "region"
    region: str = ""
    cluster: str = ""
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Whether any cluster may be left out."""
        return bool(self.specialisations or self.groups or self.districts or self.q)

    def query(self, **changes: Any) -> str:
        """The state with changes as a query string with its question mark; "?" for the first view.

        Whatever is as in the first view is left out, so one view has one address.
        """
        state = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        if state.indicator != NUMBER:
            pairs.append(("indicator", state.indicator))
        if state.year is not None:
            pairs.append(("year", str(state.year)))
        pairs += [("specialisation", value) for value in state.specialisations]
        pairs += [("group", value) for value in state.groups]
        pairs += [("district", value) for value in state.districts]
        if state.q:
            pairs.append(("q", state.q))
        if state.symbols:
            pairs.append(("view", "symbols"))
        if state.sort != "region":
            pairs.append(("sort", state.sort))
        if state.region:
            pairs.append(("region", state.region))
        if state.cluster:
            pairs.append(("cluster", state.cluster))
        if state.page > 1:
            pairs.append(("page", str(state.page)))
        return f"?{urlencode(pairs)}"

    def without(self, name: str, value: str = "") -> str:
        """The address without one choice (or all of a kind), from its first page."""
        kept = getattr(self, name)
        rest: Any = tuple(one for one in kept if one != value) if isinstance(kept, tuple) else ""
        return self.query(**{name: rest, "page": 1})


def read(params: QueryDict, choices: Choices) -> tuple[State, list[str]]:
    """The state of an address, and what of it was not understood and is left out, in words."""
    errors: list[str] = []
    indicator = params.get("indicator", "") or NUMBER
    if indicator != NUMBER and choices.indicator(indicator) is None:
        errors.append(_("There is no indicator “%(value)s”.") % {"value": indicator})
        indicator = NUMBER
    sort = params.get("sort", "") or "region"
    if sort.removeprefix("-") not in SORTS:
        errors.append(_("The table cannot be sorted by “%(value)s”.") % {"value": sort})
        sort = "region"
    known = {one.slug for one in choices.specialisations}
    state = State(
        indicator=indicator,
        year=_year(params.get("year", ""), errors),
        specialisations=_known(params.getlist("specialisation"), known, errors),
        groups=_known(params.getlist("group"), ClusterGroup.values, errors),
        districts=_known(params.getlist("district"), FederalDistrict.values, errors),
        q=" ".join(params.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY],
        symbols=params.get("view") == "symbols",
        sort=sort,
        region=params.get("region", "").upper()[:6],
        cluster=params.get("cluster", "")[:120],
        page=_page(params.get("page", "")),
    )
    return state, errors


def _year(text: str, errors: list[str]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:5]) in _YEAR:
        return int(text)
    errors.append(_("“%(value)s” is not a year.") % {"value": text})
    return None


def _page(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _known(values: Sequence[str], known: Iterable[str], errors: list[str]) -> tuple[str, ...]:
    allowed = set(known)
    unknown = [value for value in values if value and value not in allowed]
    if unknown:
        errors.append(_("Unknown choice: %(values)s.") % {"values": ", ".join(unknown)})
    return tuple(dict.fromkeys(value for value in values if value in allowed))
