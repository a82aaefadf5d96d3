"""Search engines side by side over the same generated entries."""
