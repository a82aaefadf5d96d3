"""How a block lists catalogue entries although the catalogue lies in a layer above.

The catalogue registers one provider when it starts; without one a listing is empty.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """What a listing block asks for; values are keys (kinds, topic slugs, region codes)."""

    kind: str
    query: str = ""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    limit: int = 5


@dataclass(frozen=True)
class Listed:
    """One line of a listing; `lang` is the language of the title when it is not the reader's."""

    title: str
    url: str
    lead: str = ""
    date: datetime.date | None = None
    lang: str = ""


@dataclass(frozen=True)
class Listing:
    """The lines, and the address of the whole list."""

    items: tuple[Listed, ...] = ()
    total: int = 0
    url: str = ""


@dataclass(frozen=True)
class Provider:
    """`kinds()` gives (key, name) pairs, `find(preset, language)` the listing."""

    kinds: Callable[[], Sequence[tuple[str, str]]]
    find: Callable[[Preset, str], Listing]


_provider: Provider | None = None


def register_provider(provider: Provider) -> None:
    """Name the catalogue that answers listing blocks."""
    global _provider  # noqa: PLW0603 -- one catalogue for the process, set once at start
    _provider = provider


def kinds() -> Sequence[tuple[str, str]]:
    """Kinds a block may list: (key, name) pairs."""
    return _provider.kinds() if _provider else ()


def find(preset: Preset, language: str) -> Listing:
    """What the catalogue has for the preset; an empty listing without a catalogue."""
    return _provider.find(preset, language) if _provider else Listing()
