"""The two ways of cutting a text into terms, as the embedded index does it.

Other engines are asked with word forms and stem for themselves; of the many forms of a word they
get one for each stem that is known here.
"""

from functools import cache, lru_cache

import tantivy

from search.text import STOP_WORDS


@cache
def stemmed() -> tantivy.TextAnalyzer:
    """The analyzer of titles and bodies: each stemmer leaves the other script alone."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.custom_stopword(list(STOP_WORDS)))
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("russian"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


@cache
def exact() -> tantivy.TextAnalyzer:
    """The analyzer of words as written."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


@lru_cache(maxsize=20_000)
def stems(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The different stems of word forms, the first form's first; none of a stop word."""
    return tuple(_by_stem(forms))


@lru_cache(maxsize=20_000)
def telling(forms: tuple[str, ...]) -> tuple[str, ...]:
    """One of the word forms for each stem, so that the fewest of them find what all would find."""
    return tuple(dict.fromkeys(_by_stem(forms).values()))


def _by_stem(forms: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for form in forms:
        for stem in stemmed().analyze(form):
            found.setdefault(stem, form)
    return found
