"""Platforms in the catalogue."""
