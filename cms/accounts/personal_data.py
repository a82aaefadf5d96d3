"""What is kept of a person: applications register how it is handed out and how it is erased.

`register("searches", export, erase)` in an application's `ready()`. `export` gives what JSON can
hold; `erase` takes away whatever tells of the person, and leaves contributions without their
author. Both run before the account itself is emptied, so the addresses are still known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress

from cms.models import User

Export = Callable[[User], Any]
Erase = Callable[[User], None]


@dataclass(frozen=True)
class Holding:
    """One kind of data: how it is handed out and erased."""

    name: str
    export: Export
    erase: Erase


_holdings: dict[str, Holding] = {}


def register(name: str, export: Export, erase: Erase) -> None:
    """Add a kind of data; a second one of the same name is a mistake in the code."""
    if name in _holdings:
        raise ValueError(f"The personal data {name!r} are registered twice.")
    _holdings[name] = Holding(name, export, erase)


def holdings() -> Mapping[str, Holding]:
    """Every kind of data by name, in the order of registration."""
    return _holdings


def addresses(user: User) -> list[str]:
    """The addresses that are known to be the person's own, in lower case.

    Confirmed ones, or that of an account which administrators made. An address that somebody has
    only typed hands out and erases nothing that was left under it.
    """
    known = EmailAddress.objects.filter(user=user)
    own = {item.email.lower() for item in known if item.verified}
    if user.email and not known:
        own.add(user.email.lower())
    return sorted(own)
