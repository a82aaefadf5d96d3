"""Writes of the front pages and of the portal as a whole."""
