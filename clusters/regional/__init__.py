"""Pages of the regions."""
