"""A search in words, for titles of feeds and letters."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from search.query import Query
from search.registry import facets


def name_of(query: Query) -> str:
    """What was asked in the query's language: the words in quotation marks, then the conditions."""
    with override(query.lang):
        return ", ".join(_parts(query)) or _("Everything on the portal")


def period_of(query: Query) -> str:
    """The period of a query as readers see it; empty without one."""
    first, last = (
        date_format(day, "SHORT_DATE_FORMAT") if day else ""
        for day in (query.date_from, query.date_to)
    )
    if first and last:
        return f"{first} – {last}"
    if first:
        return _("from %(date)s") % {"date": first}
    return _("until %(date)s") % {"date": last} if last else ""


def _parts(query: Query) -> Iterator[str]:
    text = " ".join(query.text.split())
    if text:
        yield _("“%(text)s”") % {"text": text}
    for name, values in query.filters.items():
        facet = facets().get(name)
        labels = facet.labels(values, query.lang) if facet else {}
        yield from (labels.get(value, value) for value in values)
    if period := period_of(query):
        yield period
