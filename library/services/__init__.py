"""Writes of the library, one verb a function."""

from library.services.legal import refresh_force_states

__all__ = ["refresh_force_states"]
