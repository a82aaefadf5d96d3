"""Keeping the entries of support instruments in step with the calendar."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from clusters.instruments.states import moscow_today, state_on
from clusters.models import InstrumentStanding, SupportInstrumentPage
from search.indexing import touch

_BATCH = 500


@transaction.atomic
def refresh_instrument_states(
    keys: Iterable[UUID] | None = None, *, today: date | None = None
) -> list[UUID]:
    """Bring the entries of instruments in line with their days as of `today` in Moscow.

    `keys` are translation keys of the cards to look at, by default all. Entries whose state has
    changed are written to the catalogue's outbox in the same transaction. Returns the keys of the
    changed ones; a second run on the same day changes nothing.
    """
    day = today or moscow_today()
    cards = SupportInstrumentPage.objects.live()
    stored = InstrumentStanding.objects.all()
    if keys is not None:
        wanted = set(keys)
        cards = cards.filter(translation_key__in=wanted)
        stored = stored.filter(key__in=wanted)
    states = {
        key: state_on(day, open_from, deadline)
        for key, open_from, deadline in cards.values_list(
            "translation_key", "open_from", "deadline"
        )
    }
    known = {row.key: row.state for row in stored}
    changed = [
        InstrumentStanding(key=key, state=state, computed_on=day)
        for key, state in states.items()
        if known.get(key) != state
    ]
    gone = known.keys() - states.keys()
    InstrumentStanding.objects.filter(key__in=gone).delete()
    InstrumentStanding.objects.bulk_create(
        changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["state", "computed_on"],
    )
    touched = [row.key for row in changed]
    touch(*touched)
    return touched
