"""The state of a search as addresses: another page, one choice fewer, nothing chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from search.query import Query, Sort


@dataclass(frozen=True)
class Address:
    """The page at `path` with the parameters of a query; presets of the page are not repeated."""

    path: str
    query: Query

    def page(self, number: int) -> str:
        """The address of a page of the results."""
        return self._with([("page", str(number))] if number > 1 else [])

    def without(self, name: str, value: str) -> str:
        """The address with one choice of a facet less."""
        left = tuple(other for other in self.query.filters.get(name, ()) if other != value)
        return self._changed(filters={**self.query.filters, name: left})

    def without_dates(self) -> str:
        """The address with any date."""
        return self._changed(date_from=None, date_to=None)

    def without_text(self) -> str:
        """The address with the choices but no words."""
        return self._changed(text="")

    def with_text(self, text: str) -> str:
        """The address with other words and the same choices."""
        return self._changed(text=text)

    def without_cause(self, name: str) -> str:
        """The address of what is found without a cause or a place."""
        return self._changed(without=self.query.without | {name})

    def with_cause(self, name: str) -> str:
        """The address with a cause or a place that was left out."""
        return self._changed(without=self.query.without - {name})

    def literally(self) -> str:
        """The address with the words taken as typed."""
        return self._changed(is_literal=True)

    def without_choices(self) -> str:
        """The address with the words alone."""
        kept = {name: self.query.filters[name] for name in self.query.fixed}
        return self._changed(filters=kept, date_from=None, date_to=None)

    def _changed(self, **changes: Any) -> str:
        return Address(self.path, replace(self.query, **changes))._with([])

    def _with(self, more: list[tuple[str, str]]) -> str:
        pairs = [*self._pairs(), *more]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def _pairs(self) -> Iterator[tuple[str, str]]:
        query = self.query
        if query.text:
            # A lone surrogate cannot stand in an address.
            yield "q", query.text.encode("utf-8", "replace").decode()
        for name, values in query.filters.items():
            if name not in query.fixed:
                yield from ((name, value) for value in values)
        if query.date_from:
            yield "date_from", query.date_from.isoformat()
        if query.date_to:
            yield "date_to", query.date_to.isoformat()
        yield from (("without", name) for name in sorted(query.without))
        if query.is_literal:
            yield "literal", "1"
        if query.sort is not Sort.RELEVANCE:
            yield "sort", query.sort.value
