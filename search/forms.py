"""Parameters of an address into a query, and what was wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.causes import FORMS, Cause, Place
from search.query import Query, Sort
from search.registry import PUBLIC
from search.text import clean_query

PAGE_SIZE = 10
MAX_PAGE = 1000
# The text stands in every address of the page.
MAX_TEXT_CHARACTERS = 500
_MAX_VALUES = 50
_MAX_VALUE_CHARACTERS = 120
_OWN = ("q", "sort", "page", "date_from", "date_to", "literal", "without")

# What `without` may name: places, the register's causes, and other forms of the words.
WITHOUT = frozenset(
    {*Place, Cause.ABBREVIATION, Cause.SYNONYM, Cause.TRANSLATION, FORMS},
)

SORTS = {
    Sort.RELEVANCE: gettext_lazy("By relevance"),
    Sort.NEWEST: gettext_lazy("Newest first"),
    Sort.OLDEST: gettext_lazy("Oldest first"),
    Sort.TITLE: gettext_lazy("By title"),
}


class CatalogueForm(forms.Form):
    """Everything but the words and the facets, which cannot be wrong."""

    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False)
    page = forms.IntegerField(min_value=1, max_value=MAX_PAGE, required=False)
    date_from = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    date_to = forms.DateField(input_formats=["%Y-%m-%d"], required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", _("The period ends before it begins."))
        return cleaned


@dataclass(frozen=True)
class Asked:
    """A query read from an address; parameters with `errors` were left out of it."""

    query: Query
    page: int = 1
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read(
    parameters: QueryDict,
    *,
    lang: str,
    facets: Iterable[str],
    preset: Mapping[str, tuple[str, ...]] | None = None,
    page_size: int = PAGE_SIZE,
) -> Asked:
    """Read `q`, `sort`, `page`, `date_from`, `date_to` and one parameter per facet.

    `preset` are filters that the address may narrow but not widen.
    """
    preset, facets = preset or {}, tuple(facets)
    form = CatalogueForm(parameters)
    form.is_valid()
    cleaned = form.cleaned_data
    page = cleaned.get("page") or 1
    filters = dict(preset)
    for name in facets:
        chosen = _values(parameters.getlist(name))
        if name in preset:
            chosen = tuple(value for value in chosen if value in preset[name])
        if chosen:
            filters[name] = chosen
    query = Query(
        text=parameters.get("q", "")[:MAX_TEXT_CHARACTERS],
        lang=lang,
        filters=filters,
        date_from=cleaned.get("date_from"),
        date_to=cleaned.get("date_to"),
        audience=(PUBLIC,),
        sort=Sort(cleaned.get("sort") or Sort.RELEVANCE),
        offset=(page - 1) * page_size,
        limit=page_size,
        facets=facets,
        fixed=tuple(preset),
        is_literal=parameters.get("literal") == "1",
        without=frozenset(parameters.getlist("without")) & WITHOUT,
    )
    errors = {name: tuple(map(str, messages)) for name, messages in form.errors.items()}
    if left := set(parameters.getlist("without")) - WITHOUT:
        known = ", ".join(sorted(WITHOUT))
        message = _("Nothing is known as %(names)s; known are: %(known)s.")
        names = ", ".join(sorted(left))[:_MAX_VALUE_CHARACTERS]
        errors["without"] = (message % {"names": names, "known": known},)
    return Asked(query, page, errors)


def unknown(parameters: QueryDict, facets: Iterable[str], also: Iterable[str] = ()) -> list[str]:
    """Names of parameters that mean nothing here."""
    return sorted(set(parameters) - {*_OWN, *facets, *also})


def _values(values: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_query(value[:_MAX_VALUE_CHARACTERS]).strip() for value in values)
    return tuple(dict.fromkeys(filter(None, cleaned)))[:_MAX_VALUES]
