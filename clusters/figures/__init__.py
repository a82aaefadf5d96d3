"""Figures of public clusters and of regions, read for many subjects at once."""
