"""Engines of the catalogue and the choice among them."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Engine
from search.engines.configuration import ELASTICSEARCH, Access, access, problems
from search.engines.embedded import EmbeddedEngine


def engine() -> Engine:
    """The engine of the settings, one per process."""
    if settings.SEARCH_ENGINE == ELASTICSEARCH:
        return _elastic(access(), settings.ELASTICSEARCH_PREFIX)
    return _embedded(settings.SEARCH_ENGINE, str(settings.SEARCH_INDEX_DIR))


@cache
def _embedded(name: str, folder: str) -> Engine:
    _refuse_wrong_settings()
    return EmbeddedEngine(Path(folder))


@cache
def _elastic(given: Access, prefix: str) -> Engine:
    _refuse_wrong_settings()
    from search.engines.elastic.engine import (  # noqa: PLC0415 -- the client is optional
        ElasticEngine,
    )

    return ElasticEngine(given, prefix)


def _refuse_wrong_settings() -> None:
    found = [f"{problem.message} {problem.hint}" for problem in problems()]
    if found:
        raise ImproperlyConfigured(" ".join(found))
