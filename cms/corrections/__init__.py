"""Corrections that readers suggest: one wrong fact of a page, and what it should be."""
