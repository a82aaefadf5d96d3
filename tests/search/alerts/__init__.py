"""Saved searches and their letters."""
