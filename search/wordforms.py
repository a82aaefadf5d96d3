"""All forms of a Russian word, so that «рынка» finds «рынок» and «людей» finds «человек».

Stems alone miss a third of them. Words of no dictionary, Latin words and numbers stay as they are.
"""

from functools import cache, lru_cache
from typing import Any

from search.text import fold

# Readings less likely than this are curiosities: «для» as a form of «длить».
_LEAST_LIKELY = 0.05
_MAX_FORMS = 120
# Marks of the dictionary: first names, family names, patronymics, places, organisations.
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """The word and every form of its dictionary entries, folded, in lower case."""
    if not is_cyrillic(word):
        return (word,)
    found = {word: None}
    for reading in _analyzer().parse(word):
        if reading.is_known and reading.score >= _LEAST_LIKELY:
            found.update(dict.fromkeys(fold(form.word) for form in reading.lexeme))
    return tuple(found)[:_MAX_FORMS]


@lru_cache(maxsize=20_000)
def is_name(word: str) -> bool:
    """Whether the dictionary has a Russian word as a name of a person, a place or a firm."""
    if not is_cyrillic(word):
        return False
    return any(
        reading.is_known and not _NAMES.isdisjoint(reading.tag.grammemes)
        for reading in _analyzer().parse(word)
    )


def singular(word: str) -> str:
    """An English word without the ending of its plural. Meant for comparing, not for showing."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word


def has_cyrillic(text: str) -> bool:
    """Whether any letter of a text is Russian."""
    return any("а" <= letter <= "я" or letter == "ё" for letter in text.lower())


def is_cyrillic(word: str) -> bool:
    """Whether a word in small letters is Russian throughout."""
    return word.isalpha() and all("а" <= letter <= "я" or letter == "ё" for letter in word)


@cache
def _analyzer() -> Any:
    import pymorphy3  # noqa: PLC0415 -- loading the dictionary takes 50 ms and 30 MB

    return pymorphy3.MorphAnalyzer(lang="ru")
