"""Words that may stand for one another, from the register the editors keep.

Nothing here reads the database: a `Terms` is made of rows and asked about the words of a query.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from search.causes import Cause

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
class Terms:
    """A register: for every term, cut into words, what may stand in its place."""

    others: Mapping[Words, tuple[Other, ...]] = field(default_factory=dict)

    def groups(self, words: Iterable[str]) -> Iterator[Group]:
        """The words in their order, those that make a term of the register together.

        Of two terms that begin with the same word the longer one counts.
        """
        left = tuple(words)
        longest = max(map(len, self.others), default=1)
        while left:
            length = next(
                (
                    size
                    for size in range(min(longest, len(left)), 0, -1)
                    if left[:size] in self.others
                ),
                1,
            )
            yield Group(left[:length], self.others.get(left[:length], ()))
            left = left[length:]
