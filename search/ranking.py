"""What raises an entry in the ranking whatever the words: its kind and, for news, its age."""

from datetime import date

from search.registry import CatalogueEntry, sources

_RECENCY_GAIN = 0.4
_HALF_LIFE_DAYS = 365.0


def factor(entry: CatalogueEntry, today: date) -> float:
    """The factor of an entry's scores, at least 1: weight of the kind × recency.

    Recency falls from 1.4 today to 1.2 a year ago and on towards 1, only for kinds that ask for it.
    """
    source = sources().get(entry.kind)
    if source is None:
        return 1.0
    weight: float = max(source.weight, 1.0)
    if not source.recency or entry.date is None:
        return weight
    age_days = max((today - entry.date).days, 0)
    recency: float = 0.5 ** (age_days / _HALF_LIFE_DAYS)
    return weight * (1 + _RECENCY_GAIN * recency)
