"""Another reading of what was typed: each chunk that the index does not know, put right.

Quoted phrases, exclusions, filters, numbers and names stay as they are.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from search.causes import Cause
from search.query import MAX_CHARACTERS
from search.rescue.layout import switched
from search.rescue.translit import readings
from search.rescue.vocabulary import LONGEST, Vocabulary
from search.text import STOP_WORDS, clean_query, tokens

MAX_WORDS = 8
_CHUNK = re.compile(r"""[-−–]?(?:\w+:)?(?:"[^"]*"|«[^»]*»|“[^”]*”)|\S+""")
_KEPT = re.compile(r"""^(?:[-−–].|\w+:|["«“„])""")


@dataclass(frozen=True)
class Rewriting:
    """A text in place of the typed one; `origins` has the cause of every word put in."""

    text: str
    origins: dict[str, Cause] = field(default_factory=dict)

    @property
    def cause(self) -> Cause:
        """What was wrong first of all."""
        return next(iter(self.origins.values()))


@dataclass(frozen=True)
class _Changed:
    words: tuple[str, ...]
    cause: Cause


def rewrite(text: str, vocabulary: Vocabulary, names: Collection[str]) -> Rewriting | None:
    """The text with its unknown words put right, or None where nothing can be.

    Each word of the result stands in the vocabulary. `names` are words that are no mistakes.
    """
    cleaned = clean_query(text[:MAX_CHARACTERS])
    if len(tokens(cleaned)) > MAX_WORDS:
        return None
    written: list[str] = []
    origins: dict[str, Cause] = {}
    for match in _CHUNK.finditer(cleaned):
        chunk = match.group()
        changed = None if _KEPT.match(chunk) else _put_right(chunk, vocabulary, names)
        if changed is None:
            written.append(chunk)
        else:
            written.append(" ".join(changed.words))
            origins.update(dict.fromkeys(changed.words, changed.cause))
    return Rewriting(" ".join(written), origins) if origins else None


def words_to_judge(text: str) -> list[str]:
    """The words of a text that could be put right."""
    chunks = (match.group() for match in _CHUNK.finditer(clean_query(text[:MAX_CHARACTERS])))
    return [word for chunk in chunks if not _KEPT.match(chunk) for word in tokens(chunk)]


def _put_right(chunk: str, vocabulary: Vocabulary, names: Collection[str]) -> _Changed | None:
    words = tokens(chunk)
    if all(_is_fine(word, vocabulary) for word in words) and not _is_punctuated(chunk):
        return None
    for candidate in _candidates(chunk, words, vocabulary, names):
        if tuple(words) != candidate.words:
            return candidate
    return None


def _candidates(
    chunk: str, words: list[str], vocabulary: Vocabulary, names: Collection[str]
) -> Iterator[_Changed]:
    """Ways to put a chunk right, the surest first."""
    keys = tokens(switched(chunk))
    if keys and all(_is_fine(word, vocabulary) for word in keys):
        yield _Changed(tuple(keys), Cause.LAYOUT)
    if all(_is_fine(word, vocabulary) for word in words):
        return
    if found := _each(words, vocabulary, lambda word: _transliterated(word, vocabulary)):
        yield _Changed(found, Cause.TRANSLIT)
    has_name = any(word in names for word in words)
    if not has_name and (found := _each(words, vocabulary, vocabulary.closest)):
        yield _Changed(found, Cause.SPELLING)
    if keys and (found := _each(keys, vocabulary, lambda word: vocabulary.closest(word, 1))):
        yield _Changed(found, Cause.LAYOUT)
    if found := _each(words, vocabulary, lambda word: _nearly_transliterated(word, vocabulary)):
        yield _Changed(found, Cause.TRANSLIT)


def _each(
    words: list[str], vocabulary: Vocabulary, change: Callable[[str], str]
) -> tuple[str, ...]:
    """The words with the unknown ones changed; empty where one of them cannot be."""
    found = tuple(word if _is_fine(word, vocabulary) else change(word) for word in words)
    return found if all(found) else ()


def _transliterated(word: str, vocabulary: Vocabulary) -> str:
    if len(word) > LONGEST:
        return ""
    known = {reading for reading in readings(word) if vocabulary.knows(reading)}
    # Of several words the one that stands in most texts is meant.
    return max(sorted(known), key=vocabulary.frequency, default="")


def _nearly_transliterated(word: str, vocabulary: Vocabulary) -> str:
    if len(word) > LONGEST:
        return ""
    return vocabulary.closest(next(readings(word), ""), 1)


def _is_fine(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word needs no change: known, passed over anyway, or with a digit."""
    return word in STOP_WORDS or any(map(str.isdigit, word)) or vocabulary.knows(word)


def _is_punctuated(chunk: str) -> bool:
    """Whether signs inside a chunk may be Russian letters of the other layout: `,b,kbjntrf`."""
    return any(sign in chunk for sign in "[];',.`{}:\"<>~")
