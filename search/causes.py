"""Why a thing was found: by which words, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why a word is looked for: it was typed, or it may stand for what was typed."""

    TYPED = "typed"
    ABBREVIATION = "abbreviation"
    SYNONYM = "synonym"
    TRANSLATION = "translation"
    LAYOUT = "layout"
    TRANSLIT = "translit"
    SPELLING = "spelling"


class Place(StrEnum):
    """Where in a thing a word stands."""

    TITLE = "title"
    TEXT = "text"
    NUMBER = "number"


FORMS = "forms"
"""The name under which other forms of the words are left out (`Query.without`)."""


@dataclass(frozen=True)
class Match:
    """One reason of a hit.

    `term` is a place in `Plan.must`, `alternative` one in `Term.alternatives`; `is_as_written` when
    the words stand there in the very form looked for, and not only in others.
    """

    term: int
    alternative: int
    place: Place
    is_as_written: bool


Origins = Mapping[str, Cause]
"""Words that were not typed but put in place of what was, with the cause."""
