"""Generations of the index behind one alias.

    portal_catalogue        the alias that everybody asks
    portal_catalogue-2      the generation before, kept for a way back
    portal_catalogue-3      the one in use

The alias moves in one request, so a reader meets the old index or the new one whole.
"""

import re
from itertools import count

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from search.engines.elastic.layout import Layout


class Generations:
    """The generations of one installation's index."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._name = re.compile(rf"{re.escape(alias)}-(\d+)")

    def current(self, client: Elasticsearch) -> str | None:
        """The index in use, or None."""
        try:
            return next(iter(client.indices.get_alias(name=self.alias).body), None)
        except NotFoundError:
            return None

    def fingerprint(self, client: Elasticsearch) -> str | None:
        """By which layout the index in use was written; None where there is none."""
        try:
            answer = client.indices.get_mapping(
                index=self.alias, filter_path="*.mappings._meta.fingerprint"
            )
        except NotFoundError:
            return None
        found = next(iter(answer.body.values()), {"mappings": {"_meta": {"fingerprint": ""}}})
        return str(found["mappings"]["_meta"]["fingerprint"])

    def create(self, client: Elasticsearch, shape: Layout) -> str:
        """An empty index for the next generation; leftovers of dead rebuilds go.

        A number is never used twice, so what a dead rebuild sent last cannot get into a new index.
        The newest leftover stays until the swap: a request of its rebuild may still be on its way.
        """
        numbers = self._all(client)
        in_use = numbers.get(self.current(client) or "", 0)
        newest = max(numbers.values(), default=0)
        self._drop(client, [left for left, own in numbers.items() if in_use < own < newest])
        settings = {"index": shape.settings | {"refresh_interval": "-1"}}
        for number in count(newest + 1):
            name = f"{self.alias}-{number}"
            try:
                client.indices.create(index=name, settings=settings, mappings=shape.mappings)
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise
            else:
                break
        return name

    def switch(self, client: Elasticsearch, name: str) -> None:
        """Put a finished generation in use and drop all but the one before it."""
        client.indices.put_settings(index=name, settings={"index": {"refresh_interval": None}})
        client.indices.refresh(index=name)
        before = self.current(client)
        actions = [{"add": {"index": name, "alias": self.alias, "is_write_index": True}}]
        if before is not None:
            every = {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}
            actions.insert(0, {"remove": every})
        client.indices.update_aliases(actions=actions)
        self._drop(client, [left for left in self._all(client) if left not in {name, before}])

    def _all(self, client: Elasticsearch) -> dict[str, int]:
        found = client.indices.get(index=f"{self.alias}-*", filter_path="*.aliases").body
        matches = ((name, self._name.fullmatch(name)) for name in found)
        return {name: int(match[1]) for name, match in matches if match}

    def _drop(self, client: Elasticsearch, names: list[str]) -> None:
        if names:
            client.indices.delete(index=names, ignore_unavailable=True)
