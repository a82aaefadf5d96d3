"""Numbers of acts and provisions as parts of addresses."""

import re
from datetime import date

from anyascii import anyascii

_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9.]+")


def latin(text: str) -> str:
    """The text in Latin letters: `2227-р` becomes `2227-r`."""
    return anyascii(text)


def number_slug(number: str) -> str:
    """A number in lower-case Latin letters, digits, dots and single hyphens.

    `2227-р` → `2227-r`, `20615-АК/Д19` → `20615-ak-d19`, `2(1)` → `2-1`.
    """
    return _NOT_ALPHANUMERIC.sub("-", latin(number).lower()).strip("-.")


def act_address(kind: str, adopted_on: date, number: str) -> str:
    """The address of an act below the section: `government-order/2011/2227-r`."""
    return f"{kind.replace('_', '-')}/{adopted_on.year}/{_address_step(number)}"


def readable_address(steps: list[str]) -> str:
    """The address meant by the steps of a path, however they are written.

    `["Government_Order", "2011", "2227-Р"]` → `government-order/2011/2227-r`.
    """
    return "/".join(_address_step(step) for step in steps)


def _address_step(text: str) -> str:
    # Wagtail serves paths of letters, digits, hyphens and underscores alone.
    return number_slug(text).replace(".", "-")
