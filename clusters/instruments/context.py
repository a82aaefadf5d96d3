"""What the page of a support instrument shows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from clusters.instruments.basis import (
    BasisChange,
    ShownChange,
    by_act,
    changes_by_act,
    changes_since,
    provisions_of,
    readable_acts,
)
from clusters.instruments.linked_data import linked_data
from clusters.instruments.states import moscow_today
from cms.freshness import is_stale

if TYPE_CHECKING:
    from clusters.models.instruments import SupportInstrumentPage


def card_context(page: "SupportInstrumentPage", url: str) -> dict[str, Any]:
    """Legal basis with force, changes since the last check, linked data; a fixed number of queries.

    `url` is the card's full address.
    """
    today = moscow_today()
    language = page.locale.language_code
    rows = [*page.legal_basis.all(), *page.conditions.all()]
    changes = changes_by_act(row.act_key for row in rows)
    recent = recent_changes(page.verified_on, changes, today)
    acts = readable_acts(
        [*(row.act_key for row in rows), *(change.by for change in recent)], language
    )
    basis = by_act(provisions_of(page.legal_basis.all(), acts, language))
    conditions = [
        {"row": row, "provisions": provisions_of([row], acts, language)}
        for row in page.conditions.all()
        if row.text
    ]
    state = page.state_on(today)
    return {
        "state": state,
        "basis": basis,
        "basis_changes": shown_changes(recent, acts),
        "conditions": conditions,
        "is_stale": is_stale(page.verified_on),
        "today": today,
        "linked_data": linked_data(page, url),
    }


def recent_changes(
    verified_on: date | None, changes: Mapping[UUID, Iterable[BasisChange]], today: date
) -> list[BasisChange]:
    """Changes of a card's acts since its last check, the latest first, each act and day once."""
    found = {
        (change.act, change.on): change
        for of_act in changes.values()
        for change in changes_since(verified_on, of_act, today)
    }
    return sorted(found.values(), key=lambda change: (change.on, str(change.act)), reverse=True)


def shown_changes(changes: Iterable[BasisChange], acts: Mapping[UUID, Any]) -> list[ShownChange]:
    """Changes of acts that readers may open."""
    return [
        ShownChange(change, acts[change.act], acts.get(change.by) if change.by else None)
        for change in changes
        if change.act in acts
    ]
