"""The words that stand in the index, and those that are close to a word that does not.

Close means few insertions, deletions, replacements and swaps of neighbours (the restricted
Damerau-Levenshtein distance), looked up by symmetric deletion.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from time import monotonic

from symspellpy import SymSpell, Verbosity

from search.engines import engine
from search.engines.base import Engine
from search.wordforms import forms

# Words of three letters are one letter from too many others.
_SHORTEST = 4
LONGEST = 40
# The most frequent words are enough to correct by.
_WORDS = 40_000
_FRESH_SECONDS = 600.0


@dataclass(frozen=True)
class Vocabulary:
    """Words with the number of things they stand in."""

    words: dict[str, int]

    def knows(self, word: str) -> bool:
        """Whether the word stands in the index, in this form or in another one."""
        return word in self.words or any(form in self.words for form in forms(word))

    def frequency(self, word: str) -> int:
        """The number of things that a form of the word stands in, of the most frequent form."""
        return max((self.words.get(form, 0) for form in forms(word)), default=0)

    def closest(self, word: str, distance: int = 0) -> str:
        """The known word at the least distance, of several the most frequent; empty if none is.

        Words below six letters may differ in one place, longer ones in two, or in `distance`.
        """
        if not _SHORTEST <= len(word) <= LONGEST or any(map(str.isdigit, word)):
            return ""
        allowed = distance or (1 if len(word) < 6 else 2)
        found = self._speller.lookup(word, Verbosity.CLOSEST, max_edit_distance=allowed)
        return next((str(one.term) for one in found), "")

    @cached_property
    def _speller(self) -> SymSpell:
        speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        frequent = sorted(self.words.items(), key=lambda pair: -pair[1])
        for word, frequency in frequent[:_WORDS]:
            if _SHORTEST <= len(word) <= LONGEST and word.isalpha():
                speller.create_dictionary_entry(word, frequency)
        return speller


@dataclass(frozen=True)
class _Kept:
    engine: Engine
    generation: object
    audience: tuple[str, ...]
    until: float
    vocabulary: Vocabulary


_kept: dict[tuple[str, ...], _Kept] = {}
_lock = threading.Lock()


def vocabulary(audience: tuple[str, ...]) -> Vocabulary:
    """The words that an audience may see, of the index in use and at most ten minutes old."""
    asked = engine()
    generation = asked.stats()["generation"]
    kept = _kept.get(audience)
    if kept and (kept.engine, kept.generation) == (asked, generation) and monotonic() < kept.until:
        return kept.vocabulary
    with _lock:
        made = made_of(asked.vocabulary(audience))
        until = monotonic() + _FRESH_SECONDS
        _kept[audience] = _Kept(asked, generation, audience, until, made)
    return made


def made_of(words: Iterable[tuple[str, int]]) -> Vocabulary:
    """A vocabulary of words and their frequencies."""
    return Vocabulary(dict(words))
