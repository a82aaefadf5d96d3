"""Models of the catalogue's own data; what is searched belongs to the other applications."""

from search.models.alerts import Arrival, Letter, Period, SavedSearch
from search.models.log import SearchCount
from search.models.outbox import OutboxEntry
from search.models.terms import Term

__all__ = ["Arrival", "Letter", "OutboxEntry", "Period", "SavedSearch", "SearchCount", "Term"]
