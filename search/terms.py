"""Words that may stand for one another, from the register the editors keep.

Nothing here reads the database: a `Terms` is made of rows and asked about the words of a query.
A term is met in any form of its words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from typing import Self

from search.causes import Cause
from search.text import STOP_WORDS, tokens
from search.wordforms import forms, has_cyrillic, is_cyrillic, singular

Words = tuple[str, ...]


@dataclass(frozen=True)
class Other:
    """Words that may stand in place of others, and why."""

    cause: Cause
    words: Words


@dataclass(frozen=True)
class Group:
    """Neighbouring words of a query with what may stand in their place."""

    words: Words
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of the register: a term and what means the same, both ways or only from the term."""

    term: str
    meanings: tuple[str, ...]
    is_two_way: bool = True


@dataclass(frozen=True)
class Phrase:
    """Words one after another, met in any of their forms."""

    words: Words
    forms: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The telling words of a text."""
        words = words_of(text)
        return cls(words, tuple(map(met_as, words)))

    def begins(self, words: Words) -> bool:
        """Whether the words begin with this phrase."""
        return len(words) >= len(self.words) > 0 and all(
            word in forms for word, forms in zip(words, self.forms, strict=False)
        )

    def is_met_by(self, words: Words) -> bool:
        """Whether the words are this phrase."""
        return len(words) == len(self.words) and self.begins(words)


@dataclass(frozen=True)
class Terms:
    """A register: by every form of a first word, the terms that begin with it, longest first."""

    by_form: Mapping[str, tuple[tuple[Phrase, tuple[Other, ...]], ...]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """The register of some rows; what several rows say of a term is joined."""
        others: dict[Phrase, dict[Other, None]] = {}
        for row in rows:
            for asked, meant in _pairs(row):
                if all(len(word) == 1 for word in words_of(meant)):
                    # Single letters (R&D) stand in too many texts to tell anything.
                    continue
                other = Other(_cause(asked, meant), words_of(meant))
                others.setdefault(Phrase.of(asked), {})[other] = None
        by_form: dict[str, list[tuple[Phrase, tuple[Other, ...]]]] = {}
        for phrase, found in others.items():
            for form in phrase.forms[0] if phrase.forms else ():
                by_form.setdefault(form, []).append((phrase, tuple(found)))
        return cls(
            {
                form: tuple(sorted(found, key=lambda pair: -len(pair[0].words)))
                for form, found in by_form.items()
            }
        )

    def groups(self, words: Iterable[str]) -> Iterator[Group]:
        """The words in their order, those that make a term of the register together.

        Of two terms that begin with the same word the longer one counts.
        """
        left = tuple(words)
        asked = tuple(map(asked_as, left))
        while left:
            length, others = self._longest(asked)
            yield Group(left[:length], others)
            left, asked = left[length:], asked[length:]

    def _longest(self, asked: Words) -> tuple[int, tuple[Other, ...]]:
        others: dict[Other, None] = {}
        length = 1
        for phrase, found in self.by_form.get(asked[0], ()):
            if len(phrase.words) < length:
                break
            if phrase.begins(asked):
                length = len(phrase.words)
                others.update(dict.fromkeys(found))
        return length, tuple(others)


def words_of(text: str) -> Words:
    """The words of a term that are looked for: without those that stand in every text."""
    return tuple(word for word in tokens(text) if word not in STOP_WORDS)


def met_as(word: str) -> frozenset[str]:
    """What a word of the register is met as: every form of a Russian word, else its key."""
    return frozenset(forms(word)) if is_cyrillic(word) else frozenset({singular(word)})


def asked_as(word: str) -> str:
    """What a word of a query is looked up as."""
    return word if is_cyrillic(word) else singular(word)


def is_abbreviation(text: str) -> bool:
    """Whether a term is one word mostly in capitals: ОЭЗ, НИОКР, R&D, SMEs."""
    capitals = sum(letter.isupper() for letter in text)
    return " " not in text.strip() and capitals > 1 and 2 * capitals > len(text)


def _pairs(row: Row) -> Iterator[tuple[str, str]]:
    if row.is_two_way:
        yield from permutations((row.term, *row.meanings), 2)
    else:
        yield from ((row.term, meaning) for meaning in row.meanings)


def _cause(asked: str, meant: str) -> Cause:
    if has_cyrillic(asked) != has_cyrillic(meant):
        return Cause.TRANSLATION
    if is_abbreviation(asked) or is_abbreviation(meant):
        return Cause.ABBREVIATION
    return Cause.SYNONYM
