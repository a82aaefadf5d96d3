"""The directory: organisations that are in a platform anybody may open, without any contacts.

How to reach a member is no part of it; a message goes through the portal.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.filters import keys_of
from cms.models import Organisation
from cms.pager import page_address, page_number, pages
from platforms.models.platform import PlatformMembership
from platforms.pages.public import public_platforms
from search.catalogue import Choice, FacetView

PAGE_SIZE = 25
FACETS = ("kind", "direction", "platform", "region")


@dataclass(frozen=True)
class Place:
    """A platform that a member is in, with the member's role there."""

    name: str
    url: str
    lang: str
    role: str


@dataclass(frozen=True)
class Member:
    """An organisation with its platforms; `values` are its keys by facet."""

    organisation: Organisation
    places: tuple[Place, ...]
    values: dict[str, frozenset[str]]

    def is_chosen(self, chosen: dict[str, list[str]], apart: str = "") -> bool:
        """Whether it has any of the chosen values of every facet, `apart` left out."""
        return all(
            self.values[name] & set(keys) for name, keys in chosen.items() if keys and name != apart
        )


def directory_context(params: QueryDict, language: str) -> dict[str, Any]:
    """Members that the address asks for, with what else may be chosen; two queries."""
    members, labels = _everybody(language)
    words = params.get("q", "").strip()
    named = [one for one in members if words.casefold() in _names(one.organisation)]
    chosen = {name: keys_of(params, name) for name in FACETS}
    found = [one for one in named if one.is_chosen(chosen)]
    number = page_number(params)
    first = (number - 1) * PAGE_SIZE
    return {
        "q": words,
        "total": len(found),
        "members": found[first : first + PAGE_SIZE],
        "facets": [_facet(name, named, chosen, labels) for name in FACETS if len(labels[name]) > 1],
        "chosen_number": sum(map(len, chosen.values())),
        "chips": _chips(params, chosen, labels),
        **pages(len(found), PAGE_SIZE, number, lambda page: page_address(params, page)),
    }


def _everybody(language: str) -> tuple[list[Member], dict[str, dict[str, str]]]:
    """Every member by name, and names of the values by facet."""
    shown = public_platforms(language)
    rows = (
        PlatformMembership.objects.current()
        .filter(platform__in=shown)
        .select_related("organisation__region")
    )
    by_organisation: dict[int, list[PlatformMembership]] = {}
    for row in rows:
        by_organisation.setdefault(row.organisation_id, []).append(row)
    labels: dict[str, dict[str, str]] = {name: {} for name in FACETS}
    members = []
    for held in by_organisation.values():
        organisation = held[0].organisation
        own = [(row, shown[row.platform_id]) for row in held]
        named = {
            "kind": {organisation.kind: capfirst(organisation.get_kind_display())},
            "direction": {page.direction.slug: page.direction.name for _row, page in own},
            "platform": {page.platform.slug: page.title for _row, page in own},
            "region": {organisation.region.code: organisation.region.name}
            if organisation.region
            else {},
        }
        for name, pairs in named.items():
            labels[name].update(pairs)
        places = tuple(
            Place(
                name=page.title,
                url=page.get_url() or "",
                lang="" if page.locale.language_code == language else page.locale.language_code,
                role=row.get_role_display(),
            )
            for row, page in sorted(own, key=lambda pair: pair[1].title.casefold())
        )
        values = {name: frozenset(pairs) for name, pairs in named.items()}
        members.append(Member(organisation, places, values))
    return sorted(members, key=lambda one: one.organisation.name.casefold()), labels


def _names(organisation: Organisation) -> str:
    return f"{organisation.name_ru}\n{organisation.name_en}".casefold()


def _facet(
    name: str,
    members: Iterable[Member],
    chosen: dict[str, list[str]],
    labels: dict[str, dict[str, str]],
) -> FacetView:
    """A facet counted among members that the other facets leave, the most frequent first."""
    counted = Counter(
        value for one in members if one.is_chosen(chosen, apart=name) for value in one.values[name]
    )
    known = sorted(labels[name].items(), key=lambda pair: (-counted[pair[0]], pair[1].casefold()))
    return FacetView(
        name,
        _facet_labels()[name],
        tuple(
            Choice(value, label, counted[value], value in chosen[name])
            for value, label in known
            if counted[value] or value in chosen[name]
        ),
    )


def _facet_labels() -> dict[str, str]:
    return {
        "kind": _("Kind of organisation"),
        "direction": _("Direction of technologies"),
        "platform": _("Technology platform"),
        "region": _("Region"),
    }


def _chips(
    params: QueryDict, chosen: dict[str, list[str]], labels: dict[str, dict[str, str]]
) -> list[dict[str, str]]:
    """Chosen values with the address of the list without each."""
    chips = []
    for name, keys in chosen.items():
        for key in keys:
            others = params.copy()
            others.pop("page", None)
            others.setlist(name, [one for one in keys if one != key])
            label = labels[name].get(key, key)
            chips.append({"label": label, "url": f"?{others.urlencode()}"})
    return chips
