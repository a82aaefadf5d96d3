"""Names of register rows for facets, from the cache: every page with facets needs them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

from cms.models import Organisation, Region, Topic
from cms.models.registers import BilingualName

# Saving or deleting a row empties the cache; a change in bulk is seen within this time.
_SECONDS = 300
_LANGUAGES = ("ru", "en")


def names_of(
    model: type[BilingualName], field: str, values: Iterable[str], lang: str
) -> Mapping[str, str]:
    """Names in a language of the rows whose `field` (slug, code) is among the values."""
    wanted = set(values)
    key = _key(model, lang)
    known: dict[str, str] = cache.get(key) or {}
    if missing := wanted - known.keys():
        rows = model._default_manager.filter(**{f"{field}__in": missing})
        known = known | {getattr(row, field): row.name_in(lang) for row in rows}
        cache.set(key, known, _SECONDS)
    return {value: known[value] for value in wanted if value in known}


def forget(sender: type[BilingualName], **_kwargs: Any) -> None:
    """Drop the cached names of a register."""
    cache.delete_many([_key(sender, lang) for lang in _LANGUAGES])


def connect() -> None:
    """Listen to changes of the registers; called when the application is ready."""
    for model in (Organisation, Region, Topic):
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid="search.forget_names")


def _key(model: type[BilingualName], lang: str) -> str:
    return f"names:{model._meta.label_lower}:{lang}"
