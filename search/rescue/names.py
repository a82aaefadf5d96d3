"""Words of proper names, which are never taken for a mistake: «калуга» is not «радуга»."""

from collections.abc import Iterable

from cms.models import Organisation, Region
from search.text import tokens
from search.wordforms import forms, is_name


def names_among(words: Iterable[str]) -> frozenset[str]:
    """Those of the words that are names by the dictionary, or stand in a name of the registers."""
    asked = {word: frozenset(forms(word)) for word in words}
    if not asked:
        return frozenset()
    named: set[str] = set()
    rows = (
        *Region.objects.values_list("name_ru", "name_en", "capital_ru", "capital_en"),
        *Organisation.objects.values_list("name_ru", "name_en"),
    )
    for texts in rows:
        named.update(token for text in texts for token in tokens(text))
    return frozenset(
        word
        for word, known in asked.items()
        if is_name(word) or word in named or not named.isdisjoint(known)
    )
