"""Writes of the library, one verb a function."""
