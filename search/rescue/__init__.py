"""What is done for a reader whose words find nothing: see `docs/search.md`."""

from search.rescue.service import Offer, OfferKind, Outcome, Rescue, Run, rescue, suggestion

__all__ = ["Offer", "OfferKind", "Outcome", "Rescue", "Run", "rescue", "suggestion"]
