"""Proposals of figures and members as contributions of a person."""

from typing import Any

from clusters.models import Proposal
from cms.accounts import personal_data
from cms.models import User


def register() -> None:
    """Tell the foundation what is kept of a person here."""
    personal_data.register("proposals", proposals_of, keep)


def proposals_of(user: User) -> list[dict[str, Any]]:
    """What a person proposed, and what became of it."""
    own = Proposal.objects.filter(proposed_by=user)
    fields = ("kind", "content", "state", "reason", "proposed_at", "decided_at")
    return [dict(row) for row in own.values(*fields)]


def keep(user: User) -> None:
    """Leave proposals where they are: contributions stay, by a removed author."""
