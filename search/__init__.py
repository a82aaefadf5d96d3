"""The catalogue of everything public."""
