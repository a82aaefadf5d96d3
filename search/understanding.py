"""How a query was understood, where it says more than words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from search.query import ParsedText
from search.registry import facets


def understood(parsed: ParsedText, lang: str) -> tuple[str, ...]:
    """The parts of a query in words; empty where plain words are all there is."""
    is_plain = not (
        parsed.phrases
        or parsed.excluded
        or parsed.filters
        or parsed.excluded_filters
        or parsed.numbers
    )
    return () if is_plain else tuple(_parts(parsed, lang))


def _parts(parsed: ParsedText, lang: str) -> Iterator[str]:
    if parsed.words:
        yield _("words in any form: %(words)s") % {"words": " ".join(parsed.words)}
    for phrase in parsed.phrases:
        yield _("exactly “%(phrase)s”") % {"phrase": " ".join(phrase)}
    for number in parsed.numbers:
        yield _("number of the act: %(number)s") % {"number": number}
    for words in parsed.excluded:
        yield _("without “%(words)s”") % {"words": " ".join(words)}
    yield from _conditions(parsed.filters, lang)
    for part in _conditions(parsed.excluded_filters, lang):
        yield _("without %(condition)s") % {"condition": part}


def _conditions(filters: Mapping[str, tuple[str, ...]], lang: str) -> Iterator[str]:
    for name, values in filters.items():
        facet = facets()[name]
        if name == "year" and len(values) > 2:
            yield f"{facet.label}: {values[0]}–{values[-1]}"
            continue
        labels = facet.labels(values, lang)
        yield f"{facet.label}: {', '.join(labels.get(value, value) for value in values)}"
