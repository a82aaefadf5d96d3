"""Engines of the catalogue and the choice among them."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine


def engine() -> Engine:
    """The engine of the settings, one per process."""
    return _engine(settings.SEARCH_ENGINE, str(settings.SEARCH_INDEX_DIR))


@cache
def _engine(name: str, folder: str) -> Engine:
    if name == "embedded":
        return EmbeddedEngine(Path(folder))
    raise ImproperlyConfigured(f"SEARCH_ENGINE is {name!r}; it can be 'embedded'.")
