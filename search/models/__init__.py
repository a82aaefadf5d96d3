"""Models of the catalogue's own data; what is searched belongs to the other applications."""

from search.models.log import SearchCount
from search.models.outbox import OutboxEntry
from search.models.terms import Term

__all__ = ["OutboxEntry", "SearchCount", "Term"]
