"""A real Elasticsearch for tests, at PORTAL_ELASTICSEARCH_URL, and indices of this run's own."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from secrets import token_hex

from elasticsearch import Elasticsearch, NotFoundError

from tests.services import missing

REMEDY = "Run the tests below one: python -m tests.services.elasticsearch pytest …"

_RUN = f"test_{token_hex(5)}_"
_NUMBERS = count(1)


def url() -> str:
    """The address of the server; without one the running test is skipped, or fails."""
    return os.environ.get("PORTAL_ELASTICSEARCH_URL", "") or missing("Elasticsearch", REMEDY)


def is_there() -> bool:
    """Whether there is a server in this run."""
    return bool(os.environ.get("PORTAL_ELASTICSEARCH_URL", ""))


@cache
def client() -> Elasticsearch:
    """A client for what the engine itself does not do."""
    made = Elasticsearch(url(), request_timeout=60)
    atexit.register(remove, _RUN)
    return made


def prefix() -> str:
    """A prefix of names of indices that nobody else uses; they go when the run ends."""
    client()
    return f"{_RUN}{next(_NUMBERS)}_"


@contextmanager
def names() -> Iterator[str]:
    """A prefix of names of indices, all of which go with the context."""
    start = prefix()
    yield start
    remove(start)


def remove(start: str) -> None:
    """Remove all indices whose names begin so."""
    try:
        names = list(client().indices.get(index=f"{start}*", filter_path="*.aliases").body)
    except NotFoundError:
        return
    if names:
        client().indices.delete(index=names, ignore_unavailable=True)
