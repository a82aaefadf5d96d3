"""Models of the catalogue's own data; what is searched belongs to the other applications."""

from search.models.outbox import OutboxEntry

__all__ = ["OutboxEntry"]
