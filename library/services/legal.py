"""Keeping the state of force of acts up to date."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from library.legal.force import ActDates, Change, force_on
from library.models import ActForce, LegalActPage, LegalRelation
from search.indexing import touch

_BATCH = 500


@transaction.atomic
def refresh_force_states(
    keys: Iterable[UUID] | None = None, *, today: date | None = None
) -> list[UUID]:
    """Bring the stored state of acts in line with their dates and relations as of `today`.

    `keys` are translation keys of the acts to look at, by default all of them. Entries of the
    catalogue whose state has changed are written to its outbox in the same transaction. Returns
    the keys of the changed acts; a second run on the same day changes nothing.
    """
    day = today or timezone.localdate()
    wanted = None if keys is None else set(keys)
    dates = _dates_by_act(wanted)
    changes = _changes_by_act(wanted)
    stored = ActForce.objects.all()
    if wanted is not None:
        stored = stored.filter(key__in=wanted)
    known = {row.key: row for row in stored}

    changed = []
    for key, act_dates in dates.items():
        state = force_on(day, act_dates, changes.get(key, ())).state
        if key not in known or known[key].state != state:
            changed.append(ActForce(key=key, state=state, computed_on=day))
    gone = known.keys() - dates.keys()
    ActForce.objects.filter(key__in=gone).delete()
    ActForce.objects.bulk_create(
        changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["state", "computed_on"],
    )
    touched = [row.key for row in changed] + sorted(gone)
    touch(*touched)
    return touched


def _dates_by_act(keys: set[UUID] | None) -> Mapping[UUID, ActDates]:
    """Dates of live acts; those of the version in the main language where there is one."""
    acts = LegalActPage.objects.live()
    if keys is not None:
        acts = acts.filter(translation_key__in=keys)
    rows = acts.values_list(
        "translation_key",
        "language",
        "adopted_on",
        "in_force_from",
        "repealed_on",
        "amended_elsewhere_on",
    )
    dates: dict[UUID, ActDates] = {}
    for key, language, *days in rows:
        if key not in dates or language == settings.LANGUAGE_CODE:
            dates[key] = ActDates(*days)
    return dates


def _changes_by_act(keys: set[UUID] | None) -> Mapping[UUID, list[Change]]:
    relations = LegalRelation.objects.of_live_acts()
    if keys is not None:
        relations = relations.touching(keys)
    changes: dict[UUID, list[Change]] = {}
    for link in relations.links():
        if link.is_confirmed:
            changes.setdefault(link.target, []).append(link.change)
    return changes
