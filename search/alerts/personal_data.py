"""Saved searches as personal data of whoever has an account with their address."""

from typing import Any

from cms.accounts import personal_data
from cms.models import User
from search.alerts.subscribing import forget_address, normal_address
from search.models import Letter, SavedSearch


def register() -> None:
    """Tell the foundation what is kept of a person here."""
    personal_data.register("saved searches", searches_of, forget)


def searches_of(user: User) -> list[dict[str, Any]]:
    """The searches saved under the addresses of an account, and their letters."""
    own = [normal_address(address) for address in personal_data.addresses(user)]
    return [
        {
            "search": search.parameters,
            "language": search.lang,
            "period": search.period,
            "saved": search.created_at,
            "confirmed": search.confirmed_at,
            "letters": list(
                Letter.objects.filter(search=search).values("kind", "state", "sent_at")
            ),
        }
        for search in SavedSearch.objects.filter(address__in=own)
    ]


def forget(user: User) -> None:
    """Delete everything kept under the addresses of an account."""
    for address in personal_data.addresses(user):
        forget_address(address)
