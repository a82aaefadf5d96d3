"""Letters about what is new in a saved search: asking for them, making them, leaving."""
